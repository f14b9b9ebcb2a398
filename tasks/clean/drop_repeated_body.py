"""Remove a second copy of the body, or of a long run of its paragraphs."""

import polars as pl


def drop_repeated_body() -> pl.Expr:
    """True for the passages of a run that repeats an earlier run in order and holds a good share of the text.

    The value is that share. Short lines go with their run; a refrain's run is short, or a small share.
    """
    run = (pl.col("run_passages") >= 2) & (pl.col("run_letters") >= 160)
    # A body pasted into one line is one passage, split by `doubled`; it is most of the text.
    whole = pl.col("adjacent") & (pl.col("run_share") >= 0.4) & (pl.col("run_letters") >= 300)
    return (run & (pl.col("run_share") >= 0.25)) | whole
