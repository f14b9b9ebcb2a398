"""Persons, places and organisations."""

import polars as pl

from warehouse.contract import BATCH_ID, Column, Table

ENTITIES = Table(
    name="entities",
    description="Persons, places and organisations that documents name.",
    key=("entity_id", "batch_id"),
    columns=(
        Column("entity_id", pl.String, "Stable id of the entity"),
        BATCH_ID,
        Column("kind", pl.String, "What it is", allowed=("person", "place", "organisation")),
        Column("name", pl.String, "Best name as written"),
        Column("name_ar", pl.String, "Best name in Arabic texts", nullable=True),
        Column("name_fa", pl.String, "Best name in Persian texts", nullable=True),
        Column("name_en", pl.String, "Best name in Latin script", nullable=True),
        Column("country", pl.String, "ISO 3166-1 alpha-2 code, for countries", nullable=True),
    ),
)
