"""Which Latin words an Arabic or Persian text holds, sorted: sources, platforms, brands, acronyms, names and the like are legitimate."""

import polars as pl

from tasks.clean.foreign import foreign_runs

_SHOWN = 3


def foreign_script(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents with such words: how many, and by class how many and the first few."""
    runs = documents.select("doc", foreign=foreign_runs(documents)).drop_nulls().explode("foreign").unnest("foreign")
    kinds = runs.group_by("doc", "kind", maintain_order=True).agg(
        value=pl.col("n").sum(), shown=pl.col("run").head(_SHOWN).str.join(", ")
    )
    told = pl.format("{} {}: {}", "kind", "value", "shown")
    return kinds.group_by("doc", maintain_order=True).agg(
        value=pl.col("value").sum().cast(pl.Float64), before=told.str.join("; ")
    )
