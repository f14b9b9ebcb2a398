"""Splitting a passage that holds one text twice: crawls that lose the line breaks paste a body into one line."""

import re

import numpy as np
import polars as pl

from tasks.clean.copies import copies_of
from tasks.text.codepoints import IntArray, fold_codes, fold_texts

_MIN_CHARS = 400
_NEEDLE = 24
_PLACES = (0, 60, 160)
_MIN_LETTERS = 120
_SIMILARITY, _HEAD = 0.85, 100
_CHANCE = 80
_STOP = re.compile('[.!?\u061f\u2026]["\u00bb\u201d\u2019)]*\\s+')


def split_doubled(passages: pl.DataFrame) -> pl.DataFrame:
    """Where each of the passages (raw_start, raw_end, text, …) that end in a copy of their beginning begins anew: at, point.

    The copy must run to the passage's end, nearly, and be long; spelling, spaces, punctuation and a few changed words
    hide nothing. What stands behind the copy is parted too.
    """
    long = pl.col("raw_end") - pl.col("raw_start") >= _MIN_CHARS
    at = passages.with_row_index("at").filter(long).filter(_may_repeat(pl.col("text")))["at"].to_numpy()
    texts = passages["text"].gather(at)
    points = [(row, _point(texts[row], n, ends=ends)) for row, n, ends in (_copies(texts) if len(at) else [])]
    return pl.DataFrame(
        [(int(at[row]), point) for row, point in points if point],
        schema={"at": pl.Int64, "point": pl.Int64},
        orient="row",
    )


def _may_repeat(text: pl.Expr) -> pl.Expr:
    """Whether one of some places near the beginning stands again further on, to the letter: a search for a plain string
    is a hundred times as fast as folding, and a copy that differs in all the places is rare."""
    needles = (text.str.slice(place, _NEEDLE) for place in _PLACES)
    return pl.any_horizontal(
        text.str.slice(place + 100).str.contains(needle, literal=True)
        for place, needle in zip(_PLACES, needles, strict=True)
    )


def _copies(texts: pl.Series) -> list[tuple[int, int, bool]]:
    """Row, folded letters before the point, and what it is: where the copy begins, or where it ends if more follows."""
    folded = fold_texts(texts)
    found: list[tuple[int, int, bool]] = []
    for row, a, b in copies_of(np.arange(len(texts)), folded):
        start, end = int(folded.starts[row]), int(folded.ends[row])
        letters = int((b[:, 1] - b[:, 0]).sum())
        span = int(b[-1, 1] - b[0, 0])
        begins = int(a[0, 0]) - start <= _HEAD and int(a[-1, 1]) <= int(b[0, 0]) + 8
        ends = end - int(b[-1, 1]) <= max(_HEAD, span // 3)
        if letters < _MIN_LETTERS or letters < _SIMILARITY * span or not begins or not ends:
            continue
        first = int(folded.words[np.searchsorted(folded.words, int(b[0, 0]))])
        found.append((row, first - start, False))
        behind = int(folded.words[np.searchsorted(folded.words, int(b[-1, 1]), side="right") - 1])
        if first < behind < end:
            found.append((row, behind - start, True))
    return found


def _point(text: str, n_letters: int, *, ends: bool) -> int:
    """Where in `text` the letter number `n_letters` (folded, from 0) stands; 0 where no sentence ends before it.

    What follows a copy may begin with the word that followed the first by chance: the copy ends with its sentence.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    kept: IntArray = np.flatnonzero(fold_codes(codes) > 1)
    point = int(kept[n_letters])
    while point and not text[point - 1].isspace():  # an opening quotation mark belongs to the copy
        point -= 1
    if not ends:
        return point
    stops = list(_STOP.finditer(text, max(0, point - _CHANCE), point))
    return stops[-1].end() if stops else 0
