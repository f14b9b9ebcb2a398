"""Remove bylines: who wrote, edited or translated."""

import polars as pl


def drop_byline() -> pl.Expr:
    """True for a short line at the head or the end that begins with a byline cue and is no sentence."""
    near_edge = (pl.col("no") <= 3) | (pl.col("n_from_end") <= 4)
    latin = pl.col("text").str.contains(r"^(?:By|Reporting by|Edited by|Editing by|Written by) \p{Lu}")
    shape = pl.col("labelled") | latin
    return pl.col("begins_byline") & shape & (pl.col("n_words") <= 8) & ~pl.col("text").str.strip_chars(" *_").str.ends_with(":") & near_edge & (pl.col("n_in_doc") > 1)
