"""Ledger of the files that were read."""

import polars as pl

from warehouse.contract import BATCH_ID, TIMESTAMP, Column, Table

SOURCES = Table(
    name="sources",
    description="Ledger of the files read: how many records each gave, by batch.",
    schema="ops",
    key=("batch_id", "source", "input_name"),
    columns=(
        BATCH_ID,
        Column("source", pl.String, "Name of the input"),
        Column("input_name", pl.String, "File, relative to the input's root"),
        Column("sha256", pl.String, "SHA-256 of the file's bytes, in hex"),
        Column("n_bytes", pl.Int64, "Size of the file", low=0),
        Column("n_records", pl.Int64, "Records read from it", low=0),
        Column("read_at", TIMESTAMP, "When"),
    ),
)
