"""Results of expectations."""

import polars as pl

from warehouse.contract import BATCH_ID, TIMESTAMP, Column, Table

CHECKS = Table(
    name="checks",
    description="Result of each expectation and contract check, on what came in and on what goes out.",
    schema="ops",
    key=("batch_id", "run_id", "expectation", "subject", "moment"),
    columns=(
        BATCH_ID,
        Column("run_id", pl.String, "Run"),
        Column("expectation", pl.String, "What was expected"),
        Column("subject", pl.String, "Table or column it was held against"),
        Column(
            "moment", pl.String, "in: on what came in, a report; out: on what goes out, a gate", allowed=("in", "out")
        ),
        Column(
            "severity",
            pl.String,
            "What a failure does: critical blocks, warning and info are shown",
            allowed=("info", "warning", "critical"),
        ),
        Column(
            "state",
            pl.String,
            "passed, failed, or broken: the check itself could not be done",
            allowed=("passed", "failed", "broken"),
        ),
        Column("n_checked", pl.Int64, "Rows checked", low=0),
        Column("n_unexpected", pl.Int64, "Rows that failed", low=0),
        Column("tolerated_share", pl.Float64, "Share of failing rows that is tolerated", low=0, high=1),
        Column("detail", pl.String, "Examples, or the error of a broken check", nullable=True),
        Column("checked_at", TIMESTAMP, "When"),
    ),
)
