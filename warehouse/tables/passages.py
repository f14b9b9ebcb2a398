"""Segments of the raw body: where each piece went, and why."""

import polars as pl

from warehouse.contract import Column, Table, per_document, span

KINDS = (
    "title", "paragraph", "repeat", "caption", "credit", "navigation", "counter", "share", "related",
    "trailer", "byline", "dateline", "tags", "promotion", "markup",
)  # fmt: skip
PLACEMENTS = ("title", "body", "caption", "credit", "removed")

PASSAGES = Table(
    name="passages",
    description="The pieces of each raw body in order: kept, set aside or removed, with the rule that decided. Their slices and the blank between them rebuild the body.",
    key=("doc_id", "revision", "batch_id", "passage_no"),
    columns=per_document(
        Column("passage_no", pl.Int32, "0 is the title; the body's passages count from 1", low=0),
        Column("kind", pl.String, "What the passage is", allowed=KINDS),
        Column("placement", pl.String, "Where it went; removed passages are kept here", allowed=PLACEMENTS),
        Column(
            "raw_start",
            pl.Int64,
            "First character in raw_documents.body, counted in code points from 0; null for a title given apart",
            nullable=True,
            low=0,
        ),
        Column("raw_end", pl.Int64, "Character after the passage in raw_documents.body", nullable=True, low=0),
        *span("the passage"),
        Column("rule", pl.String, "Rule that placed it elsewhere than in the body", nullable=True),
        Column(
            "raw_text",
            pl.String,
            "The raw piece, where cleaning changed it or it is not in the body; else null: clean_text is the raw piece",
            nullable=True,
        ),
        Column("clean_text", pl.String, "The piece after cleaning"),
        Column("edits", pl.List(pl.String), "Rules that changed its text"),
    ),
)
