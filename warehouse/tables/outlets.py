"""The agencies, outlets and platforms that khabar knows by name."""

import polars as pl

from warehouse.contract import BATCH_ID, Column, Table

OUTLETS = Table(
    name="outlets",
    description="Agencies, newspapers, broadcasters, sites and platforms that khabar knows by name, with their spellings and hosts; the whole list of the newest khabar that published. outlet_of(text) brings a spelling, host or address to its name.",
    key=("name",),
    columns=(
        BATCH_ID,
        Column("name", pl.String, "One name for all, as in attributions.outlet"),
        Column("kind", pl.String, "What it is", allowed=("agency", "newspaper", "broadcaster", "site", "platform")),
        Column("country", pl.String, "Where it is at home, its owner's country where it is made abroad: ISO 3166 code"),
        Column("spellings", pl.List(pl.String), "How it is written, in Arabic, Persian and Latin letters"),
        Column("domains", pl.List(pl.String), "Hosts of its pages; hosts below them are its own too"),
    ),
    schema="main",
    replaces=True,
)
