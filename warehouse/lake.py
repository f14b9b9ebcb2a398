"""Reading the lake: tables as lazy frames over the files that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from warehouse.contract import Table
from warehouse.home import Home
from warehouse.manifest import Manifest
from warehouse.tables import DOCUMENTS, TABLES

KEY = ["doc_id", "revision", "batch_id"]


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table file by file, for who wants few of its rows: `heights` are the rows of each of `files`, `rows` is all of them."""

    rows: pl.LazyFrame
    files: tuple[pl.LazyFrame, ...]
    heights: tuple[int, ...]


def scan(home: Home, manifest: Manifest, table: Table) -> pl.LazyFrame:
    """All rows of `table`, of every revision; an empty frame where it has no files.

    Files written before a column was added show it as null.
    """
    paths = [home.lake / file.path for file in manifest.of(table.name)]
    return _scanned(paths, table) if paths else table.empty().lazy()


def _scanned(paths: list[Path], table: Table) -> pl.LazyFrame:
    return pl.scan_parquet(paths, schema=table.polars_schema(), missing_columns="insert", extra_columns="ignore")


def scan_files(home: Home, manifest: Manifest, table: Table) -> TableFiles:
    """The same rows, and each file by itself."""
    files = manifest.of(table.name)
    each = tuple(_scanned([home.lake / file.path], table) for file in files)
    return TableFiles(scan(home, manifest, table), each, tuple(file.rows for file in files))


def files_at(paths: Sequence[Path], table: Table) -> TableFiles:
    """Rows of `table` that are not in the lake yet, in the files at `paths`."""
    each = tuple(_scanned([path], table) for path in paths)
    heights = tuple(pq.read_metadata(path).num_rows for path in paths)
    return TableFiles(_scanned(list(paths), table) if paths else table.empty().lazy(), each, heights)


def current_revisions(home: Home, manifest: Manifest) -> pl.LazyFrame:
    """The newest row of current_revisions for each document: (doc_id, revision, batch_id, …, withdrawn)."""
    rows = scan(home, manifest, TABLES["current_revisions"])
    return rows.sort("batch_seq").unique("doc_id", keep="last", maintain_order=True)


def seen(home: Home, manifest: Manifest) -> pl.LazyFrame:
    """(doc_id, content_hash) of every record that ever became a document, whatever its revision."""
    return scan(home, manifest, TABLES["raw_documents"]).select("doc_id", "content_hash")


def texts_of(home: Home, manifest: Manifest, wanted: pl.DataFrame) -> pl.DataFrame:
    """doc_id and text of the published documents of the keys `wanted`: doc_id, revision, batch_id.

    Only files of their batches are opened.
    """
    batches = set(wanted["batch_id"])
    files = [file for file in manifest.of(DOCUMENTS.name) if file.merged or file.batch_id in batches]
    return texts_in([home.lake / file.path for file in files], wanted)


def texts_in(files: list[Path], wanted: pl.DataFrame) -> pl.DataFrame:
    """doc_id and text of the documents in `files` that have one of the keys `wanted`, by all of its columns.

    Texts are read only where a row group holds one of them.
    """
    if not files or wanted.is_empty():
        return DOCUMENTS.empty().select("doc_id", "text")
    rows = pl.scan_parquet(files, parallel="prefiltered")
    there = rows.filter(pl.col("doc_id").is_in(wanted["doc_id"].unique().implode()))
    found = there.select(*wanted.columns, "text").collect()
    return found.join(wanted.unique(), on=wanted.columns, how="semi").select("doc_id", "text")
