"""Remove what the page's markup names as navigation or related links."""

import polars as pl


def drop_marked_furniture() -> pl.Expr:
    """True for passages that lie in navigation or related-links markup."""
    return pl.col("mark").is_in(["navigation", "related"])
