"""Documents after cleaning."""

import polars as pl

from warehouse.contract import TIMESTAMP, Column, Table, per_document

DOCUMENTS = Table(
    name="documents",
    description="Every document after cleaning, copies too. Each change to the text is a row of passages and findings.",
    key=("doc_id", "revision", "batch_id"),
    columns=per_document(
        Column("source", pl.String, "Where the record came from"),
        Column("source_record_id", pl.String, "Id of the record at its source"),
        Column("input_name", pl.String, "File the record was read from, relative to the input's root"),
        Column("outlet", pl.String, "Who published it", nullable=True),
        Column("url", pl.String, "Address as given", nullable=True),
        Column(
            "title",
            pl.String,
            "Title after cleaning; null where the source gives none and the text proves none",
            nullable=True,
        ),
        Column("text", pl.String, "Clean text: the passages placed in the body, joined by newlines"),
        Column("language", pl.String, "Language of the text, BCP 47; und where it cannot be told"),
        Column("authors", pl.List(pl.String), "Authors as given", nullable=True),
        Column("section", pl.String, "Section or category as given", nullable=True),
        Column("published_at", TIMESTAMP, "When it was published; see published_precision", nullable=True),
        Column(
            "published_precision",
            pl.String,
            "How exact published_at is; none: no date was given or it could not be read",
            allowed=("second", "day", "none"),
        ),
        Column(
            "published_from",
            pl.String,
            "Where the publication date comes from",
            nullable=True,
            allowed=("record", "url", "markup"),
        ),
        Column("first_seen_at", TIMESTAMP, "When this revision was first taken in"),
        Column("fetched_at", TIMESTAMP, "When the record was fetched; the greatest is the current revision"),
        Column("flags", pl.List(pl.String), "What is odd about the text and was left as it is"),
        Column("edits", pl.List(pl.String), "Rules that changed or removed something"),
        Column("n_chars", pl.Int64, "Length of text in characters (code points)", low=0),
        Column("n_words", pl.Int64, "Length of text in words", low=0),
        Column(
            "n_removed_chars",
            pl.Int64,
            "Characters of the body that stand in removed, caption or credit passages",
            low=0,
        ),
        Column(
            "quality",
            pl.Float64,
            "Product of four parts: share of the body that stayed, cost of flags, places mended a word, length; 1 is best",
            low=0,
            high=1,
        ),
        Column(
            "machine_translated",
            pl.Float64,
            "Signs of machine translation together, 0 to 1, flagged from 0.5 on; null where the language is not Arabic or Persian",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("content_hash", pl.String, "BLAKE3 of raw title and body, in hex"),
    ),
)
