"""One DuckDB file that holds everything, raw payloads too, and needs no lake beside it."""

import shutil
from pathlib import Path

import duckdb

from warehouse.catalogue import STORAGE, parquet
from warehouse.contract import Table
from warehouse.ddl import comments, create_table, literal, quoted
from warehouse.files import replacing
from warehouse.home import Home
from warehouse.manifest import Manifest, read_manifest
from warehouse.publish import catalogue_version
from warehouse.tables import TABLES

_ATTEMPTS = 3


class ExportError(ValueError):
    """The export cannot be made; the message says why and what to do."""


def export(home: Home, target: Path, *, force: bool = False) -> int:
    """Write the newest published state to `target`, which appears whole or not at all; returns its size in bytes.

    A publisher may work at the same time. Raises ExportError, and OSError where the disk refuses.
    """
    target = target.absolute()
    _refuse(home, target, force)
    with replacing(target) as temporary:
        manifest = _copy(home, temporary)
        try:
            _fill(home, manifest, temporary)
        except duckdb.Error as error:
            raise ExportError(
                f"the lake of {home.root} cannot be read whole ({error}); khabar doctor --home {home.root} says more"
            ) from error
        finally:
            temporary.with_name(temporary.name + ".wal").unlink(missing_ok=True)
        temporary.chmod(0o644)
    return target.stat().st_size


def _refuse(home: Home, target: Path, force: bool) -> None:
    if not home.catalogue.exists():
        raise ExportError(f"no warehouse in {home.root} yet; khabar run SOURCE --home {home.root} makes one")
    if target.is_dir():
        raise ExportError(f"{target} is a folder; name a file in it")
    if target.resolve() == home.catalogue.resolve() or target.resolve().is_relative_to(home.lake.resolve()):
        raise ExportError(f"{target} belongs to the warehouse itself; write somewhere else")
    if target.exists() and not force:
        raise ExportError(f"{target} is there already; --force replaces it")


def _copy(home: Home, temporary: Path) -> Manifest:
    """Copy the catalogue and find the manifest that it was built from: a batch may be published in between."""
    for _ in range(_ATTEMPTS):
        manifest = read_manifest(home)
        if catalogue_version(home) == manifest.version:
            shutil.copyfile(home.catalogue, temporary)
            if read_manifest(home).version == manifest.version:
                return manifest
    raise ExportError(
        f"the catalogue of {home.root} does not fit its manifest; khabar doctor --mend --home {home.root} builds it "
        "anew"
    )


def _fill(home: Home, manifest: Manifest, temporary: Path) -> None:
    """Put real tables in the place of the views over the lake."""
    with duckdb.connect(str(temporary), config=dict(STORAGE)) as con:
        views = {
            name for (name,) in con.sql("SELECT view_name FROM duckdb_views() WHERE schema_name = 'history'").fetchall()
        }
        con.execute("BEGIN")
        for table in TABLES.values():
            if table.name in views:
                _materialise(con, home, manifest, table)
        facts = {**dict(con.sql("FROM main.about").fetchall()), "layout": "export", "lake": ""}
        values = ", ".join(f"({literal(key)}, {literal(value)})" for key, value in facts.items())
        con.execute(f"CREATE OR REPLACE VIEW main.about AS SELECT * FROM (VALUES {values}) AS t(fact, value)")
        con.execute(
            "COMMENT ON VIEW main.about IS 'What made this file and when: an export, which holds all tables itself'"
        )
        con.execute("COMMIT")
        con.execute("CHECKPOINT")


def _materialise(con: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest, table: Table) -> None:
    name = f"history.{quoted(table.name)}"
    con.execute(f"DROP VIEW {name}")
    con.execute(create_table(table, "history"))
    for statement in comments(table, name):
        con.execute(statement)
    # The manifest's paths, not the view's: the home may have been moved since the view was made.
    paths = [home.lake / file.path for file in manifest.of(table.name)]
    if paths:
        con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {parquet(paths)}")
