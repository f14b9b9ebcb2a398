"""Words and marks of many passages in one flat row of arrays, with their places. What they mean belongs to `labels`."""

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import chain
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
    table = bytes(letter in letters.encode("ascii") for letter in range(256))
    return np.frombuffer(bytearray(classes).translate(table), dtype=np.bool_)


def cut(texts: pl.Series) -> Tokens:
    """Cut each of `texts` into tokens. A text that holds line breaks is cut there too: nothing reaches across them.

    Works on the code points of all texts at once (about 60 MB a second; a regular expression did 17).
    """
    data = (texts.str.join("\n") + "\n" if len(texts) else pl.Series([""])).to_arrow().buffers()[2]
    whole = str(data, "utf-8")
    points = np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32)
    kind = _kinds()[points]
    start = np.flatnonzero(_beginnings(points, kind) & (kind != _BLANK))
    forms, word = _forms(data, start)
    end = start + forms.str.len_chars().cast(pl.Int64).to_numpy()[word]
    gap = np.append(np.zeros(1, dtype=np.bool_), start[1:] != end[:-1])[: len(start)]
    base = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(texts.str.len_chars().cast(pl.Int64).to_numpy() + 1)])
    counts = np.diff(np.searchsorted(start, base))
    passage = np.repeat(np.arange(len(texts), dtype=np.int64), counts)
    return Tokens(whole, base, passage, start, end, gap, word, forms, _fold_series(forms))


@cache
def _blanks() -> str:
    """All characters that are white space but the line break, which is a token."""
    return "".join(map(chr, np.flatnonzero(_kinds() == _BLANK).tolist()))


@cache
def _kinds() -> Bytes:
    """What each code point is to a word: part of it, blank, or a sign that stands alone."""
    kinds = np.full(sys.maxunicode + 1, _SIGN, dtype=np.uint8)
    for code in chain(*_ASSIGNED):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LMN" or letter in _JOINERS:
            kinds[code] = _LETTER
        elif letter != "\n" and letter.isspace():
            kinds[code] = _BLANK
    return kinds


def _beginnings(points: "npt.NDArray[np.uint32]", kind: Bytes) -> Bools:
    """Where a token begins: at a change of kind, and at each sign; but "U.S." is one token."""
    begins = np.ones(len(points), dtype=np.bool_)
    begins[1:] = (kind[1:] != kind[:-1]) | (kind[1:] == _SIGN)
    stop = np.flatnonzero(points == ord("."))
    stop = stop[(stop > 0) & (stop < len(points) - 2)]
    abbreviated = _capital(points[stop - 1]) & _capital(points[stop + 1]) & (points[stop + 2] == ord("."))
    abbreviated &= (stop == 1) | (kind[stop - 2] != _LETTER)
    for k in (0, 1, 2):
        begins[stop[abbreviated] + k] = False
    return begins


def _capital(points: "npt.NDArray[np.uint32]") -> Bools:
    return (points >= ord("A")) & (points <= ord("Z"))


def _forms(encoded_text: pa.Buffer, start: Ints) -> tuple[pl.Series, Ints]:
    """The distinct tokens, and for each token its place among them.

    The tokens are views into the one encoded text, each with the blanks behind it, which only the distinct ones lose.
    """
    data = np.frombuffer(encoded_text, dtype=np.int8)
    # Bytes that continue a character are below -64 as signed numbers.
    offsets = np.append(np.flatnonzero(data >= -64)[start], len(data))
    pieces = pa.LargeStringArray.from_buffers(len(start), pa.py_buffer(offsets), encoded_text)
    encoded = pieces.dictionary_encode()
    blank_behind = pl.Series("form", pl.from_arrow(encoded.dictionary), dtype=pl.String)
    stripped = blank_behind.str.strip_chars_end(_blanks()).to_arrow().dictionary_encode()
    forms = pl.Series("form", pl.from_arrow(stripped.dictionary), dtype=pl.String)
    return forms, stripped.indices.to_numpy()[encoded.indices.to_numpy()].astype(np.int64)


def _fold_series(forms: pl.Series) -> pl.Series:
    frame: Any = pl.DataFrame({"form": forms}).select(folded(pl.col("form")).alias("folded"))
    column: pl.Series = frame["folded"]
    return column
