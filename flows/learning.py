"""Learning recurring lines from what is published, and publishing what was learned: a publication of its own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from flows.settings import publish_settings
from tasks.clean.recurring import outlet_of
from tasks.learn import ROW, edge_lines, in_force, learned_rows, outlet_sizes, recurring_lines
from warehouse.files import write_frame
from warehouse.home import Home
from warehouse.lake import current_revisions, scan
from warehouse.manifest import Manifest, read_manifest
from warehouse.publish import publish, recover
from warehouse.tables import DOCUMENTS, PASSAGES, RECURRING_LINES

LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Learned:
    """The lines that recur now (rows of recurring_lines), how many of them are new, how many recur no more."""

    lines: pl.DataFrame
    n_new: int
    n_lost: int
    n_documents: int


def learn(home: Home, now: datetime, *, dry_run: bool = False) -> Learned:
    """Count lines over all that is published; publish what differs from what was known. The caller holds the lock.

    Batches that begin afterwards clean by it; `khabar reprocess` brings it to what was published before.
    """
    settings = publish_settings(home)
    recover(home, settings=settings)
    manifest = read_manifest(home)
    found, sizes = _found(home, manifest)
    before = in_force(scan(home, manifest, RECURRING_LINES))
    batch_id = hashlib.blake2b(f"learned {manifest.version}".encode(), digest_size=8).hexdigest()
    rows = learned_rows(found, before, batch_id=batch_id, now=now)
    if rows.height and not dry_run:
        path = home.work / LEARNING / f"{batch_id}.parquet"
        write_frame(path, rows)
        publish(home, batch_id, {"recurring_lines": [path]}, advances_head=False, now=now, settings=settings)
        path.unlink()
        _tidy(home)
    key = ["outlet", "folded"]
    n_new, n_lost = found.join(before, on=key, how="anti").height, before.join(found, on=key, how="anti").height
    return Learned(found, n_new, n_lost, int(sizes["n_of"].sum()))


def _found(home: Home, manifest: Manifest) -> tuple[pl.DataFrame, pl.DataFrame]:
    standing = current_revisions(home, manifest).filter(~pl.col("withdrawn")).select(ROW)
    documents = scan(home, manifest, DOCUMENTS)
    owned = documents.join(standing, on=ROW, how="semi").select(*ROW, outlet=outlet_of())
    owners = owned.collect(engine="streaming")
    files = [home.lake / file.path for file in manifest.of(PASSAGES.name)]
    counted = (edge_lines(pl.scan_parquet(path), owners) for path in files)  # one file at a time: memory is bounded
    sizes = outlet_sizes(documents, standing)
    return recurring_lines(counted, sizes), sizes


def _tidy(home: Home) -> None:
    for folder in (home.work / LEARNING, home.work):
        if folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
