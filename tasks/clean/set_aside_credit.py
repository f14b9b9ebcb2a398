"""Set aside lines that only name the photographer."""

import polars as pl


def set_aside_credit() -> pl.Expr:
    """True for a short line of a photo word, a colon or stroke, and a name; a sentence about photographs is none."""
    label = pl.col("text").str.head(30).str.contains(r"^[^:/.]{2,20}\s?[:/\uff1a]")
    return pl.col("begins_credit") & label & (pl.col("n_words") <= 7) & ~pl.col("ends_sentence")
