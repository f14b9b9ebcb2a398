"""Remove a paragraph of prose that stands twice; refrains, list items and formulas stay."""

import polars as pl

from tasks.clean.wordings import only_where

_BETWEEN = 40
"""Letters between two neighbouring passages at most."""


def drop_repeated_paragraph() -> pl.Expr:
    """True for a passage of prose that repeats the one before it, or a lead, or that is long and stands exactly twice.

    What stands three times and more, apart from each other, is a figure of style or a formula. A copy may have fewer
    words than the one that stays, and other small words and endings, but none of weight and no number that is not there.
    """
    prose = (
        (pl.col("n_letters") >= 60)
        & (pl.col("n_words") >= 10)
        & ~only_where(gate()).str.contains(r"^\W*(?:[-\u2013\u2022*]|\p{Nd}+\s?[-.)])")
    )
    lead = (pl.col("no") - pl.col("copy_of") <= 2) & (pl.col("no") <= 6)
    long = pl.col("n_letters") >= 110
    equal = (pl.col("copy_of") > 0) & (pl.col("adjacent") | ((pl.col("n_copies") == 2) & (lead | long)))
    return (prose & (equal | _nearly(long))) | _tail_of_tail()


def _nearly(long: pl.Expr) -> pl.Expr:
    same = (pl.col("near_share") >= 0.8) & (pl.col("near_lost") == 0) & (pl.col("near_numbers") == 0)
    distance = (pl.col("row") - pl.col("near_of")).abs()
    # An earlier passage goes only for one near by that begins with it: an article may open with a sentence of its midst.
    same &= ~pl.col("near_later") | ((distance <= 6) & (pl.col("near_offset") <= 80))
    # A credit that was parted from its paragraph may stand between.
    return same & (
        (pl.col("near_gap") <= _BETWEEN)
        | ((pl.col("near_places") == 1) & (long | ((pl.col("no") <= 6) & (distance <= 5))))
    )


def _tail_of_tail() -> pl.Expr:
    """The last lines of a page whose paragraphs were never closed: each holds all that follow, and they stand again."""
    tail = (pl.col("near_share") >= 1) & ~pl.col("near_later") & (pl.col("near_gap") <= _BETWEEN)
    return tail & tail.shift(1, fill_value=False) & (pl.col("n_words") >= 3)


def gate() -> pl.Expr:
    """A passage that stands again."""
    return (pl.col("copy_of") > 0) | pl.col("near_of").is_not_null()
