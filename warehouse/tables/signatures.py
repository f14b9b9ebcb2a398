"""What near-duplicate search keeps of a document, so that no text has to be read again."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table, per_document

SIGNATURES = Table(
    name="signatures",
    description="Fingerprint, LSH bands, anchors, shingles and facts of each document's folded text, for finding copies against all history.",
    schema="lake",
    rows_a_group=256,
    key=("doc_id", "revision", "batch_id"),
    columns=per_document(
        Column("parameters", pl.String, "Version of the parameters that made the row"),
        Column("fingerprint", pl.UInt64, "Hash of the whole folded text"),
        Column("bands", pl.List(pl.UInt64), "LSH band keys"),
        Column("anchors", pl.List(pl.UInt32), "Sorted distinct hashes of neighbouring sampled shingles"),
        Column("shingles", pl.List(pl.UInt32), "Sorted distinct hashes of 5-word shingles"),
        Column("facts", pl.List(pl.String), "Numbers, weekdays and months of the folded text, in order"),
        Column("places", pl.List(pl.UInt32), "Hash of the words before and behind each of the facts"),
        Column("n_words", pl.Int64, "Folded words", low=0),
        Column("n_flags", pl.Int64, "Flags of the document: what cleaning could not mend", low=0),
        Column("n_findings", pl.Int64, "All that cleaning found in it: fewer is a better copy", low=0),
        Column("published_at", TIMESTAMP, "When it was published", nullable=True),
        Column("first_seen_at", TIMESTAMP, "When it was first taken in"),
    ),
)
