"""Remove the labels of advertisements."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_advertisement_label() -> pl.Expr:
    """True for a line that is such a label and nothing else, wherever it stands, save as the first line or the only ones."""
    bare = ~only_where(pl.col("is_advertisement")).str.contains(r"[.!?\u061f:]$")
    return (
        pl.col("is_advertisement")
        & bare
        & (pl.col("n_in_doc") > 2)
        & (pl.col("prose_after") + pl.col("prose_before") > 0)
    )
