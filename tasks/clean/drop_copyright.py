"""Remove copyright lines."""

import polars as pl


def drop_copyright() -> pl.Expr:
    """True for a short passage near the end that begins with a copyright cue or sign."""
    begins = pl.col("begins_copyright") | pl.col("text").str.starts_with("\u00a9")
    return begins & (pl.col("n_words") <= 25) & (pl.col("n_from_end") <= 4) & (pl.col("n_in_doc") > 1)
