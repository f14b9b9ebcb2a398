"""Occurrences of entities."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document, span

MENTIONS = Table(
    name="mentions",
    description="Where a person, place or organisation is named.",
    key=("doc_id", "revision", "batch_id", "mention_no"),
    columns=per_document(
        Column("mention_no", pl.Int32, "Number of the mention in its document, from 1", low=1),
        PASSAGE_NO,
        *span("the mention"),
        Column("kind", pl.String, "What is named", allowed=("person", "place", "organisation")),
        Column("surface", pl.String, "The name as written"),
        Column("entity_id", pl.String, "Entity; null where it could not be linked", nullable=True),
        Column("link_method", pl.String, "How it was linked", nullable=True),
        Column("in_caption", pl.Boolean, "Named in a caption or credit, not in the text"),
    ),
)
