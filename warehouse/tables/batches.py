"""What each run took in, and what became of it."""

import polars as pl

from warehouse.contract import BATCH_ID, TIMESTAMP, Column, Table

BATCHES = Table(
    name="batches",
    description="Batches: what each run took in. n_records = n_documents + n_quarantined + n_seen_before.",
    schema="ops",
    key=("batch_id", "published_at"),
    columns=(
        BATCH_ID,
        Column("parent_batch_id", pl.String, "Batch that was published before", nullable=True),
        Column("batch_seq", pl.Int64, "Order of the batches", low=1),
        Column("state", pl.String, "published, or blocked by a check", allowed=("published", "blocked")),
        Column("started_at", TIMESTAMP, "When the batch was begun: the time its rows carry"),
        Column("published_at", TIMESTAMP, "When it was published or blocked"),
        Column("inputs", pl.List(pl.String), "Inputs as named"),
        Column("n_bytes", pl.Int64, "Bytes of its input files", low=0),
        Column("n_records", pl.Int64, "Records read", low=0),
        Column("n_documents", pl.Int64, "Records that became documents", low=0),
        Column("n_quarantined", pl.Int64, "Records set aside", low=0),
        Column("n_seen_before", pl.Int64, "Records known already", low=0),
        Column("version", pl.String, "Version of khabar"),
        Column("parameters", pl.String, "Settings of the run, as JSON"),
    ),
)
