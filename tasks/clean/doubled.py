"""Splitting a passage that holds one text twice: crawls that lose the line breaks paste a body into one line."""

import numpy as np
import polars as pl

from tasks.text.codepoints import HashArray, IntArray, fold_codes, fold_texts

_MIN_CHARS = 400
_NEEDLE = 24
_OPENING_WORDS = 8
_MIN_LETTERS = 120
_MULTIPLIER = np.uint64(0x2545F4914F6CDD1D)


def split_doubled(cut: pl.DataFrame) -> pl.DataFrame:
    """The passages of `cut` (doc, raw_start, raw_end, text, n_lines), those that end in a copy of their beginning in two.

    The copy must run to the passage's end and be long; spelling, spaces and punctuation hide nothing. Passages that
    were put together from wrapped lines stay whole.
    """
    long = (pl.col("raw_end") - pl.col("raw_start") >= _MIN_CHARS) & (pl.col("n_lines") == 1)
    at = cut.with_row_index("at").filter(long).filter(_may_repeat(pl.col("text")))["at"].to_numpy()
    if not len(at):
        return cut
    found = _copies(cut["text"].gather(at))
    if not found:
        return cut
    texts = cut["text"]
    splits = {int(at[row]): _code_point(texts[int(at[row])], letters) for row, letters in found.items()}
    rows = pl.DataFrame(
        {"at": list(splits), "point": list(splits.values())}, schema={"at": pl.UInt32, "point": pl.Int64}
    )
    joined = cut.with_row_index("at").join(rows, on="at", how="left", maintain_order="left")
    whole = joined.filter(pl.col("point").is_null())
    first = joined.filter(pl.col("point").is_not_null()).with_columns(
        text=pl.col("text").str.slice(0, pl.col("point")).str.strip_chars_end()
    )
    first = first.with_columns(raw_end=pl.col("raw_start") + pl.col("text").str.len_chars())
    second = joined.filter(pl.col("point").is_not_null()).with_columns(
        text=pl.col("text").str.slice(pl.col("point")), raw_start=pl.col("raw_start") + pl.col("point")
    )
    return pl.concat([whole, first, second]).sort("at", "raw_start").select(cut.columns)


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
