"""Texts as one array of folded code points, with hashes of any stretch in constant time.

A column of texts is joined and decoded once; folding is a table look-up, counting a sum, and comparing two stretches
of text a comparison of two numbers. Measured on 47 MB of news: decoding, folding and hashing take about a second.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warehouse.folding import DROPPED, LETTERS

IntArray = NDArray[np.int64]
HashArray = NDArray[np.uint64]

SEPARATOR, VANISHES = 0, 1
_TABLE_SIZE = 0x20000
_BLOCK = 1 << 18
_RATIO = 0x9E3779B97F4A7C15 | 5
_INVERSE = pow(_RATIO, -1, 2**64)


@cache
def _fold_table() -> NDArray[np.uint32]:
    """Code point to its folded one; 0 for what parts words, 1 for what vanishes."""
    letters = np.fromiter(map(str.isalnum, map(chr, range(_TABLE_SIZE))), dtype=bool, count=_TABLE_SIZE)
    table = np.where(letters, np.arange(_TABLE_SIZE, dtype=np.uint32), np.uint32(SEPARATOR))
    for variant, letter in LETTERS.items():
        if letters[ord(variant)]:
            table[ord(variant)] = ord(letter)
    table[[ord(mark) for mark in DROPPED]] = VANISHES
    return table


def decode(texts: pl.Series) -> tuple[NDArray[np.uint32], IntArray]:
    """Code points of all texts in one array, and the n + 1 positions where they begin and end; null is empty."""
    texts = texts.fill_null("") if texts.null_count() else texts
    joined = texts.str.join("").item() if len(texts) else ""
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    bounds = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(texts.str.len_chars().to_numpy(), out=bounds[1:])
    return codes, bounds


def fold_codes(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Folded code points; 0 for what parts words, 1 for what vanishes. Planes above 1 are letters of themselves."""
    folded: NDArray[np.uint32] = _fold_table().take(codes, mode="clip")
    if len(codes) and codes.max() >= _TABLE_SIZE:
        folded = np.where(codes < _TABLE_SIZE, folded, codes)
    return folded


@cache
def _random_table() -> HashArray:
    """A random number for each code point: a look-up is cheaper than mixing each letter of a text."""
    return mix(np.arange(_TABLE_SIZE, dtype=np.uint64) + np.uint64(_RATIO))


def _random(letters: NDArray[np.uint32]) -> HashArray:
    numbers = _random_table().take(letters, mode="clip")
    if len(letters) and letters.max() >= _TABLE_SIZE:
        numbers = np.where(letters < _TABLE_SIZE, numbers, mix(letters.astype(np.uint64) + np.uint64(_RATIO)))
    return numbers


def mix(values: HashArray) -> HashArray:
    """Spread the bits of 64-bit numbers (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_STRIDE = 1 << 12
_LEAST_BITS, _MOST_BITS, _VALUES_AT_ONCE = 16, 25, 1 << 16
_WORTH_A_TABLE = 1 << 10


@cache
def _steps(base: int, step: int, count: int) -> HashArray:
    """base ** (step * i) for i from 0, `count` of them, modulo 2 ** 64."""
    factors = np.full(count, pow(base, step, 2**64), dtype=np.uint64)
    factors[0] = 1
    powers: HashArray = np.multiply.accumulate(factors)
    return powers


@cache
def _block_powers() -> HashArray:
    """The powers of the ratio within a block and a little beyond: a text may begin just before a block's end."""
    return np.multiply.outer(_steps(_RATIO, _STRIDE, _BLOCK // _STRIDE), _steps(_RATIO, 1, _STRIDE)).reshape(-1)


def _inverse_powers(positions: IntArray) -> HashArray:
    """The ratio's inverse to the power of each position: two look-ups in small tables instead of one in a huge one."""
    n_strides = int(positions.max(initial=0)) // _STRIDE + 1
    high = _steps(_INVERSE, _STRIDE, 1 << n_strides.bit_length())
    powers: HashArray = high[positions // _STRIDE] * _steps(_INVERSE, 1, _STRIDE)[positions % _STRIDE]
    return powers


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters and digits of a column of texts, folded, without what parts them.

    `starts`, `ends`: where each text lies in `letters`. `words`: where each word begins, with the end of the last.
    `word_bounds`: n + 1 positions in `words` where each text's words begin. `breaks`: True where a word begins or all ends.
    """

    letters: NDArray[np.uint32]
    starts: IntArray
    ends: IntArray
    words: IntArray
    word_bounds: IntArray
    breaks: NDArray[np.bool_]
    sums: HashArray

    def hashes(self, starts: IntArray, ends: IntArray) -> HashArray:
        """64-bit hashes of the stretches of `letters` from `starts` to `ends`; equal stretches have equal hashes."""
        return mix((self.sums[ends] - self.sums[starts]) * _inverse_powers(starts))

    def text_hashes(self) -> HashArray:
        """One hash a text, blind to spaces, punctuation and spelling variants."""
        return self.hashes(self.starts, self.ends)

    def word_hashes(self) -> HashArray:
        """One hash a word, in the order of the texts."""
        return self.hashes(self.words[:-1], self.words[1:])

    def words_between(self, start: int, end: int) -> list[str]:
        """The words that lie in the letters from `start` to `end`, those at the edges whole. Slow: for few texts."""
        first = max(int(np.searchsorted(self.words, start, side="right")) - 1, 0)
        behind = int(np.searchsorted(self.words, end, side="left"))
        bounds = self.words[first : behind + 1]
        if not len(bounds):
            return []
        letters = self.letters[bounds[0] : bounds[-1]].astype("<u4").tobytes().decode("utf-32-le")
        return [letters[a:b] for a, b in pairwise((bounds - bounds[0]).tolist())]

    def words_of(self, text: int) -> list[str]:
        """The words of one text. Slow: for few texts."""
        return self.words_between(int(self.starts[text]), int(self.ends[text]))

    def n_letters(self) -> IntArray:
        """Folded letters and digits of each text."""
        return self.ends - self.starts

    def n_words(self) -> IntArray:
        """Words of each text."""
        return np.diff(self.word_bounds)


def fold_texts(texts: pl.Series) -> Folded:
    """Fold a column of texts.

    In blocks whose arrays the allocator keeps for the next block: large arrays are given back to the system each time,
    and getting their pages anew took three quarters of the time.
    """
    lengths = texts.str.len_chars().fill_null(0).to_numpy().astype(np.int64)
    cuts: IntArray = np.searchsorted(np.cumsum(lengths), np.arange(_BLOCK, lengths.sum(), _BLOCK))
    edges = [0, *dict.fromkeys(int(cut) for cut in cuts if cut), len(texts)]
    blocks = [_fold_block(texts.slice(a, b - a)) for a, b in pairwise(dict.fromkeys(edges))]
    letters = np.concatenate([block[0] for block in blocks] or [np.zeros(0, dtype=np.uint32)])
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    breaks = np.zeros(len(letters) + 1, dtype=bool)
    breaks[-1] = True
    starts, ends = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
    base, row = 0, 0
    for part, begins, finishes, parted in blocks:
        n, rows = len(part), len(begins)
        _add_sums(sums, part, base)
        breaks[base : base + n] |= parted[:n]
        starts[row : row + rows], ends[row : row + rows] = begins + base, finishes + base
        base, row = base + n, row + rows
    words = np.flatnonzero(breaks)
    word_bounds = np.searchsorted(words, np.append(starts, len(letters)))
    if not len(letters):  # the one break is the end, and there is no word
        word_bounds = np.zeros(len(texts) + 1, dtype=np.int64)
    return Folded(letters, starts, ends, words, word_bounds, breaks, sums)


def _add_sums(sums: HashArray, letters: NDArray[np.uint32], base: int) -> None:
    """Go on with the prefix sums for `letters`, which stand from `base` on. In strides of a block, as powers are kept."""
    powers = _block_powers()
    for start in range(0, len(letters), len(powers)):
        part = letters[start : start + len(powers)]
        terms = _random(part) * powers[: len(part)]
        np.cumsum(terms, out=terms)
        terms *= np.uint64(pow(_RATIO, base + start, 2**64))
        terms += sums[base + start]
        sums[base + start + 1 : base + start + len(part) + 1] = terms


def _fold_block(texts: pl.Series) -> tuple[NDArray[np.uint32], IntArray, IntArray, NDArray[np.bool_]]:
    """Folded letters of a few texts, where each text lies in them, and where words begin."""
    codes, bounds = decode(texts)
    folded = fold_codes(codes)
    kept = folded > VANISHES
    dropped = np.flatnonzero(~kept)
    # Polars keeps what is marked in a fifth of the time that numpy takes.
    letters = pl.Series(folded).filter(pl.Series(kept)).to_numpy()
    bounds = bounds - np.searchsorted(dropped, bounds)
    parting = folded[dropped] == SEPARATOR
    breaks = np.zeros(len(letters) + 1, dtype=bool)
    breaks[(dropped - np.arange(len(dropped)))[parting]] = True
    starts, ends = bounds[:-1], bounds[1:]
    breaks[starts] = True
    return letters, starts, ends, breaks


class HashSet:
    """Sorted distinct hashes, to be asked which of very many others are among them.

    A table of their last bits leaves few to search for: of others one in 32 goes on to the search, which costs fifty
    look-ups, and the table of 60,000 hashes still lies in the processor's cache.
    """

    def __init__(self, known: HashArray) -> None:
        self.known = known
        bits = min(max(len(known).bit_length() + 5, _LEAST_BITS), _MOST_BITS)
        self.table = np.zeros(1 << bits, dtype=bool)
        self.table[(known & np.uint64(len(self.table) - 1)).astype(np.int64)] = True

    def holds(self, values: HashArray | NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of `values` are among the known ones."""
        found = np.zeros(len(values), dtype=bool)
        for start in range(0, len(values) if len(self.known) else 0, _VALUES_AT_ONCE):  # small for the cache's sake
            part = values[start : start + _VALUES_AT_ONCE]
            maybe = np.flatnonzero(self.table[(part & part.dtype.type(len(self.table) - 1)).astype(np.int64)])
            suspects = part[maybe].astype(np.uint64)
            places = np.minimum(np.searchsorted(self.known, suspects), len(self.known) - 1)
            found[start + maybe] = self.known[places] == suspects
        return found


def among(values: HashArray, known: HashArray) -> NDArray[np.bool_]:
    """Which of many hashes are among the few sorted `known` ones."""
    if len(values) > _WORTH_A_TABLE or not len(known):
        return HashSet(known).holds(values)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found
