"""Remove a paragraph of prose that stands twice; refrains, list items and formulas stay."""

import polars as pl


def drop_repeated_paragraph() -> pl.Expr:
    """True for a long passage that repeats the one before it, or that stands exactly twice.

    What stands three times and more, apart from each other, is a figure of style or a formula.
    """
    prose = (pl.col("n_letters") >= 60) & (pl.col("n_words") >= 10)
    return (pl.col("copy_of") > 0) & prose & (pl.col("adjacent") | (pl.col("n_copies") == 2))
