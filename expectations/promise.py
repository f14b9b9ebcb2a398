"""What became of every defect that was caught: the table at the end of a run. Knows frames, not how they were made."""

from collections.abc import Iterable

import polars as pl

from expectations.results import CheckResult

PROMISE = {
    "expectation": pl.String,
    "caught": pl.Int64,
    "repaired": pl.Int64,
    "quarantined": pl.Int64,
    "left": pl.Int64,
}

_KEY = ["doc_id", "revision", "expectation"]


def promise_table(
    results_in: Iterable[CheckResult], failing_in: pl.DataFrame, failing_out: pl.DataFrame, quarantined: pl.DataFrame
) -> pl.DataFrame:
    """Per expectation of `results_in`, in order: documents `caught`, `repaired`, `quarantined` and `left`.

    failing_in, failing_out: (doc_id, revision, expectation) of rows that fail on the way in and on the way out.
    quarantined: (doc_id, revision) of what was set aside; without a column revision, all revisions of the document.
    caught failed on the way in. Of these and of what fails on the way out only, quarantined was set aside, left fails
    on the way out and was not set aside; repaired was caught and is neither. So caught = repaired + quarantined + left,
    but for defects that were made on the way, which are in quarantined or left alone.
    """
    order = pl.DataFrame(
        {"expectation": list(dict.fromkeys(r.expectation for r in results_in))}, {"expectation": pl.String}
    )
    aside_key = [name for name in ("doc_id", "revision") if name in quarantined.columns]
    aside = quarantined.select(aside_key).unique().with_columns(aside=pl.lit(True))
    caught = failing_in.select(_KEY).unique().with_columns(caught=pl.lit(True))
    leaving = failing_out.select(_KEY).unique().with_columns(leaving=pl.lit(True))
    fates = (
        caught.join(leaving, on=_KEY, how="full", coalesce=True)
        .join(aside, on=aside_key, how="left")
        .with_columns(pl.col("caught", "leaving", "aside").fill_null(False))
    )
    counts = fates.group_by("expectation").agg(
        caught=pl.col("caught").sum(),
        repaired=(pl.col("caught") & ~pl.col("leaving") & ~pl.col("aside")).sum(),
        quarantined=pl.col("aside").sum(),
        left=(pl.col("leaving") & ~pl.col("aside")).sum(),
    )
    table = order.join(counts, on="expectation", how="left", maintain_order="left").fill_null(0)
    return table.select(pl.col(name).cast(dtype) for name, dtype in PROMISE.items())
