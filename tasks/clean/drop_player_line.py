"""Remove what players, downloads and old browsers leave in the text."""

import polars as pl


def drop_player_line() -> pl.Expr:
    """True for a line that is such a cue, for a short one that begins with it, and for what a page says in place of a player."""
    short = pl.col("begins_player") & (pl.col("n_words") <= 4) & ~pl.col("ends_full") & pl.col("labelled")
    browser = pl.col("begins_browser") & (pl.col("n_words") <= 14)
    return (
        (pl.col("is_player") | short | browser)
        & ((pl.col("no") > 1) | (pl.col("n_words") >= 3))
        & (pl.col("n_in_doc") > 2)
    )
