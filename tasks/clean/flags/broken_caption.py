"""Captions that are cut off, or whose brackets do not close."""

import polars as pl


def broken_caption(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents with such captions among the passages set aside: how many, and the beginning of the first."""
    text = pl.col("clean_text")
    # In two steps: one filter of both would count in all passages.
    captions = passages.select("doc", "clean_text", "placement").filter(pl.col("placement") == "caption")
    return (
        captions.filter(text.str.count_matches("(", literal=True) > text.str.count_matches(")", literal=True))
        .group_by("doc", maintain_order=True)
        .agg(value=pl.len().cast(pl.Float64), before=text.first().str.head(80))
        .select("doc", "value", "before")
    )
