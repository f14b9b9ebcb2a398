"""All that is published, to be compared: two runs that did the same leave the same tables, but for what belongs to a run."""

import polars as pl

from warehouse.contract import TIMESTAMP
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import TABLES

OF_THE_RUN = (
    "run_id",
    "seconds",
    "cpu_seconds",
    "n_shards_reused",
    "started_at",
    "ended_at",
    "published_at",
    "checked_at",
)


Tables = dict[str, list[str]]


def tables_of(home: Home) -> Tables:
    """All rows of all tables, as texts in order, without what belongs to a run.

    Where a time is the one that the batch was begun at it counts as null: it must be that one everywhere.
    """
    manifest = read_manifest(home)
    begun = scan(home, manifest, TABLES["batches"]).select("batch_id", _begun="started_at").unique()
    found = {}
    for table in TABLES.values():
        rows = scan(home, manifest, table).join(begun, on="batch_id", how="left", maintain_order="left")
        times = [name for name, dtype in table.polars_schema().items() if dtype == TIMESTAMP]
        rows = rows.with_columns(pl.when(pl.col(name) != pl.col("_begun")).then(name).alias(name) for name in times)
        found[table.name] = sorted(
            map(repr, rows.drop("_begun", *OF_THE_RUN, strict=False).collect().iter_rows(named=True))
        )
    return found
