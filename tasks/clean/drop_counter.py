"""Remove share and view counters: lines of one number near the head or the end."""

import polars as pl


def drop_counter() -> pl.Expr:
    """True for a line that is a number, where few lines are: a table or a list of scores has many."""
    near_edge = (pl.col("no") <= 6) | (pl.col("n_from_end") <= 3)
    return pl.col("is_number") & near_edge & (pl.col("n_numbers") <= 4) & (pl.col("n_in_doc") > pl.col("n_numbers"))
