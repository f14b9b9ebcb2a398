"""Remove the words by which agencies end a dispatch."""

import polars as pl


def drop_trailer() -> pl.Expr:
    """True for a line near the end that is a trailer cue, or a short one that begins with it and is no sentence."""
    shape = pl.col("is_trailer") | (pl.col("begins_trailer") & (pl.col("n_words") <= 6) & ~pl.col("ends_sentence"))
    return shape & (pl.col("n_from_end") <= 8) & (pl.col("n_in_doc") > 1)
