"""Remove the words by which agencies end a dispatch."""

import polars as pl


def drop_trailer() -> pl.Expr:
    """True for a short line near the end that begins with a trailer cue."""
    return pl.col("begins_trailer") & (pl.col("n_words") <= 6) & (pl.col("n_from_end") <= 8) & (pl.col("n_in_doc") > 1)
