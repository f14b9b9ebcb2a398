"""Remove lines that are a dateline or an agency's name and nothing else; the attribution is read from them."""

import polars as pl


def drop_dateline() -> pl.Expr:
    """True for a line at the head that is agencies, perhaps behind a place, and for agencies glued or put at the very end.

    Within the first sentence's line a dateline opens journalism, and stays.
    """
    head = (pl.col("no") <= 4) & (pl.col("prose_before") == 0) & (pl.col("prose_after") > 0)
    tail = ((pl.col("n_from_end") <= 1) | (pl.col("prose_after") == 0)) & (pl.col("no") > 1)
    # One word of a longer name is a word like others.
    named = pl.col("is_sources") | (pl.col("only_source") & (pl.col("n_words") >= 2))
    return ((named & (head | tail)) | (pl.col("dateline") & head)) & (pl.col("n_words") <= 8) & ~pl.col("is_code")
