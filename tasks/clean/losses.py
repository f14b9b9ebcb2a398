"""What a text would lose if one side of a copy went: words and numbers that the kept side has not.

A pasted copy with words changed differs in small words and endings; two reports by one formula differ in numbers, names
and places. So what differs is read word by word; that is done for the few copies that differ at all.
"""

from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import polars as pl

from tasks.languages import language, tags
from tasks.text.codepoints import Folded, IntArray, fold_texts

_FAR = 320
_BEGINNINGS = (
    "\u0648",
    "\u0641",
    "\u0628",
    "\u0644",
    "\u06a9",
    "\u0627\u0644",
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0644\u0644",
    "\u0641\u0627\u0644",
    "\u0645\u06cc",
    "\u0646\u0645\u06cc",
    "\u0633",
    "\u0646",
)
_ENDINGS = (
    "\u0647\u0627",
    "\u0647\u0627\u06cc",
    "\u0647\u0627\u06cc\u06cc",
    "\u06cc",
    "\u0647",
    "\u0627\u062a",
    "\u06cc\u0646",
    "\u0648\u0646",
    "\u0627",
    "\u0627\u0646",
    "\u0646\u062f",
    "\u062f",
    "\u0645",
    "\u062a",
    "\u0634",
    "\u0627\u0645",
    "s",
    "ed",
    "d",
)


@dataclass(slots=True)
class Losses:
    """Of one side: by passage (row) the words that the other side lacks, the numbers among them, and the words that another replaces."""

    words: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    swapped: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Words that this side alone has."""
        return sum(self.words.values())

    @property
    def n_numbers(self) -> int:
        """Numbers that this side alone has."""
        return sum(self.numbers.values())


def losses(own: IntArray, other: IntArray, rows: IntArray, folded: Folded) -> Losses:
    """What would go with the side `own`: stretches (start, end) one under the other, beside the equal ones of `other`.

    `rows`: the passages that the side touches, first to last; what they hold before, between and after the stretches
    is compared with what stands in the same place of the other side.
    """
    found = Losses()
    begin, finish = int(folded.starts[rows[0]]), int(folded.ends[rows[-1]])
    first, last = _text_of(folded, int(other[0, 0])), _text_of(folded, int(other[-1, 1]) - 1)
    their_begin, their_finish = int(folded.starts[first]), int(folded.ends[last])
    starts = [begin, *own[:, 1].tolist()]
    ends = [*own[:, 0].tolist(), max(finish, int(own[-1, 1]))]
    their_starts = [max(their_begin, int(other[0, 0]) - _FAR), *other[:, 1].tolist()]
    their_ends = [*other[:, 0].tolist(), min(their_finish, int(other[-1, 1]) + _FAR)]
    for start, end, their_start, their_end in zip(starts, ends, their_starts, their_ends, strict=True):
        theirs = folded.words_between(their_start, their_end)
        for row in rows.tolist():
            low, high = max(start, int(folded.starts[row])), min(end, int(folded.ends[row]))
            if low <= high:
                _count(found, row, folded.words_between(low, high), theirs)
    return found


def lost_words(own: list[str], theirs: list[str]) -> int:
    """How many words of weight, or numbers, stand in `own` alone."""
    known = frozenset(theirs)
    lost = [word for word in own if not _stands_in(word, known)]
    return sum(not _small(word) for word in lost)


def _text_of(folded: Folded, place: int) -> int:
    """Number of the text that the letter at `place` lies in."""
    return int(np.searchsorted(folded.ends, place, side="right"))


def _count(found: Losses, row: int, own: list[str], theirs: list[str]) -> None:
    known = frozenset(theirs)
    lost = [word for word in own if not _stands_in(word, known)]
    if not lost:
        return
    numbers = [word for word in lost if any(letter.isdigit() for letter in word)]
    weighty = [word for word in lost if not _small(word)]
    mine = frozenset(own)
    instead = [word for word in theirs if not _small(word) and not _stands_in(word, mine)]
    found.words[row] = found.words.get(row, 0) + len(weighty)
    found.numbers[row] = found.numbers.get(row, 0) + len(numbers)
    found.swapped[row] = found.swapped.get(row, 0) + min(len(weighty), len(instead))


def _stands_in(word: str, words: frozenset[str]) -> bool:
    """Whether the word stands among the others, perhaps with a proclitic or an ending more or less; a number as it is."""
    if word in words:
        return True
    if any(letter.isdigit() for letter in word):
        return False
    return not words.isdisjoint(_kin(word))


@lru_cache(maxsize=4096)
def _kin(word: str) -> tuple[str, ...]:
    """The word with a proclitic or an ending more, or less where three letters are left."""
    less = [word[len(part) :] for part in _BEGINNINGS if word.startswith(part)]
    less += [word[: -len(part)] for part in _ENDINGS if word.endswith(part)]
    more = [part + word for part in _BEGINNINGS] + [word + part for part in _ENDINGS] if len(word) >= 3 else []
    return (*(rest for rest in less if len(rest) >= 3), *more)


def _small(word: str) -> bool:
    """Whether the word tells nothing by itself: one or two letters, or a function word."""
    return not any(letter.isdigit() for letter in word) and (len(word) <= 2 or word in _function_words())


@cache
def _function_words() -> frozenset[str]:
    words = [word for tag in tags() for word in language(tag)["detect"]["function_words"]]
    folded = fold_texts(pl.Series(words, dtype=pl.String))
    return frozenset(word for text in range(len(words)) for word in folded.words_of(text))
