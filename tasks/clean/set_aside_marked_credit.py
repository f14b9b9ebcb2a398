"""Set aside what the page's markup names as a photo credit."""

import polars as pl


def set_aside_marked_credit() -> pl.Expr:
    """True for passages that lie in credit markup."""
    return pl.col("mark") == "credit"
