"""Remove what the page says of the article: its date, its code, how long it takes to read, how often it was read."""

import polars as pl


def drop_page_data() -> pl.Expr:
    """True for lines outside the prose that are such a label with its number, and for one or two dates at the head or the end.

    Dates between paragraphs head the parts of a chronicle, and many dates are a table.
    """
    outside = (pl.col("prose_before") == 0) | (pl.col("prose_after") == 0)
    edge = (pl.col("no") <= 8) | (pl.col("n_from_end") <= 6)
    few = pl.col("only_date").sum().over("doc") <= 2
    head = (pl.col("no") <= 5) & (pl.col("prose_before") == 0) & (pl.col("prose_after") > 0)
    dates = pl.col("only_date") & few & (head | (pl.col("n_from_end") <= 1)) & ~pl.col("text").str.ends_with(":")
    return ((pl.col("only_data") & outside & edge) | dates) & (pl.col("n_in_doc") > 1)
