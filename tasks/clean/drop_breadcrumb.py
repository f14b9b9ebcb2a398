"""Remove the line that is a breadcrumb glued to the title."""

import polars as pl


def drop_breadcrumb() -> pl.Expr:
    """True for a line among the first that ends with the title after a few navigation words; see `titles`."""
    return pl.col("breadcrumb")
