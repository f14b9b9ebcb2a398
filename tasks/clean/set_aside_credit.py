"""Set aside lines that only name the photographer, the agency of a photograph, or say that it is an old one."""

import polars as pl

from tasks.clean.wordings import only_where


def set_aside_credit() -> pl.Expr:
    """True for a short line of a photo word, a colon or stroke, and a name; for © and an agency; for "archive photo" alone."""
    label = only_where(pl.col("begins_credit")).str.head(30).str.contains(r"^\W{0,3}[^:/.]{2,20}\s?[:/\uff1a|\u060c,]")
    label &= pl.col("begins_credit")
    by = pl.col("begins_credit") & pl.col("credit_by") & (pl.col("n_from_end") <= 3) & (pl.col("n_in_doc") > 2)
    named = pl.col("is_photo_label") | (pl.col("begins_photo_label") & pl.col("label_marked"))
    sign = pl.col("signed")
    agency = pl.col("is_sources") & (pl.col("prose_before") > 0) & (pl.col("prose_after") > 0)
    agency &= pl.col("split_by").is_null()
    short = (label | agency | by | named | sign) & (pl.col("n_words") <= 7) & ~pl.col("ends_full")
    return (short | pl.col("is_archive")) & (pl.col("n_in_doc") > 1)
