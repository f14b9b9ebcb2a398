"""Remove a second copy of the body, or of a long run of its paragraphs."""

import polars as pl


def drop_repeated_body() -> pl.Expr:
    """True for the passages of a copy of an earlier run, in the same paragraphs or others, that is a good share of the text.

    The value is that share. Short lines go with their run; a refrain's run is short, or a small share. In a copy with
    words changed at most one number may differ: two reports by one formula differ in more. Where the later copy is the
    fuller one, the earlier goes.
    """
    run = (pl.col("run_passages") >= 2) & (pl.col("run_letters") >= 160)
    # A body pasted into one line is one passage, split by `doubled`; it is most of the text.
    whole = pl.col("adjacent") & (pl.col("run_share") >= 0.4) & (pl.col("run_letters") >= 300)
    return (run & (pl.col("run_share") >= 0.25)) | whole | _nearly()


def _nearly() -> pl.Expr:
    exact = (pl.col("near_similarity") >= 1) & (pl.col("near_doc_share") >= 0.25)
    changed = (pl.col("near_similarity") >= 0.85) & (pl.col("near_doc_share") >= 0.35)
    several = (pl.col("near_passages") >= 2) & (pl.col("near_letters") >= 160)
    one = (pl.col("near_letters") >= 300) & (pl.col("near_doc_share") >= 0.4)
    return (exact | changed) & (several | one) & (pl.col("near_share") >= 0.7) & (pl.col("near_body_numbers") <= 1)
