"""Remove passages of which nothing is left to read: they held only invisible characters."""

import polars as pl


def drop_blank() -> pl.Expr:
    """True for a passage whose text is empty after the edits, or holds joiners that join nothing."""
    return pl.col("text").str.strip_chars(" \N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}").str.len_bytes() == 0
