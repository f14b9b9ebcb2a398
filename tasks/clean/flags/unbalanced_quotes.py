"""Quotation marks that do not pair up in a document."""

import polars as pl

_PAIRS = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"))


def unbalanced_quotes(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents where opening and closing marks differ in number, or straight marks are odd: by how many."""
    off = [
        (
            pl.col("text").str.count_matches(a, literal=True).cast(pl.Int64)
            - pl.col("text").str.count_matches(b, literal=True).cast(pl.Int64)
        ).abs()
        for a, b in _PAIRS
    ]
    straight = pl.col("text").str.count_matches('"', literal=True).cast(pl.Int64) % 2
    return (
        documents.lazy()
        .with_columns(value=pl.sum_horizontal(*off, straight).cast(pl.Float64))
        .filter(pl.col("value") >= 1)
        .select("doc", "value", before=pl.lit(None, dtype=pl.String))
        .collect()
    )
