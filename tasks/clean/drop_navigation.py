"""Remove lines that are an item of a menu, or a path of such items."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_navigation() -> pl.Expr:
    """True for a line that is a navigation cue near the head or the end, a path of items that begins with one, or a text-size control."""
    near_edge = (pl.col("no") <= 6) | (pl.col("n_from_end") <= 4)
    path = only_where(pl.col("begins_navigation") & (pl.col("n_words") <= 14)).str.contains(
        r"^[^.]{1,40}(?:\s?[>/|\u00bb\u203a\u00ab\u2039\u2190\u2192\u2022]\s?[^.>]{1,60})+$"
    )
    item = pl.col("is_navigation") | path | pl.col("is_cut_off") | pl.col("is_text_size")
    return item & near_edge & (pl.col("n_in_doc") > 1)


def gate() -> pl.Expr:
    """An item of a menu, perhaps."""
    return pl.col("is_navigation") | pl.col("begins_navigation") | pl.col("is_cut_off") | pl.col("is_text_size")
