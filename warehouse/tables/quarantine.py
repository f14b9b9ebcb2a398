"""Records that could not be used, with the reason."""

import polars as pl

from warehouse.contract import BATCH_ID, TIMESTAMP, Column, Table

REASONS = (
    "unreadable_file", "unreadable_record", "undecodable", "binary", "empty", "no_text_column", "too_large",
    "missing", "unsupported", "not_text", "failed_check",
)  # fmt: skip

QUARANTINE = Table(
    name="quarantine",
    description="Records that could not be used: their raw form, where they stood, and why.",
    schema="ops",
    key=("quarantine_id", "batch_id"),
    columns=(
        Column(
            "quarantine_id",
            pl.String,
            "Hash of input, record and content: the same record has the same id in every run",
        ),
        BATCH_ID,
        Column("source", pl.String, "Where the record came from"),
        Column("source_record_id", pl.String, "Id of the record at its source, or its file and number"),
        Column("input_name", pl.String, "File, relative to the input's root"),
        Column(
            "record_no",
            pl.Int64,
            "Number of the record in its file, from 1; null: the whole file",
            nullable=True,
            low=1,
        ),
        Column("stage", pl.String, "Stage that set it aside", allowed=("ingest", "clean", "check")),
        Column("reason", pl.String, "Why", allowed=REASONS),
        Column("detail", pl.String, "What was wrong and what to do"),
        Column("doc_id", pl.String, "Document id, where the record has one", nullable=True),
        Column("url", pl.String, "Address as given", nullable=True),
        Column("title", pl.String, "Title as given", nullable=True),
        Column(
            "raw",
            pl.String,
            "The record as read; bytes that are not text as backslash escapes, cut after 64 KiB",
            nullable=True,
        ),
        Column("quarantined_at", TIMESTAMP, "When"),
    ),
)
