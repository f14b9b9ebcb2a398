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
    forms: list[str]
    folded: pl.Series

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.start)


def folded(words: pl.Expr) -> pl.Expr:
    """`words`, each a single word, in one spelling; over columns what `warehouse.folding.fold` is over one text."""
    plain = words.str.normalize("NFKC").str.replace_many(_STRIPPED)
    return plain.str.replace_many(LETTERS)


def among(classes: "npt.NDArray[np.uint8]", letters: str) -> Bools:
    """Which of `classes` are one of the ASCII `letters`; a look into a table, four times as fast as `np.isin`."""
    table = np.zeros(256, dtype=np.bool_)
    table[list(letters.encode("ascii"))] = True
    return table[classes]


def cut(texts: pl.Series) -> Tokens:
    """Cut each of `texts` into tokens. A text that holds line breaks is cut there too: nothing reaches across them.

    Works on the code points of all texts at once (about 60 MB a second; a regular expression did 17).
    """
    whole = "\n".join(texts.to_list()) + "\n" if len(texts) else ""
    points = np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32)
    kind = _kinds()[points]
    begins = _beginnings(points, kind)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(points))
    kept = kind[first] != _BLANK
    gap = np.append([False], ~kept[:-1]) if len(kept) else kept
    forms, word = _forms(whole, first, kept)
    start = first[kept]
    base = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(texts.str.len_chars().cast(pl.Int64).to_numpy() + 1)])
    counts = np.diff(np.searchsorted(start, base))
    passage = np.repeat(np.arange(len(texts), dtype=np.int64), counts)
    return Tokens(whole, base, passage, start, last[kept], gap[kept], word, forms.to_list(), _fold_series(forms))


@cache
def _kinds() -> "npt.NDArray[np.uint8]":
    """What each code point is to a word: part of it, blank, or a sign that stands alone."""
    kinds = np.full(sys.maxunicode + 1, _SIGN, dtype=np.uint8)
    for code in chain(*_ASSIGNED):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LMN" or letter in _JOINERS:
            kinds[code] = _LETTER
        elif letter != "\n" and letter.isspace():
            kinds[code] = _BLANK
    return kinds


def _beginnings(points: "npt.NDArray[np.uint32]", kind: "npt.NDArray[np.uint8]") -> Bools:
    """Where a token begins: at a change of kind, and at each sign; but "U.S." is one token."""
    begins = np.ones(len(points), dtype=np.bool_)
    begins[1:] = (kind[1:] != kind[:-1]) | (kind[1:] == _SIGN)
    capital = (points >= ord("A")) & (points <= ord("Z"))
    lone = capital[:-3] & (points[1:-2] == ord(".")) & capital[2:-1] & (points[3:] == ord("."))
    lone[1:] &= (kind[: len(lone) - 1] != _LETTER) if len(lone) else lone[1:]
    at = np.flatnonzero(lone)
    for k in (1, 2, 3):
        begins[at + k] = False
    return begins


def _forms(whole: str, first: Ints, kept: Bools) -> tuple[pl.Series, Ints]:
    """The distinct tokens, and for each token its place among them; the tokens are views into the one encoded text."""
    data = np.frombuffer(whole.encode("utf-8"), dtype=np.int8)
    # Bytes that continue a character are below -64 as signed numbers.
    offsets = np.append(np.flatnonzero(data >= -64)[first], len(data)).astype(np.int64, copy=False)
    pieces = pa.LargeStringArray.from_buffers(len(first), pa.py_buffer(offsets), pa.py_buffer(data))
    encoded = pieces.dictionary_encode()
    forms = pl.Series("form", pl.from_arrow(encoded.dictionary), dtype=pl.String)
    return forms, encoded.indices.to_numpy()[kept].astype(np.int64)


def _fold_series(forms: pl.Series) -> pl.Series:
    frame: Any = pl.DataFrame({"form": forms}).select(folded(pl.col("form")).alias("folded"))
    column: pl.Series = frame["folded"]
    return column
