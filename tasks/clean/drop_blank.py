"""Remove passages of which nothing is left to read: they held only invisible characters."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_blank() -> pl.Expr:
    """True for a passage whose text is empty after the edits, or holds joiners that join nothing."""
    bare = pl.col("n_letters") == 0
    left = only_where(bare).str.strip_chars(" \N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
    return bare & (left.str.len_bytes() == 0)
