"""Remove lines that ask to share the article."""

import polars as pl


def drop_share_line() -> pl.Expr:
    """True for a short line that begins with a share cue and is no sentence."""
    return pl.col("begins_share") & (pl.col("n_words") <= 8) & ~pl.col("ends_sentence") & (pl.col("n_in_doc") > 1)
