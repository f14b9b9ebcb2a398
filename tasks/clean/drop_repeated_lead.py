"""Remove the lead that stands twice at the head: once alone, perhaps cut short, and once where the text begins."""

import polars as pl


def drop_repeated_lead() -> pl.Expr:
    """True for a passage at the head that stands in one of the next ones, or, whole and equal, for the next one.

    The lead above the body is often its first paragraph with words left out, or what follows an attribution: it is the
    lead that goes then, since the fuller copy stays. A sentence from the midst of the text stays at its head.
    """
    equal = (pl.col("copy_of") == 1) & (pl.col("no") <= 3) & (pl.col("n_letters") >= 25) & (pl.col("n_words") >= 5)
    return equal | pl.col("opens_next") | _stands_below()


def _stands_below() -> pl.Expr:
    at_head = pl.col("near_later") & (pl.col("no") <= 3) & (pl.col("near_of") - pl.col("row") <= 6)
    at_head &= pl.col("near_offset") <= 80
    sentence = (pl.col("n_letters") >= 40) & (pl.col("n_words") >= 7)
    within = (pl.col("near_share") >= 0.8) & (pl.col("near_lost") == 0)
    # A small word more, where no other stands in its place: that could be a name.
    edited = (
        (pl.col("near_share") >= 0.85)
        & (pl.col("n_words") >= 15)
        & (pl.col("near_lost") <= 1)
        & (pl.col("near_swapped") == 0)
    )
    return at_head & sentence & (within | edited) & (pl.col("near_numbers") == 0)
