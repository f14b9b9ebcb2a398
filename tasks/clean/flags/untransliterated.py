"""Latin names in an Arabic or Persian text that writes the same name in its own letters elsewhere: its form is the suggestion."""

import polars as pl

from tasks.clean.foreign import foreign_runs


def untransliterated(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents with such names: how many, the names, and the forms that the document has for them."""
    runs = documents.select("doc", foreign=foreign_runs(documents)).drop_nulls().explode("foreign").unnest("foreign")
    names = runs.filter(pl.col("kind") == "person")
    return names.group_by("doc", maintain_order=True).agg(
        value=pl.col("n").sum().cast(pl.Float64),
        before=pl.col("run").str.join(", "),
        after=pl.col("arabic").str.join("\u060c "),
    )
