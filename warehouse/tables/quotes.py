"""Reported statements."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document, span

QUOTES = Table(
    name="quotes",
    description="Reported statements: what was said, by whom, and by which words it is introduced.",
    key=("doc_id", "revision", "batch_id", "quote_no"),
    columns=per_document(
        Column("quote_no", pl.Int32, "Number of the quote in its document, from 1", low=1),
        PASSAGE_NO,
        *span("the statement", nullable=False),
        Column(
            "kind",
            pl.String,
            "direct: in quotation marks or after a colon; mixed: partly; indirect: reported; uncued: in marks, with no cue",
            allowed=("direct", "mixed", "indirect", "uncued"),
        ),
        Column("cue", pl.String, "Words that introduce it", nullable=True),
        Column(
            "cue_class",
            pl.String,
            "What the cue says of it",
            nullable=True,
            allowed=("said", "claimed", "denied", "accused", "urged", "confirmed"),
        ),
        Column("quote_text", pl.String, "The statement: the slice of documents.text at its offsets"),
        Column("speaker_surface", pl.String, "Speaker as written there; null where none is", nullable=True),
        Column("speaker_name", pl.String, "Name of the speaker after resolution", nullable=True),
        Column("speaker_id", pl.String, "Entity of the speaker", nullable=True),
        Column(
            "resolution",
            pl.String,
            "How the speaker was found",
            allowed=("named", "pronoun", "carried", "office", "none"),
        ),
        Column("confidence", pl.Float64, "How sure, 0 to 1", low=0, high=1),
    ),
)
