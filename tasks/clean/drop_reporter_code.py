"""Remove the codes of reporters and desks at the end of a dispatch."""

import polars as pl


def drop_reporter_code() -> pl.Expr:
    """True for a line near the end that is a code such as AB/CD, or for a few capitals glued behind the last sentence."""
    glued = pl.col("is_capitals") & (pl.col("split_by") == "split_glued_furniture")
    return (pl.col("is_code") | glued) & (pl.col("n_from_end") <= 3) & (pl.col("no") > 1)
