"""Publishing more into the small warehouse, and comparing two states of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import small_home

from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import Manifest, read_manifest
from warehouse.publish import PublishSettings, publish
from warehouse.tables import TABLES

SETTINGS = PublishSettings(version="test")
COPIED = ("raw_documents", "documents", "passages", "findings", "current_revisions")


def publish_again(
    home: Home, number: int, *, now: datetime | None = None, settings: PublishSettings = SETTINGS
) -> Manifest:
    """Publish batch `number` (2 or more): all documents of the small warehouse under other ids."""
    batch, manifest = f"b{number:05d}", read_manifest(home)
    work = home.root / "in-hand"
    work.mkdir(exist_ok=True)
    tables: dict[str, list[Path]] = {}
    for name in COPIED:
        rows = scan(home, manifest, TABLES[name]).filter(batch_id=small_home.BATCH)
        rows = rows.with_columns(doc_id=pl.format("{}-{}", "doc_id", pl.lit(number)), batch_id=pl.lit(batch))
        if "batch_seq" in TABLES[name].names:
            rows = rows.with_columns(batch_seq=pl.lit(number, pl.Int64))
        tables[name] = [work / f"{name}-{number}.parquet"]
        rows.collect().write_parquet(tables[name][0])
    at = now or small_home.NOW + timedelta(hours=number)
    return publish(home, batch, tables, advances_head=True, now=at, settings=settings)


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of one's own to the file at `path`, as an analyst would make it."""
    with duckdb.connect(":memory:") as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH '{path}' AS khabar (READ_ONLY)")
        con.execute("USE khabar")
        yield con


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The answer of the file at `path`."""
    with opened(path) as con:
        return con.sql(sql).fetchall()


def relations_of(path: Path) -> list[str]:
    """All tables and views of the file, with their schema."""
    names = "SELECT schema_name || '.' || {0}_name FROM duckdb_{0}s() WHERE NOT internal AND database_name = 'khabar'"
    return sorted(name for kind in ("table", "view") for (name,) in ask(path, names.format(kind)))


def state_of(path: Path, without: tuple[str, ...] = ("main.about",)) -> dict[str, list[str]]:
    """All that the file answers: the rows of each table and view, as texts in order."""
    with opened(path) as con:
        return {
            name: sorted(map(repr, con.sql(f"FROM {name}").fetchall()))
            for name in relations_of(path)
            if name not in without
        }
