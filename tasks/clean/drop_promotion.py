"""Remove invitations to follow, subscribe or install."""

import polars as pl


def drop_promotion() -> pl.Expr:
    """True for a short passage at the very end, or the very head, that begins with a promotion cue."""
    return (
        pl.col("begins_promotion")
        & (pl.col("n_words") <= 25)
        & ((pl.col("n_from_end") <= 4) | (pl.col("no") <= 2))
        & (pl.col("n_in_doc") > 2)
    )
