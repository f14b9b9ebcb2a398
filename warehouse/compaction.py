"""Compaction: a table's many small files become few large ones, so that no table has more than a set number."""

import secrets
from dataclasses import replace
from datetime import datetime

import polars as pl

from warehouse.files import replacing, sha256
from warehouse.home import Home
from warehouse.manifest import MERGED, LakeFile, Manifest, RetiredFile
from warehouse.tables import TABLES

SMALL = 64 * 1024**2
"""Files under this many bytes are merged; larger ones stay as they are."""


def compact(home: Home, manifest: Manifest, *, limit: int, now: datetime) -> Manifest:
    """The manifest with at most `limit` files a table where merging small ones can reach that; merged ones are retired."""
    for name in TABLES:
        live = manifest.of(name)
        if len(live) > limit:
            manifest = _merge(home, manifest, [file for file in live if file.bytes < SMALL], now)
    return manifest


def _merge(home: Home, manifest: Manifest, small: list[LakeFile], now: datetime) -> Manifest:
    table = TABLES[small[0].table]
    groups: list[list[LakeFile]] = [[]]
    for file in small:
        if sum(f.bytes for f in groups[-1]) > SMALL:
            groups.append([])
        groups[-1].append(file)
    merged = []
    for group in groups:
        name = f"{table.name}/{MERGED}{secrets.token_hex(10)}.parquet"
        with replacing(home.lake / name) as temporary:
            paths = [home.lake / file.path for file in group]
            frame = pl.scan_parquet(
                paths, schema=table.polars_schema(), missing_columns="insert", extra_columns="ignore"
            )
            frame.sink_parquet(temporary, compression="zstd", row_group_size=table.rows_a_group)
            temporary.chmod(0o644)
        path = home.lake / name
        newest = max(group, key=lambda file: file.version)
        rows = sum(file.rows for file in group)
        merged.append(
            LakeFile(table.name, name, rows, path.stat().st_size, sha256(path), newest.batch_id, newest.version)
        )
    gone = {file.path for file in small}
    retired = tuple(RetiredFile(path, now.isoformat()) for path in sorted(gone))
    kept = tuple(file for file in manifest.files if file.path not in gone)
    return replace(manifest, files=(*merged, *kept), retired=(*manifest.retired, *retired))
