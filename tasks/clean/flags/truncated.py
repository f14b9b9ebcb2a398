"""Articles that break off: an ellipsis or a hanging comma at the end, or an invitation to read on."""

import polars as pl

_OPEN_END = r"(?:\.\.\.|\u2026|\[\u2026\]|\[\.\.\.\]|[\u060c,])\s*$"


def truncated(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents that break off, with their last words."""
    read_on = passages.filter(pl.col("cut_off"))["doc"].unique()
    return (
        documents.lazy()
        .filter(pl.col("text").str.tail(8).str.contains(_OPEN_END) | pl.col("doc").is_in(read_on.implode()))
        .select("doc", value=pl.lit(1.0), before=pl.col("text").str.tail(60))
        .collect()
    )
