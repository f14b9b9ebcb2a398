"""Remove related-article links: the cue's line, and the list of titles under it."""

import polars as pl


def drop_related() -> pl.Expr:
    """True for a line that is a cue, or begins with one and a colon or stroke, and for the titles after a line that is one."""
    cued = pl.col("is_related") | (pl.col("begins_related") & pl.col("cue_marked") & (pl.col("n_words") <= 30))
    cue = cued & (pl.col("no") > 1) & (pl.col("n_in_doc") > 1)
    title_like = (pl.col("n_words") <= 20) & ~pl.col("ends_sentence")
    after = cue.cast(pl.Int64).cum_sum().over("doc") > 0
    # Only an unbroken tail of title-like lines belongs to the list: prose after the cue is journalism again.
    tail = (title_like | cue).cast(pl.Int64).reverse().cum_prod().reverse().over("doc").cast(pl.Boolean)
    # In the middle a bare cue leads to one title at least.
    bare = cue & pl.col("is_related")
    next_one = bare.shift(1, fill_value=False).over("doc") & title_like & (pl.col("n_words") >= 3)
    return cue | (after & tail & title_like) | next_one


def gate() -> pl.Expr:
    """A cue of related articles."""
    return pl.col("is_related") | pl.col("begins_related")
