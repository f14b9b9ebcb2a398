"""Words that hold letters of two scripts: Arabic letters grown together with Latin or Cyrillic ones."""

import polars as pl

_ARABIC = r"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]"
_MIXED = rf"\S*(?:{_ARABIC}[\p{{Latin}}\p{{Cyrillic}}]|[\p{{Latin}}\p{{Cyrillic}}]{_ARABIC})\S*|\S*(?:\p{{Latin}}\p{{Cyrillic}}|\p{{Cyrillic}}\p{{Latin}})\S*"


def mixed_script(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents with such words: how many, and the first. A Latin name or brand beside Arabic words is none."""
    return (
        documents.lazy()
        .filter(pl.col("text").str.contains(_MIXED))
        .select(
            "doc",
            value=pl.col("text").str.count_matches(_MIXED).cast(pl.Float64),
            before=pl.col("text").str.extract(f"({_MIXED})"),
        )
        .collect()
    )
