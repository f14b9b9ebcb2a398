"""Reading the lake: tables as lazy frames over the files that count."""

import polars as pl

from warehouse.contract import Table
from warehouse.home import Home
from warehouse.manifest import Manifest
from warehouse.tables import TABLES


def scan(home: Home, manifest: Manifest, table: Table) -> pl.LazyFrame:
    """All rows of `table`, of every revision; an empty frame where it has no files.

    Files written before a column was added show it as null.
    """
    paths = [home.lake / file.path for file in manifest.of(table.name)]
    if not paths:
        return table.empty().lazy()
    return pl.scan_parquet(paths, schema=table.polars_schema(), missing_columns="insert", extra_columns="ignore")


def current_revisions(home: Home, manifest: Manifest) -> pl.LazyFrame:
    """The newest row of current_revisions for each document: (doc_id, revision, batch_id, …, withdrawn)."""
    rows = scan(home, manifest, TABLES["current_revisions"])
    return rows.sort("batch_seq").unique("doc_id", keep="last", maintain_order=True)


def seen(home: Home, manifest: Manifest) -> pl.LazyFrame:
    """(doc_id, content_hash) of every record that ever became a document, whatever its revision."""
    return scan(home, manifest, TABLES["raw_documents"]).select("doc_id", "content_hash")
