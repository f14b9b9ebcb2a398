"""Remove lines that the outlet puts above or below many of its articles: no word list knows them all."""

import polars as pl

_FURNITURE = ("navigation", "share", "related", "trailer", "tags", "promotion", "copyright", "byline")


def drop_recurring_line() -> pl.Expr:
    """True for a line that was learned to recur at this edge, with nothing but furniture between it and the edge.

    A heading inside an article, a formula before a list, a refrain: the text that goes on after them keeps them.
    """
    recurs = pl.col("recurring_in").is_not_null()
    cues = pl.any_horizontal(*(pl.col(f"begins_{name}") for name in _FURNITURE)) & ~pl.col("ends_sentence")
    loose = recurs | cues | pl.col("is_number") | pl.col("is_code") | pl.col("same_as_title") | pl.col("breadcrumb")
    stays = (~loose).cast(pl.Int32)
    before, after = stays.cum_sum().over("doc"), stays.cum_sum(reverse=True).over("doc")
    edge = pl.col("recurring_edge")
    return recurs & (((edge == "head") & (before == 0)) | ((edge == "tail") & (after == 0)))
