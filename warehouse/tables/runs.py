"""The stages of each run: what went in and out, and how long it took."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table

RUNS = Table(
    name="runs",
    description="Stages of each run: rows in and out, time, and how many shards were done before.",
    schema="ops",
    key=("run_id", "stage"),
    columns=(
        Column("run_id", pl.String, "Run"),
        Column("batch_id", pl.String, "Batch it worked on", nullable=True),
        Column("stage", pl.String, "Stage"),
        Column("state", pl.String, "How it ended", allowed=("published", "blocked", "nothing_new", "failed")),
        Column("started_at", TIMESTAMP, "When the run was begun"),
        Column("ended_at", TIMESTAMP, "When the run ended"),
        Column("n_in", pl.Int64, "Rows in", low=0),
        Column("n_out", pl.Int64, "Rows out", low=0),
        Column("n_shards", pl.Int64, "Shards", low=0),
        Column("n_shards_reused", pl.Int64, "Shards that an earlier run had finished", low=0),
        Column("seconds", pl.Float64, "Wall time in seconds", low=0),
        Column("cpu_seconds", pl.Float64, "Processor time in seconds", low=0),
        Column("detail", pl.String, "What there is to say", nullable=True),
    ),
)
