"""Remove the codes of reporters and desks at the end of a dispatch."""

import polars as pl


def drop_reporter_code() -> pl.Expr:
    """True for a line near the end that is a code such as AB/CD."""
    return pl.col("is_code") & (pl.col("n_from_end") <= 3) & (pl.col("n_in_doc") > 1)
