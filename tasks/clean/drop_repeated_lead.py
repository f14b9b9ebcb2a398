"""Remove the lead that stands twice at the head: once alone, perhaps cut short, and once where the text begins."""

import polars as pl


def drop_repeated_lead() -> pl.Expr:
    """True for a passage at the head that the next one begins with, or, whole and equal, for the next one.

    Where the first is only the beginning of the next, it is the first that goes: the fuller copy stays.
    """
    equal = (pl.col("copy_of") == 1) & (pl.col("no") <= 3) & (pl.col("n_letters") >= 25) & (pl.col("n_words") >= 5)
    return equal | pl.col("opens_next")
