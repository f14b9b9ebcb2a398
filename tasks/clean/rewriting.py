"""From a function of one text to the rows that a Rewrite gives. What is rewritten is said in the rules."""

from collections.abc import Callable

import polars as pl

_CONTEXT = 24
_SHOWN = 160
_ROWS = {"row": pl.Int64, "new": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}

Change = Callable[[str], tuple[str, int]]
"""A text to what it becomes, and how many places were changed."""


def rewritten(texts: pl.Series, change: Change) -> pl.DataFrame:
    """A row for each of `texts` that `change` changes: row, new, value (places), before and after (the first place)."""
    rows = []
    for row, old in enumerate(texts):
        new, n_places = change(old)
        if new != old:
            rows.append((row, new, float(n_places), *_place(old, new)))
    return pl.DataFrame(rows, schema=_ROWS, orient="row")


def _place(old: str, new: str) -> tuple[str, str]:
    """Where they differ first and last, with a little of what stands around."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = max(head - _CONTEXT, 0)
    before, after = (text[start : min(len(text) - tail + _CONTEXT, start + _SHOWN)] for text in (old, new))
    return before, after


def _common(one: str, other: str) -> int:
    """How many characters both begin with, by halving: a comparison of slices is quicker than one of characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
