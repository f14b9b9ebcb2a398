"""Remove the words by which agencies end a dispatch."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_trailer() -> pl.Expr:
    """True for a line near the end that is a trailer cue, or a short one that begins with it and is no sentence."""
    code = only_where(pl.col("begins_trailer")).str.contains(r"[/*\p{Nd}]") | (pl.col("n_words") <= 3)
    begins = pl.col("begins_trailer") & (pl.col("n_words") <= 6) & code & ~pl.col("ends_sentence")
    return (pl.col("is_trailer") | begins) & (pl.col("n_from_end") <= 8) & (pl.col("n_in_doc") > 1)


def gate() -> pl.Expr:
    """A trailer cue."""
    return pl.col("is_trailer") | pl.col("begins_trailer")
