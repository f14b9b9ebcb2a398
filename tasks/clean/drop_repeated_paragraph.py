"""Remove a paragraph of prose that stands twice; refrains, list items and formulas stay."""

import polars as pl


def drop_repeated_paragraph() -> pl.Expr:
    """True for a passage of prose that repeats the one before it, or a lead, or that is long and stands exactly twice.

    What stands three times and more, apart from each other, is a figure of style or a formula.
    """
    prose = (
        (pl.col("n_letters") >= 60)
        & (pl.col("n_words") >= 10)
        & ~pl.col("text").str.contains(r"^\W*(?:[-\u2013\u2022*]|\p{Nd}+\s?[-.)])")
    )
    lead = (pl.col("no") - pl.col("copy_of") <= 2) & (pl.col("no") <= 6)
    long = pl.col("n_letters") >= 110
    return (pl.col("copy_of") > 0) & prose & (pl.col("adjacent") | ((pl.col("n_copies") == 2) & (lead | long)))
