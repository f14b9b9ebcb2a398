"""Remove share and view counters: lines of one number that stand before the first prose or after the last."""

import polars as pl


def drop_counter() -> pl.Expr:
    """True for a line that is a number outside the prose, where few lines are.

    A number between paragraphs is the head of a list item, a stanza or a table row; a text that begins with 1 counts its parts.
    """
    outside = (pl.col("prose_before") == 0) | (pl.col("prose_after") == 0)
    near_edge = (pl.col("no") <= 6) | (pl.col("n_from_end") <= 3)
    head = (pl.col("prose_before") == 0) & (pl.col("prose_after") > 0)
    tail = (pl.col("prose_after") == 0) & (pl.col("n_numbers") >= 2) & (pl.col("n_from_end") <= 1)
    one = pl.col("text").is_in(["1", "\u0661", "\u06f1"]) & (pl.col("n_numbers") > 2)
    return pl.col("is_number") & outside & near_edge & (head | tail) & ~one & (pl.col("n_numbers") <= 4)
