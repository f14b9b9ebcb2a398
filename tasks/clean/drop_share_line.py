"""Remove lines that ask to share the article."""

import polars as pl


def drop_share_line() -> pl.Expr:
    """True for a short line that is a share cue, or is made of nothing but networks and the words of such lines.

    One network alone is a heading or an answer; a line that begins with the verb and tells who shared is a sentence.
    """
    cue = pl.col("begins_share") & (pl.col("is_share") | pl.col("only_share"))
    networks = pl.col("only_share") & (pl.col("n_words") >= 3)
    return (cue | networks) & (pl.col("n_words") <= 14) & ~pl.col("ends_full") & (pl.col("n_in_doc") > 1)
