"""Words and marks of many passages in one flat row of arrays, with their places. What they mean belongs to `labels`."""

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from warehouse.folding import DROPPED, LETTERS

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Bytes: TypeAlias = npt.NDArray[np.uint8]

_SIGN, _LETTER, _BLANK = 0, 1, 2
_BLOCK = 1 << 17
_ASSIGNED = (range(0x40000), range(0xE0000, 0xE1000))
"""Code points that may be letters: the planes between and behind are empty or for private use."""
# A joiner, a vowel sign and a tatweel belong to their word.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{ARABIC TATWEEL}"
_STRIPPED = dict.fromkeys(DROPPED, "")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in reading order; each passage ends in a token that is a newline.

    `passage` counts the rows of the frame they were cut from; `start` and `end` are code points in `text`, which is all
    passages with a line break behind each, and `base` says where each begins there. `gap` says that white space stands
    before. `word` is the index of a token's form in `forms` (as written) and `folded` (one spelling, see
    warehouse.folding).
    """

    text: str
    base: Ints
    passage: Ints
    start: Ints
    end: Ints
    gap: Bools
    word: Ints
    forms: pl.Series
    folded: pl.Series

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.start)


def folded(words: pl.Expr) -> pl.Expr:
    """`words`, each a single word, in one spelling; over columns what `warehouse.folding.fold` is over one text."""
    plain = words.str.normalize("NFKC").str.replace_many(_STRIPPED)
    return plain.str.replace_many(LETTERS)


def among(classes: Bytes, letters: str) -> Bools:
    """Which of `classes` are one of the ASCII `letters`; five times as fast as a look into an array."""
    return np.frombuffer(bytearray(classes).translate(_marking(letters)), dtype=np.bool_)


@lru_cache(maxsize=16)
def one_of(words: frozenset[str]) -> pl.Series:
    """`words` as columns are asked whether they hold one; made once, as a long list takes as long as the answer."""
    return pl.Series(list(words), dtype=pl.String).implode()


@cache
def _marking(letters: str) -> bytes:
    """By byte, 1 for those of `letters`."""
    marked = letters.encode("ascii")
    return bytes(letter in marked for letter in range(256))


def cut(texts: pl.Series) -> Tokens:
    """Cut each of `texts` into tokens. A text that holds line breaks is cut there too: nothing reaches across them.

    Works on code points, many texts at once (about 60 MB a second; a regular expression did 17).
    """
    data = pl.concat([texts, pl.Series([""])]).str.join("\n").to_arrow().buffers()[2]
    whole = str(data, "utf-8")
    base, in_bytes = (_bases(lengths) for lengths in (texts.str.len_chars(), texts.str.len_bytes()))
    start, offsets = _places(whole, np.frombuffer(data, dtype=np.int8), base, in_bytes)
    forms, word = _forms(data, offsets)
    end = start + forms.str.len_chars().cast(pl.Int64).to_numpy()[word]
    gap = np.append(np.zeros(1, dtype=np.bool_), start[1:] != end[:-1])[: len(start)]
    counts = np.diff(np.searchsorted(start, base))
    passage = np.repeat(np.arange(len(texts), dtype=np.int64), counts)
    return Tokens(whole, base, passage, start, end, gap, word, forms, _fold_series(forms))


def _bases(lengths: pl.Series) -> Ints:
    """Where each text begins, and where all end, with a line break behind each."""
    return np.append(np.zeros(1, dtype=np.int64), np.cumsum(lengths.cast(pl.Int64).to_numpy() + 1))


def _places(text: str, data: "npt.NDArray[np.int8]", base: Ints, in_bytes: Ints) -> tuple[Ints, Ints]:
    """Where the tokens of `text` begin, as characters and as bytes of `data`, and there also where all ends.

    Goes over it by blocks of passages, whose arrays stay in the processor's cache.
    """
    starts, offsets = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    edges = np.unique([0, *np.searchsorted(base, np.arange(_BLOCK, base[-1], _BLOCK)), len(base) - 1])
    for first, last in pairwise(edges.tolist()):
        points = np.frombuffer(text[base[first] : base[last]].encode("utf-32-le"), dtype=np.uint32)
        begins = np.flatnonzero(_beginnings(points, _kinds()[points]))
        # Bytes that continue a character are below -64 as signed numbers.
        characters = np.flatnonzero(data[in_bytes[first] : in_bytes[last]] >= -64)
        starts.append(begins + base[first])
        offsets.append(characters[begins] + in_bytes[first])
    return np.concatenate(starts), np.concatenate([*offsets, [len(data)]])


@cache
def _blanks() -> str:
    """All characters that are white space but the line break, which is a token."""
    return "".join(map(chr, np.flatnonzero(_kinds() == _BLANK).tolist()))


@cache
def _kinds() -> Bytes:
    """What each code point is to a word: part of it, blank, or a sign that stands alone."""
    kinds = np.full(sys.maxunicode + 1, _SIGN, dtype=np.uint8)
    for codes in _ASSIGNED:
        categories = "".join(map(unicodedata.category, map(chr, codes)))[::2]
        kinds[codes.start : codes.stop][among(np.frombuffer(categories.encode("ascii"), np.uint8), "LMN")] = _LETTER
    kinds[[*map(ord, _JOINERS)]] = _LETTER
    # All white space stands below the ideographs.
    kinds[[code for code in range(0x3400) if chr(code).isspace() and code != ord("\n")]] = _BLANK
    return kinds


def _beginnings(points: "npt.NDArray[np.uint32]", kind: Bytes) -> Bools:
    """Where a token begins: at a change of kind, and at each sign, but not at blanks; and "U.S." is one token."""
    begins = np.ones(len(points), dtype=np.bool_)
    np.not_equal(kind[1:], kind[:-1], out=begins[1:])
    begins &= kind != _BLANK
    begins |= kind == _SIGN
    stop = np.flatnonzero(points == ord("."))
    stop = stop[(stop > 0) & (stop < len(points) - 2)]
    abbreviated = _capital(points[stop - 1]) & _capital(points[stop + 1]) & (points[stop + 2] == ord("."))
    abbreviated &= (stop == 1) | (kind[stop - 2] != _LETTER)
    for k in (0, 1, 2):
        begins[stop[abbreviated] + k] = False
    return begins


def _capital(points: "npt.NDArray[np.uint32]") -> Bools:
    return (points >= ord("A")) & (points <= ord("Z"))


def _forms(encoded_text: pa.Buffer, offsets: Ints) -> tuple[pl.Series, Ints]:
    """The distinct tokens, and for each token its place among them.

    The tokens are views into the one encoded text, each with the blanks behind it, which only the distinct ones lose.
    `offsets` is where each begins there, and the end.
    """
    pieces = pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), encoded_text)
    encoded = pieces.dictionary_encode()
    blank_behind = pl.Series("form", pl.from_arrow(encoded.dictionary), dtype=pl.String)
    stripped = blank_behind.str.strip_chars_end(_blanks()).to_arrow().dictionary_encode()
    forms = pl.Series("form", pl.from_arrow(stripped.dictionary), dtype=pl.String)
    return forms, stripped.indices.to_numpy()[encoded.indices.to_numpy()].astype(np.int64)


def _fold_series(forms: pl.Series) -> pl.Series:
    frame: Any = pl.DataFrame({"form": forms}).select(folded(pl.col("form")).alias("folded"))
    column: pl.Series = frame["folded"]
    return column
