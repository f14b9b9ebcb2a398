"""What finding equal statements keeps of a quote, so that no quote has to be read again."""

import polars as pl

from warehouse.contract import Column, Table, per_document

QUOTE_SIGNATURES = Table(
    name="quote_signatures",
    description="Speaker, band keys, content words and facts of each quote as hashes, for finding the same statement in all history.",
    schema="lake",
    key=("doc_id", "revision", "batch_id", "quote_no"),
    columns=per_document(
        Column("quote_no", pl.Int32, "Number of the quote in its document, see quotes", low=1),
        Column("parameters", pl.String, "Version of the parameters that made the row"),
        Column(
            "statement",
            pl.UInt64,
            "Hash of document, its day, speaker and folded text: this statement, however often it is published",
        ),
        Column("speaker", pl.UInt64, "Hash of the speaker's entity, else of the folded name", nullable=True),
        Column("fingerprint", pl.UInt64, "Hash of the whole folded text"),
        Column(
            "day",
            pl.Int32,
            "Days from 1970-01-01 to the publication of its document, where that is known",
            nullable=True,
        ),
        Column(
            "keys",
            pl.List(pl.UInt64),
            "LSH band keys with the speaker; none where the speaker is unknown or little is said",
        ),
        Column("stems", pl.List(pl.UInt32), "Sorted distinct hashes of the stems of its content words"),
        Column("facts", pl.List(pl.UInt32), "Sorted distinct hashes of its numbers, weekdays and months"),
        Column("n_negations", pl.Int32, "Words that deny", low=0),
    ),
)
