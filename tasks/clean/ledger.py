"""The findings: one row for each edit, removal and flag. Nothing changes without one."""

from collections.abc import Iterable

import polars as pl

from tasks.clean.rule import Flag

ROW = {
    "doc": pl.Int64,
    "passage_no": pl.Int32,
    "rule": pl.String,
    "action": pl.String,
    "severity": pl.String,
    "value": pl.Float64,
    "threshold": pl.Float64,
    "of_passage_no": pl.Int32,
    "before": pl.String,
    "after": pl.String,
}
_SHOWN = 160


def edit_findings(passages: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
    """One row for each rule that changed a passage. `edits`: row, rule, value, before, after."""
    return ledger_rows(edits.join(passages.select("row", "doc", "passage_no"), on="row"), action="edit")


def removal_findings(passages: pl.DataFrame) -> pl.DataFrame:
    """One row for each passage that left the body."""
    gone = passages.filter(~pl.col("placement").is_in(["body", "title"]))
    return ledger_rows(gone.with_columns(before=pl.col("clean_text").str.head(_SHOWN)), action="remove")


def flag_findings(found: Iterable[tuple[Flag, pl.DataFrame]]) -> pl.DataFrame:
    """One row for each flag of a document."""
    frames = [
        ledger_rows(
            rows.with_columns(
                pl.col("before").str.head(_SHOWN),
                rule=pl.lit(flag.name),
                threshold=pl.lit(flag.threshold),
                severity=pl.lit(flag.severity),
            ),
            action="flag",
        )
        for flag, rows in found
    ]
    return pl.concat([pl.DataFrame(schema=ROW), *frames])


def ledger_rows(rows: pl.DataFrame, *, action: str) -> pl.DataFrame:
    """Rows of the ledger with `action`, what they lack filled with nothing."""
    filled = rows.with_columns(pl.lit(None).alias(name) for name in ROW if name not in rows.columns)
    filled = filled.with_columns(action=pl.lit(action), severity=pl.col("severity").fill_null("info"))
    return filled.select(pl.col(name).cast(dtype) for name, dtype in ROW.items())
