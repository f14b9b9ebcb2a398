"""Remove tag lists."""

import polars as pl


def drop_tags() -> pl.Expr:
    """True for a labelled list that begins with a tags cue in the second half of the text."""
    return (
        pl.col("begins_tags")
        & (pl.col("labelled") | (pl.col("n_words") <= 3))
        & (pl.col("n_from_end") < pl.col("no"))
        & ~pl.col("text").str.ends_with(".")
    )
