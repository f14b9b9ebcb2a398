"""Publishing: a batch's files enter the lake, the manifest names them, a new catalogue takes the old one's place.

Order is what makes a kill harmless: files first (nobody reads them yet), then a new catalogue beside the old one, then
the manifest, which decides, then the catalogue's rename. Whoever comes next mends what was left (`recover`).
"""

import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from warehouse.catalogue import SIZEABLE, STORAGE, build_lake_views, build_schemas, build_views, merge
from warehouse.compaction import compact
from warehouse.ddl import literal
from warehouse.files import replacing, sha256
from warehouse.home import Home
from warehouse.manifest import LakeFile, Manifest, ManifestError, read_manifest, write_manifest
from warehouse.recipe import recipe
from warehouse.tables import TABLES

_ONE_THREAD_BELOW = 256 * 1024**2
"""Bytes of Parquet below which DuckDB merges on one thread: two take a sixth more processor time for no less of a wait."""


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """How publishing behaves. `lake_views_above` in bytes of Parquet, `grace` for superseded files."""

    version: str = "0"
    lake_views_above: int = 4 * 1024**3
    grace: timedelta = timedelta(days=7)
    max_live_files: int = 2000


def publish(
    home: Home,
    batch_id: str,
    tables: Mapping[str, Sequence[Path]],
    *,
    advances_head: bool,
    now: datetime,
    settings: PublishSettings,
    replaced: Sequence[str] = (),
) -> Manifest:
    """Publish the Parquet files of `tables` (table name to paths outside the lake) as one batch; returns the new manifest.

    `replaced`: tables of the lake alone whose files so far count no more. The caller holds the publisher's lock. Files are linked, not moved, so that an interrupted publish can be repeated.
    """
    recover(home, settings=settings)
    manifest = read_manifest(home)
    sweep(home, manifest, now=now, settings=settings)
    manifest = read_manifest(home)
    if not home.manifest.exists():  # before any file: a lake without a manifest is a lake that lost it
        write_manifest(home, manifest)
    added = [
        _bring_in(home, table, path, batch_id, manifest.version + 1)
        for table, paths in tables.items()
        for path in paths
    ]  # fmt: skip
    added = [file for file in added if file.rows]
    for table in {*replaced, *(name for name in tables if TABLES[name].replaces)}:
        manifest = manifest.without(table, now=now)
    following = manifest.with_files(added, head=batch_id if advances_head else manifest.head, now=now)
    following = compact(home, following, limit=settings.max_live_files, now=now)
    with replacing(home.catalogue) as temporary:
        _build(home, following, added, settings, temporary)
        write_manifest(home, following)
    _drop_wal(home)
    return following


def _bring_in(home: Home, table: str, path: Path, batch_id: str, version: int) -> LakeFile:
    name = f"{table}/{batch_id}-{secrets.token_hex(6)}.parquet"
    target = home.lake / name
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = pq.read_metadata(path).num_rows
    if rows:
        try:
            os.link(path, target)
        except OSError:
            with replacing(target) as temporary:
                shutil.copyfile(path, temporary)
    return LakeFile(table, name, rows, path.stat().st_size, sha256(path), batch_id, version)


def layout_of(manifest: Manifest, settings: PublishSettings) -> str:
    """`tables`, or `lake` where the sizeable tables would make the catalogue too large to copy at each publish."""
    size = sum(file.bytes for name in SIZEABLE for file in manifest.of(name))
    return "lake" if size > settings.lake_views_above else "tables"


def _build(home: Home, manifest: Manifest, added: Sequence[LakeFile], settings: PublishSettings, target: Path) -> None:
    """Make a catalogue of `manifest` at `target`: from the present one and `added` where that is enough, else anew."""
    layout = layout_of(manifest, settings)
    target.unlink()
    present = about(home)
    # A catalogue of the other layout holds views where this one needs tables, or the reverse.
    enough = (
        bool(added) and present.get("manifest_version") == str(manifest.version - 1) and present["layout"] == layout
    )
    if enough:
        shutil.copyfile(home.catalogue, target)
    merged = added if enough else manifest.files
    with duckdb.connect(str(target), config=dict(STORAGE)) as con:
        con.execute("SET enable_progress_bar = false")  # the run shows its own
        if sum(file.bytes for file in merged) < _ONE_THREAD_BELOW:
            con.execute("SET threads = 1")
        con.execute("BEGIN")
        as_made = enough and present.get("recipe") == recipe()  # its tables and views are those that would be made
        if not as_made:
            build_schemas(con, layout)
        merge(con, home, merged, layout)
        build_lake_views(con, home, manifest, layout)
        if not as_made:
            build_views(con)
        _write_about(con, home, manifest, layout, settings)
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
    target.chmod(0o444)


def _write_about(
    con: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest, layout: str, settings: PublishSettings
) -> None:
    facts = {
        "khabar_version": settings.version,
        "duckdb_version": duckdb.__version__,
        "manifest_version": str(manifest.version),
        "head_batch_id": manifest.head or "",
        "published_at": manifest.published_at or "",
        "layout": layout,
        "recipe": recipe(),
        "lake": str(home.lake.absolute()),
    }
    values = ", ".join(f"({literal(k)}, {literal(v)})" for k, v in facts.items())
    con.execute(f"CREATE OR REPLACE VIEW main.about AS SELECT * FROM (VALUES {values}) AS t(fact, value)")
    con.execute(
        "COMMENT ON VIEW main.about IS 'What made this file, when, and whether its large tables lie in it (layout tables) or in the lake beside it (layout lake)'"
    )


def about(home: Home) -> dict[str, str]:
    """The catalogue's own facts; empty where there is none or it cannot be read."""
    try:
        found = home.catalogue.stat()
    except FileNotFoundError:
        return {}
    return dict(_facts(home.catalogue, found.st_ino, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=8)
def _facts(catalogue: Path, *_state: int) -> tuple[tuple[str, str], ...]:
    """The facts of a file, which is looked into again once anything was done to it: a run asks three times."""
    try:
        with duckdb.connect(":memory:") as con:
            con.execute(f"ATTACH {literal(str(catalogue))} AS khabar (READ_ONLY)")
            return tuple(con.sql("FROM khabar.main.about").fetchall())
    except duckdb.Error:
        return ()


def catalogue_version(home: Home) -> int:
    """Manifest version that the catalogue was built from; -1 where there is none or it cannot be read."""
    return int(about(home).get("manifest_version", -1))


def recover(home: Home, *, settings: PublishSettings) -> bool:
    """Build the catalogue from the manifest where it lies behind it or was made elsewhere; True if it had to.

    Raises ManifestError where the manifest is the older one: publishing would sweep away files that the newer one names.
    """
    manifest = read_manifest(home)
    facts = about(home)
    current = facts.get("manifest_version") == str(manifest.version) and facts.get("lake") == str(home.lake.absolute())
    if manifest.version == 0 or current:
        return False
    if facts.get("lake") == str(home.lake.absolute()) and int(facts["manifest_version"]) > manifest.version:
        raise ManifestError(
            f"{home.manifest} is older (version {manifest.version}) than the warehouse made from it "
            f"({facts['manifest_version']}): put the newer manifest back, or remove {home.catalogue} to go on from this one"
        )
    for path in leftovers(home):  # of a publisher that was killed: a half-made catalogue may be large
        path.unlink()
    rebuild(home, settings=settings)
    return True


def rebuild(home: Home, *, settings: PublishSettings) -> None:
    """Make the catalogue anew from the manifest."""
    with replacing(home.catalogue) as temporary:
        _build(home, read_manifest(home), (), settings, temporary)
    _drop_wal(home)


def _drop_wal(home: Home) -> None:
    """A reader who opened the old file for writing may have left a log that would lock everyone out of the new one."""
    home.catalogue.with_name(home.catalogue.name + ".wal").unlink(missing_ok=True)


def leftovers(home: Home) -> list[Path]:
    """Temporary files that a killed run left; nobody reads them. Only to be judged while nobody publishes."""
    patterns = ((home.root, f".{home.catalogue.name}.*.tmp*"), (home.lake, ".*.tmp"), (home.lake, "*/.*.tmp"))
    return sorted(path for folder, pattern in patterns for path in folder.glob(pattern))


def sweep(home: Home, manifest: Manifest, *, now: datetime, settings: PublishSettings) -> None:
    """Delete files of the lake that nothing names any more: left by a kill, or retired longer ago than the grace period."""
    expired = {f.path for f in manifest.retired if datetime.fromisoformat(f.retired_at) + settings.grace < now}
    keep = {file.path for file in manifest.files} | {f.path for f in manifest.retired} - expired
    for path in home.lake.glob("*/*.parquet"):
        if path.relative_to(home.lake).as_posix() not in keep:
            path.unlink()
    for path in leftovers(home):
        path.unlink()
    if expired:
        kept = tuple(f for f in manifest.retired if f.path not in expired)
        write_manifest(home, replace(manifest, retired=kept))
