"""The words of a column of texts, folded for comparison, and where each stands in its text as it is spelled."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.text.codepoints import Folded, HashArray, IntArray, decode, fold_codes, fold_texts, mix

_COMBINE = np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of n texts, one after the other: `hashes`, and `starts` and `ends` in `codes`, the texts as they are spelled.

    `bounds`: n + 1 positions where each text's words begin.
    """

    folded: Folded
    hashes: HashArray
    bounds: IntArray
    codes: NDArray[np.uint32]
    starts: IntArray
    ends: IntArray

    def spelled(self, first: int, behind: int) -> str:
        """The words from `first` to before `behind`, of one text, as they are spelled. Slow: for few stretches."""
        if first >= behind:
            return ""
        letters = self.codes[self.starts[first] : self.ends[behind - 1]].astype("<u4").tobytes()
        return " ".join(letters.decode("utf-32-le").split())


def wording(texts: pl.Series) -> Wording:
    """The words of `texts`."""
    folded = fold_texts(texts)
    codes, edges = decode(texts)
    parting = fold_codes(codes)
    letters = np.flatnonzero(parting > 1)
    # A word lasts to what parts it from the next one: signs above its last letter are part of it.
    gaps = np.append(np.flatnonzero(parting == 0), len(codes))
    last = letters[folded.words[1:] - 1]
    ends = np.minimum(gaps[np.searchsorted(gaps, last)], edges[np.searchsorted(edges, last, side="right")])
    return Wording(folded, folded.word_hashes(), folded.word_bounds, codes, letters[folded.words[:-1]], ends)


def runs_of(hashes: HashArray, width: int) -> HashArray:
    """A hash of the `width` words that begin at each word; the last ones go on into nothing."""
    rolled = hashes.copy()
    for step in range(1, width):
        rolled *= _COMBINE
        rolled[: len(hashes) - step] += hashes[step:]
    return mix(rolled)


@dataclass(frozen=True, slots=True)
class Sides:
    """The words of both texts of m pairs: first those of all left sides, then those of all right ones.

    `words`: which word of the wording. `lines`: whose it is, the pair's number, or that plus m on the right.
    `firsts`: 2 m + 1 positions where each side's words begin.
    """

    words: IntArray
    lines: IntArray
    firsts: IntArray

    @property
    def n_pairs(self) -> int:
        """How many pairs there are."""
        return (len(self.firsts) - 1) // 2

    def pairs(self) -> IntArray:
        """The pair that each word belongs to."""
        return self.lines % max(self.n_pairs, 1)

    def keyed(self, hashes: HashArray, apart: int = 0) -> HashArray:
        """`hashes`, one a word, made different from one pair to the next; those of another `apart` never meet."""
        return mix(hashes + mix(self.pairs().astype(np.uint64) * np.uint64(4) + np.uint64(apart)))


def sides(bounds: IntArray, left: IntArray, right: IntArray) -> Sides:
    """The sides of the pairs of texts (`left`, `right`)."""
    texts = np.concatenate([left, right])
    sizes = bounds[texts + 1] - bounds[texts]
    firsts = np.append(0, np.cumsum(sizes))
    words = np.arange(firsts[-1]) + np.repeat(bounds[texts] - firsts[:-1], sizes)
    return Sides(words, np.repeat(np.arange(len(texts)), sizes), firsts)
