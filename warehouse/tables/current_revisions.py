"""Which revision of a document counts."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table, per_document

CURRENT_REVISIONS = Table(
    name="current_revisions",
    description="Which revision of each document counts, append-only: the newest row of a document counts.",
    schema="ops",
    key=("doc_id", "batch_seq"),
    columns=per_document(
        Column("batch_seq", pl.Int64, "Order of the batch that wrote this row; links count from it on", low=1),
        Column("fetched_at", TIMESTAMP, "When the revision was fetched; the greatest wins"),
        Column("content_hash", pl.String, "Content of the revision; decides between equal times"),
        Column("withdrawn", pl.Boolean, "True: the document is to be shown no more"),
    ),
)
