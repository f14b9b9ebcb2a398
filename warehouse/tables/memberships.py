"""Which group of copies a document belongs to."""

import polars as pl

from warehouse.contract import BATCH_ID, DOC_ID, Column, Table

MEMBERSHIPS = Table(
    name="memberships",
    description="Groups of copies over time, append-only: the newest row of a document counts. A document that has no copy has no row.",
    key=("doc_id", "batch_id"),
    columns=(
        DOC_ID,
        BATCH_ID,
        Column("batch_seq", pl.Int64, "Order of the batches", low=1),
        Column("cluster_id", pl.String, "Group of copies; null: the document left its group", nullable=True),
        Column("canonical_id", pl.String, "Copy that stands for the group", nullable=True),
        Column("reason", pl.String, "Why that copy was chosen"),
    ),
)
