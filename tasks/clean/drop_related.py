"""Remove related-article links: the cue's line, and the list of titles under it at the end of the text."""

import polars as pl


def drop_related() -> pl.Expr:
    """True for a line that begins with a cue and is short or labelled, and for titles after such a line at the end."""
    cue = (
        pl.col("begins_related")
        & ((pl.col("n_words") <= 6) | (pl.col("labelled") & (pl.col("n_words") <= 30)))
        & (pl.col("no") > 1)
    )
    title_like = (pl.col("n_words") <= 20) & ~pl.col("ends_sentence")
    after = cue.cast(pl.Int64).cum_sum().over("doc") > 0
    # Only an unbroken tail of title-like lines belongs to the list: prose after the cue is journalism again.
    tail = (title_like | cue).cast(pl.Int64).reverse().cum_prod().reverse().over("doc").cast(pl.Boolean)
    return cue | (after & tail & title_like)
