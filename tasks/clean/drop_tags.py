"""Remove tag lists."""

import polars as pl


def drop_tags() -> pl.Expr:
    """True for a labelled list that begins with a tags cue in the second half of the text, and for lines of hashtags alone.

    Behind a cue that stands alone at the end, the short lines to the end are the tags.
    """
    later = pl.col("n_from_end") < pl.col("no")
    cue = pl.col("begins_tags") & (pl.col("labelled") | pl.col("is_tags")) & later & ~pl.col("text").str.ends_with(".")
    hashtags = pl.col("only_hashtags") & (pl.col("n_in_doc") > 1) & (later | (pl.col("n_words") >= 2))
    short = (pl.col("n_words") <= 4) & ~pl.col("ends_sentence")
    tail = (short | cue).cast(pl.Int64).reverse().cum_prod().reverse().over("doc").cast(pl.Boolean)
    listed = (cue & pl.col("is_tags")).cast(pl.Int64).cum_sum().over("doc") > 0
    return cue | hashtags | (listed & tail & short)


def gate() -> pl.Expr:
    """A tags cue, or hashtags."""
    return pl.col("begins_tags") | pl.col("only_hashtags")
