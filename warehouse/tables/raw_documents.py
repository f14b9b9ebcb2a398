"""Records as fetched: never changed, so that every later step can be done again."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table, per_document

MARKS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String}))

RAW_DOCUMENTS = Table(
    name="raw_documents",
    description="Records as they were fetched, with markup removed from the body but nothing cleaned. Lies in the lake beside the database file.",
    schema="lake",
    key=("doc_id", "revision"),
    columns=per_document(
        Column(
            "source",
            pl.String,
            "Where the record came from: as configured, else the record's own column, the URL's host, or the input's name",
        ),
        Column(
            "source_record_id",
            pl.String,
            "Id of the record at its source: its id column, else the path below the input's root, with the record number",
        ),
        Column("input_name", pl.String, "File the record was read from, relative to the input's root"),
        Column("outlet", pl.String, "Who published the record, as given, else the URL's host", nullable=True),
        Column("url", pl.String, "Address as given", nullable=True),
        Column("format", pl.String, "Reader that read it", allowed=("text", "jsonl", "parquet", "csv", "html")),
        Column("encoding", pl.String, "Character encoding that the bytes were read in", nullable=True),
        Column("payload", pl.String, "The content as fetched; null where it is the body itself", nullable=True),
        Column("body", pl.String, "Decoded text with markup removed, before cleaning"),
        Column(
            "marks",
            MARKS,
            "Stretches of the body that the markup named (caption, credit, navigation, title), in code points",
            nullable=True,
        ),
        Column("title", pl.String, "Title as given", nullable=True),
        Column("authors", pl.List(pl.String), "Authors as given", nullable=True),
        Column("section", pl.String, "Section or category as given", nullable=True),
        Column("tags", pl.List(pl.String), "Tags as given", nullable=True),
        Column("extra", pl.String, "Fields of the record that have no column here, as JSON", nullable=True),
        Column("published_raw", pl.String, "Publication date as given", nullable=True),
        Column("fetched_at", TIMESTAMP, "When the record was fetched; the batch's time where the record does not say"),
        Column("content_hash", pl.String, "BLAKE3 of title and body, in hex"),
    ),
)
