"""Which quotes are one statement."""

import polars as pl

from warehouse.contract import Column, Table, per_document

QUOTE_GROUPS = Table(
    name="quote_groups",
    description="Which quotes are one statement of one speaker, in other documents and other words, append-only: the newest row of a quote counts.",
    schema="ops",
    key=("doc_id", "revision", "batch_id", "quote_no", "batch_seq"),
    columns=per_document(
        Column("quote_no", pl.Int32, "Number of the quote in its document, see quotes", low=1),
        Column("batch_seq", pl.Int64, "Order of the batch that wrote this row", low=1),
        Column("statement", pl.UInt64, "Hash of document, speaker and folded text, see quote_signatures"),
        Column(
            "quote_group_id",
            pl.String,
            "The same for all quotes that are one statement; a quote alone has one of its own",
        ),
    ),
)
