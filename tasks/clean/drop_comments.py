"""Remove the readers' comments and the form for them."""

import polars as pl


def drop_comments() -> pl.Expr:
    """True for a cue of comments behind the prose, and for the short lines between such cues and after them to the end.

    Sentences stay: under a heading of that name an article may go on.
    """
    line = pl.col("is_comments") | (pl.col("begins_comments") & (pl.col("n_words") <= 12) & ~pl.col("ends_full"))
    field = pl.col("is_comment_fields") & (pl.col("prose_after") == 0) & (pl.col("n_from_end") <= 6)
    cue = line & (pl.col("prose_before") > 0) & (pl.col("n_from_end") < 2 * pl.col("no"))
    cue &= (pl.col("prose_after") == 0) | (pl.col("n_from_end") <= 3)
    short = (pl.col("n_words") <= 8) & ~pl.col("ends_full")
    tail = (short | cue).cast(pl.Int64).reverse().cum_prod().reverse().over("doc").cast(pl.Boolean)
    after = (cue & pl.col("is_comments")).cast(pl.Int64).cum_sum().over("doc") > 0
    return cue | (field & (pl.col("prose_before") > 0)) | (after & tail & short)


def gate() -> pl.Expr:
    """A cue of comments, or fields of the form."""
    return pl.col("is_comments") | pl.col("begins_comments") | pl.col("is_comment_fields")
