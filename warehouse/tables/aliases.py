"""Spellings of entities."""

import polars as pl

from warehouse.contract import BATCH_ID, Column, Table

ALIASES = Table(
    name="aliases",
    description="Every spelling under which an entity was met, with counts by batch.",
    key=("entity_id", "alias", "language", "batch_id"),
    columns=(
        Column("entity_id", pl.String, "Entity"),
        BATCH_ID,
        Column("alias", pl.String, "Spelling as met"),
        Column("language", pl.String, "Language of the texts it was met in, BCP 47"),
        Column("script", pl.String, "Script, ISO 15924"),
        Column("skeleton", pl.String, "Consonant skeleton used for linking"),
        Column("n_mentions", pl.Int64, "How often, in the batch", low=1),
    ),
)
