"""Remove a caption that stands twice: pages print it under the picture and once more for a smaller screen."""

import polars as pl

from tasks.clean.set_aside_caption import set_aside_caption


def drop_repeated_caption() -> pl.Expr:
    """True for a caption that repeats an earlier one, spelling, dashes and small words aside."""
    equal = pl.col("copy_of") > 0
    nearly = (
        (pl.col("near_share") >= 0.9)
        & ~pl.col("near_later")
        & (pl.col("near_lost") == 0)
        & (pl.col("near_numbers") == 0)
        & (pl.col("near_offset") <= 20)
    )
    return set_aside_caption() & (equal | nearly)
