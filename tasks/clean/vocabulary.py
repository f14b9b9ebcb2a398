"""Which texts are made of the words of a cue list: by hashes of words, for the short lines that are looked at."""

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.wordings import date_words, listed
from tasks.text.codepoints import Folded, HashArray, IntArray, among, fold_texts

BoolArray = NDArray[np.bool_]

_DIGITS = (ord("0"), ord("9"))


class Words:
    """The words of the texts number `rows` of `folded`: their hashes, and which are numbers."""

    def __init__(self, folded: Folded, rows: IntArray) -> None:
        first, last = folded.word_bounds[rows], folded.word_bounds[rows + 1]
        self.counts = last - first
        self.begins: IntArray = np.cumsum(self.counts) - self.counts
        at = np.arange(int(self.counts.sum())) + np.repeat(first - self.begins, self.counts)
        starts = folded.words[at]
        self.hashes, self.which = np.unique(folded.hashes(starts, folded.words[at + 1]), return_inverse=True)
        self.numbers = (folded.letters[starts] >= _DIGITS[0]) & (folded.letters[starts] <= _DIGITS[1])

    def all_among(self, *names: str) -> BoolArray:
        """Which texts have words, and none but numbers and those of the lists `names`."""
        every: BoolArray = self._count(self._among(*names) | self.numbers) == self.counts
        return every & self.any_among(*names)

    def any_among(self, *names: str) -> BoolArray:
        """Which texts have a word of the lists `names`."""
        return self._count(self._among(*names)) > 0

    def any_number(self) -> BoolArray:
        """Which texts have a number."""
        return self._count(self.numbers) > 0

    def last_among(self, name: str) -> BoolArray:
        """Which texts end with a word of the list `name`."""
        found = self._among(name)
        return (
            (self.counts > 0) & found[np.maximum(self.begins + self.counts - 1, 0)] if len(found) else self.counts > 0
        )

    def _among(self, *names: str) -> BoolArray:
        return among(self.hashes, _vocabulary(names))[self.which]

    def _count(self, found: BoolArray) -> IntArray:
        sums = np.concatenate([[0], np.cumsum(found)])
        counts: IntArray = sums[self.begins + self.counts] - sums[self.begins]
        return counts


@cache
def _vocabulary(names: tuple[str, ...]) -> HashArray:
    """Sorted hashes of all words in the entries of the lists; `dates` stands for months, weekdays and halves of the day."""
    entries = [entry for name in names for entry in (date_words() if name == "dates" else listed(name))]
    return np.unique(fold_texts(pl.Series(entries, dtype=pl.String)).word_hashes())
