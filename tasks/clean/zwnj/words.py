"""A column of texts as the Arabic words in it, in arrays, with what stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.zwnj.hashes import glued, mix, prefix_sums, stretch_sums
from tasks.clean.zwnj.spellings import Bools
from tasks.languages.persian import ZWNJ
from tasks.text.codepoints import HashArray, IntArray

SPACE, JOINER = ord(" "), ord(ZWNJ)
_BLOCK = 1 << 20
_MOST_RUNS = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Texts from number `row` on. `codes`: UTF-16 units of all of them; `bounds`: where each text begins in them, and the last ends.

    A run is letters without anything between them, from `starts` to before `ends`. A word is one run or several with nothing but a joiner
    between them: `first` holds the number of its first run, and one more of the end. `sums`, `lengths`, `hashes`: of its
    letters. `prefix`: sums over `codes`. `held`: which texts hold a joiner.
    """

    row: int
    codes: NDArray[np.uint16]
    bounds: IntArray
    starts: IntArray
    ends: IntArray
    first: IntArray
    sums: HashArray
    lengths: IntArray
    hashes: HashArray
    prefix: HashArray
    held: Bools

    def between(self, starts: IntArray, ends: IntArray) -> HashArray:
        """Hashes of the letters from the codes `starts` to `ends`, which lie in one run."""
        return mix(stretch_sums(self.prefix, starts, ends))

    def together(self, words: IntArray, count: int) -> HashArray:
        """Hashes of the letters of `count` words from each of `words` on, without what parts them."""
        sums, lengths = self.sums[words], self.lengths[words]
        for step in range(1, count):
            sums = glued(sums, lengths, self.sums[words + step])
            lengths = lengths + self.lengths[words + step]
        return mix(sums)

    def spaced(self, words: IntArray) -> Bools:
        """Which words are parted from the next one by one space and nothing else."""
        last = np.minimum(self.first[words + 1], len(self.starts) - 1)
        end = self.ends[last - 1]
        found: Bools = (self.starts[last] == end + 1) & (self.codes[np.minimum(end, len(self.codes) - 1)] == SPACE)
        return found & (words + 1 < len(self.lengths))

    def boundaries(self, first: IntArray, last: IntArray, letter: IntArray) -> tuple[IntArray, Bools]:
        """Where the letter of that number stands, counted from the word `first` over runs and words to the word `last`, and
        whether it begins a run."""
        run, stop, rest = self.first[first], self.first[last + 1] - 1, letter.copy()
        for _ in range(_MOST_RUNS):
            size = self.ends[run] - self.starts[run]
            over = (rest >= size) & (run < stop)
            rest = np.where(over, rest - size, rest)
            run = run + over
        return self.starts[run] + rest, rest == 0

    def texts_of(self, at: IntArray) -> IntArray:
        """The number of the text that each place in `codes` is in."""
        found: IntArray = np.searchsorted(self.bounds, at, side="right") - 1
        return found

    def texts_of_words(self, words: IntArray) -> IntArray:
        """The number of the text that each of the words is in."""
        return self.texts_of(self.starts[self.first[words]])


def in_words(texts: pl.Series) -> Iterator[Words]:
    """The texts in blocks: smaller ones cost more calls, larger ones more memory."""
    ends = np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64))
    cuts = np.searchsorted(ends, np.arange(2 * _BLOCK, int(ends[-1]) if len(ends) else 0, 2 * _BLOCK))
    edges = list(dict.fromkeys([0, *cuts.tolist(), len(texts)]))
    for start, end in pairwise(edges):
        yield _words(texts.slice(start, end - start), start)


def _words(texts: pl.Series, row: int) -> Words:
    codes, bounds = _units(texts)
    letter = _letters(codes)
    edge = np.flatnonzero(letter[1:] != letter[:-1]) + 1
    starts, ends = edge[::2], edge[1::2]
    prefix = prefix_sums(codes)
    sums, lengths = stretch_sums(prefix, starts, ends), ends - starts
    linked = (starts[1:] == ends[:-1] + 1) & (codes[ends[:-1]] == JOINER)
    first = np.flatnonzero(np.concatenate([[True], ~linked, [True]]))
    if not len(starts):
        first = np.zeros(1, dtype=np.int64)
    runs = first[1:] - first[:-1]
    word_sums, word_lengths = sums[first[:-1]], lengths[first[:-1]]
    more = np.flatnonzero(runs > 1)
    for step in range(1, _MOST_RUNS):
        more = more[runs[more] > step]
        run = first[more] + step
        word_sums[more] = glued(word_sums[more], word_lengths[more], sums[run])
        word_lengths[more] += lengths[run]
    held = np.zeros(len(bounds), dtype=bool)
    held[np.searchsorted(bounds, np.flatnonzero(codes == JOINER), side="right") - 1] = True
    return Words(row, codes, bounds, starts, ends, first, word_sums, word_lengths, mix(word_sums), prefix, held)


def _units(texts: pl.Series) -> tuple[NDArray[np.uint16], IntArray]:
    """UTF-16 units of the texts, each followed by a line feed and the first one led by one; where each text begins, and the end."""
    joined = "\n" + texts.str.join("\n").item() + "\n"
    codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    lengths = texts.str.len_chars().to_numpy().astype(np.int64)
    if len(codes) != len(joined):
        lengths = np.array([len(text.encode("utf-16-le")) // 2 for text in texts.to_list()], dtype=np.int64)
    bounds = np.ones(len(texts) + 1, dtype=np.int64)
    np.cumsum(lengths + 1, out=bounds[1:])
    bounds[1:] += 1
    return codes, bounds


def _letters(codes: NDArray[np.uint16]) -> Bools:
    """Which are letters of the Arabic block, or marks on them: a word with a mark is one that no list knows.

    By their distance from the first of each stretch, as unsigned numbers wrap around.
    """
    letters: Bools = (codes - np.uint16(0x620)) < 0x40
    letters |= (codes - np.uint16(0x66E)) < 0x66
    return letters
