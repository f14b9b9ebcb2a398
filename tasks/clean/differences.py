"""Where texts before and after a rule first differ, for people."""

from typing import AnyStr

import polars as pl

CONTEXT = 24
"""Characters that are shown on each side of a place."""


def first_differences(old: pl.Series, new: pl.Series) -> pl.DataFrame:
    """What stands about the first place where each two texts differ: before and after.

    >>> first_differences(pl.Series(["a b", "x"]), pl.Series(["ab", "xy"])).rows()
    [('a b', 'ab'), ('x', 'xy')]
    """
    # As bytes: to make strings of whole texts costs more than to find the places.
    pairs = zip(old.cast(pl.Binary).to_list(), new.cast(pl.Binary).to_list(), strict=True)
    common = pl.Series([_common(*pair) for pair in pairs], dtype=pl.Int64)
    texts = pl.DataFrame({"before": old, "after": new, "n": common})
    head = pl.col("before").cast(pl.Binary).bin.slice(0, pl.col("n")).cast(pl.String)
    start = (pl.col("n") - CONTEXT).clip(0)
    shown = pl.col("before", "after").str.slice(start, pl.col("n") + CONTEXT - start)
    return texts.with_columns(n=head.str.len_chars().cast(pl.Int64)).select(shown)


def common_length(one: AnyStr, other: AnyStr) -> int:
    """How much both begin with, by halving: a comparison of slices is quicker than one of characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common(old: bytes, new: bytes) -> int:
    """How many bytes both begin with, whole characters only."""
    low = common_length(old, new)
    while _within(old, low) or _within(new, low):
        low -= 1
    return low


def _within(text: bytes, at: int) -> bool:
    """Whether a character is cut before that byte."""
    return at < len(text) and text[at] & 0xC0 == 0x80
