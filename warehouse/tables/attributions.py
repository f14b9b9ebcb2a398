"""Whom a text names as its source."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document

ATTRIBUTIONS = Table(
    name="attributions",
    description="Agencies, outlets, interviews, platforms, photo credits, statements and programmes that a text names as its source, in order.",
    key=("doc_id", "revision", "batch_id", "attribution_no"),
    columns=per_document(
        Column("attribution_no", pl.Int32, "Number of the attribution in its document, from 1", low=1),
        PASSAGE_NO,
        Column(
            "kind",
            pl.String,
            "What is named",
            allowed=("agency", "outlet", "interview", "platform", "photo_credit", "statement", "report", "programme"),
        ),
        Column("outlet", pl.String, "Name of the source, one spelling for all where it is known", nullable=True),
        Column("surface", pl.String, "The source as written"),
        Column("cue", pl.String, "Words that introduce it", nullable=True),
        Column("chain_position", pl.Int32, "1 is the nearest to the reader, greater is nearer to the origin", low=1),
    ),
)
