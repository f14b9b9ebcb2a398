"""Remove the title where it stands again at the head of the text."""

import polars as pl


def drop_repeated_title() -> pl.Expr:
    """True for a passage among the first ones that is the title, spelling and punctuation aside."""
    return pl.col("same_as_title") & (pl.col("no") <= 6)
