"""From a function of one text to the rows that a Rewrite gives. What is rewritten is said in the rules."""

from collections.abc import Callable

import polars as pl

from tasks.clean.differences import CONTEXT, common_length
from tasks.clean.rule import REWRITTEN

_SHOWN = 160

Change = Callable[[str], tuple[str, int]]
"""A text to what it becomes, and how many places were changed."""


def rewritten(texts: pl.Series, change: Change) -> pl.DataFrame:
    """A row for each of `texts` that `change` changes: row, new, value (places), before and after (the first place)."""
    rows = []
    for row, old in enumerate(texts):
        new, n_places = change(old)
        if new != old:
            rows.append((row, new, float(n_places), *_place(old, new)))
    return pl.DataFrame(rows, schema=REWRITTEN, orient="row")


def _place(old: str, new: str) -> tuple[str, str]:
    """Where they differ first and last, with a little of what stands around."""
    head = common_length(old, new)
    tail = common_length(old[head:][::-1], new[head:][::-1])
    start = max(head - CONTEXT, 0)
    before, after = (text[start : min(len(text) - tail + CONTEXT, start + _SHOWN)] for text in (old, new))
    return before, after
