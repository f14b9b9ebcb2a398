"""Offices that texts give to persons."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document

OFFICE_CLAIMS = Table(
    name="office_claims",
    description="Offices that texts give to persons, as they stand there: true or not.",
    key=("doc_id", "revision", "batch_id", "claim_no"),
    columns=per_document(
        Column("claim_no", pl.Int32, "Number of the claim in its document, from 1", low=1),
        PASSAGE_NO,
        Column("person_id", pl.String, "Entity of the person"),
        Column("person_surface", pl.String, "Person as written"),
        Column("office", pl.String, "Office: president, prime_minister, foreign_minister …"),
        Column(
            "jurisdiction",
            pl.String,
            "ISO 3166-1 alpha-2 code of the country, or a code of the organisation",
            nullable=True,
        ),
        Column("surface", pl.String, "The words that make the claim"),
        Column("ambiguous", pl.Boolean, "The words may also be read otherwise"),
        Column("in_caption", pl.Boolean, "Stands in a caption, not in the text"),
    ),
)
