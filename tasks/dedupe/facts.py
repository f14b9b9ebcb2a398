"""The facts of a text in which the notices of a template differ: its numbers, weekdays and months, with what stands around."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tasks.dedupe.calendar_words import calendar_words
from tasks.dedupe.shingling import lists
from tasks.text.codepoints import Folded, HashArray, IntArray, among, mix

_BEFORE, _BEHIND = np.uint64(0xA0761D6478BD642F), np.uint64(0xE7037ED1A0B428DB)


def facts(words: HashArray, folded: Folded) -> tuple[pl.Series, pl.Series]:
    """Two columns of lists, in the order of the text: the facts as folded words, and a hash of each one's neighbours.

    `words`: the hashes of the folded words. Digits of every script are one digit.
    """
    at = np.flatnonzero(_is_fact(words, folded))
    bounds = np.searchsorted(at, folded.word_bounds)
    return _words_at(folded, at, bounds), lists(_places(words, folded, at), bounds)


def _is_fact(words: HashArray, folded: Folded) -> NDArray[np.bool_]:
    """Which words are numbers or names of the calendar."""
    wanted = among(words, calendar_words())
    digits = (folded.letters >= ord("0")) & (folded.letters <= ord("9"))
    begun = np.flatnonzero(digits[folded.words[:-1]])  # words that begin with a digit, one in thirty
    inside, firsts = _letters_of(folded, begun)
    counted = np.append(0, np.cumsum(digits[inside]))
    wanted[begun[counted[firsts[1:]] - counted[firsts[:-1]] == np.diff(firsts)]] = True
    return wanted


def _letters_of(folded: Folded, at: IntArray) -> tuple[IntArray, IntArray]:
    """Positions of the letters of the words `at`, one word after the other, and where each word's begin."""
    starts, sizes = folded.words[at], folded.words[at + 1] - folded.words[at]
    firsts = np.append(0, np.cumsum(sizes))
    return np.arange(firsts[-1]) + np.repeat(starts - firsts[:-1], sizes), firsts


def _words_at(folded: Folded, at: IntArray, bounds: IntArray) -> pl.Series:
    """A column of lists: the words `at`, as they are spelled when folded."""
    words = pa.array(words_at(folded, at), type=pa.large_string())
    return pl.Series(pa.LargeListArray.from_arrays(pa.array(bounds), words), dtype=pl.List(pl.String))


def words_at(folded: Folded, at: IntArray) -> pl.Series:
    """The words of these numbers, as they are spelled when folded."""
    inside, firsts = _letters_of(folded, at)
    spelled = np.insert(folded.letters[inside], firsts[1:], ord("\n")).astype("<u4").tobytes().decode("utf-32-le")
    return pl.Series(spelled.split("\n")[:-1], dtype=pl.String)


def _places(words: HashArray, folded: Folded, at: IntArray) -> NDArray[np.uint32]:
    """32-bit hashes of the words before and behind the words `at`; a text's edge counts as a word of its own."""
    text = np.searchsorted(folded.word_bounds, at, side="right") - 1
    first, behind = at == folded.word_bounds[text], at + 1 == folded.word_bounds[text + 1]
    before = np.where(first, 0, words[np.maximum(at - 1, 0)])
    after = np.where(behind, 0, words[np.minimum(at + 1, max(len(words) - 1, 0))]) if len(words) else words
    return (mix(before * _BEFORE + after * _BEHIND) >> np.uint64(32)).astype(np.uint32)
