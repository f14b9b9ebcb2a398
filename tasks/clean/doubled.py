"""Splitting a passage that holds one text twice: crawls that lose the line breaks paste a body into one line."""

import numpy as np
import polars as pl

from tasks.text.codepoints import HashArray, IntArray, fold_codes, fold_texts

_MIN_CHARS = 400
_NEEDLE = 24
_OPENING_WORDS = 8
_MIN_LETTERS = 120
_MULTIPLIER = np.uint64(0x2545F4914F6CDD1D)


def split_doubled(passages: pl.DataFrame) -> pl.DataFrame:
    """Where each of the passages (raw_start, raw_end, text, …) that end in a copy of their beginning begins anew: at, point.

    The copy must run to the passage's end and be long; spelling, spaces and punctuation hide nothing.
    """
    long = pl.col("raw_end") - pl.col("raw_start") >= _MIN_CHARS
    at = passages.with_row_index("at").filter(long).filter(_may_repeat(pl.col("text")))["at"].to_numpy()
    texts = passages["text"].gather(at)
    found = _copies(texts) if len(at) else {}
    return pl.DataFrame(
        {"at": [int(at[row]) for row in found], "point": [_code_point(texts[row], n) for row, n in found.items()]},
        schema={"at": pl.Int64, "point": pl.Int64},
    )


def _may_repeat(text: pl.Expr) -> pl.Expr:
    """Whether one of two places near the beginning stands again further on, to the letter: a search for a plain string
    is a hundred times as fast as folding, and a copy that differs in both places is rare."""
    rest = text.str.slice(100)
    needles = (text.str.slice(place, _NEEDLE) for place in (0, 60))
    return pl.any_horizontal(rest.str.contains(needle, literal=True) for needle in needles)


def _copies(texts: pl.Series) -> dict[int, int]:
    """Row to the folded letters before the copy, of the texts that end in a copy of their beginning."""
    folded = fold_texts(texts)
    words = folded.word_hashes()
    opening = _rolling(words)
    if not len(opening):
        return {}
    bounds = folded.word_bounds
    owner = np.repeat(np.arange(len(texts)), np.diff(bounds))[: len(opening)]
    again = np.flatnonzero(opening == opening[np.minimum(bounds[owner], len(opening) - 1)])
    again = again[again > bounds[owner[again]]]
    found: dict[int, int] = {}
    for word in again.tolist():
        row = int(owner[word])
        start, end, place = int(folded.starts[row]), int(folded.ends[row]), int(folded.words[word])
        length = end - place
        if row in found or length < _MIN_LETTERS or start + length > place:
            continue
        here, there = (folded.hashes(np.array([a]), np.array([a + length])) for a in (start, place))
        if here[0] == there[0]:
            found[row] = place - start
    return found


def _rolling(words: HashArray) -> HashArray:
    n = max(len(words) - _OPENING_WORDS + 1, 0)
    rolled = np.zeros(n, dtype=np.uint64)
    for step in range(_OPENING_WORDS):
        rolled = rolled * _MULTIPLIER + words[step : step + n]
    return rolled


def _code_point(text: str, n_letters: int) -> int:
    """Where in `text` the letter number `n_letters` (folded, from 0) stands."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    kept: IntArray = np.flatnonzero(fold_codes(codes) > 1)
    point = int(kept[n_letters])
    while point and not text[point - 1].isspace():  # an opening quotation mark belongs to the copy
        point -= 1
    return point
