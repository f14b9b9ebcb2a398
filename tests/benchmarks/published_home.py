"""A home with a long history: what dedupe reads of the lake (signatures, memberships, …) for many published documents.

Texts are made, signed and compared shard by shard by the dedupe stage itself; the stages around it are left out.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import polars_hash as plh

from flows.stages.comparing import dedupe_stage
from flows.stages.index import DEDUPE, links_of
from flows.stages.units import one_by_one
from tasks.batch import Batch
from tasks.ingest.inputs import InputFile
from tasks.ingest.options import IngestOptions
from tests.benchmarks.made_news import made_news
from tests.driving import quiet
from warehouse.contract import conform
from warehouse.files import write_frame, write_text
from warehouse.home import Home
from warehouse.manifest import read_manifest
from warehouse.publish import PublishSettings, publish
from warehouse.tables import BATCHES, DOCUMENTS, FINDINGS

BEGAN = datetime(2031, 1, 1, tzinfo=UTC)
SHARD, SHARDS_A_BATCH = 3_000, 10
COPIES = 0.05
SETTINGS = PublishSettings(version="benchmark", lake_views_above=0)


def build_home(root: Path, n: int, tell: Callable[[str], None]) -> Home:
    """A home with `n` published documents, made shard by shard; one that is there with at least as many is taken as it is."""
    home = Home(root)
    n_shards = -(-n // SHARD)
    done = read_manifest(home).version * SHARDS_A_BATCH
    while done < n_shards:
        shards = range(done, min(done + SHARDS_A_BATCH, n_shards))
        batch = batch_of(home, (history_shard(shard) for shard in shards))
        report = dedupe_stage(home, batch, quiet, one_by_one(home, batch))
        publish_batch(home, batch)
        done += SHARDS_A_BATCH
        tell(f"{min(done, n_shards) * SHARD:,} documents published; dedupe {report.cpu_seconds:.1f} CPU s")
    return home


def history_shard(shard: int) -> pl.DataFrame:
    """The texts of a published shard: id, text, base, kind. Made again in half a second, so they need not be kept."""
    return made_news(SHARD, shard, copies=COPIES)


def doc_id(column: str) -> pl.Expr:
    """The doc_id of the text whose id stands in `column`."""
    return plh.col(column).chash.sha2_256().str.slice(0, 16)


def batch_of(home: Home, shards: Iterable[pl.DataFrame]) -> Batch:
    """A batch on top of what is published, whose `shards` (id, text, …) are cleaned and checked already."""
    manifest = read_manifest(home)
    seq = manifest.version + 1
    now, folder = BEGAN + timedelta(hours=seq), home.work / f"made{seq:05d}"
    file = InputFile(home.root, "made", "made", "parquet", 1, "")
    batch = Batch(folder.name, manifest.head, seq, now, folder, (file,), (), IngestOptions())
    shutil.rmtree(folder, ignore_errors=True)
    pieces = []
    for number, rows in enumerate(shards):
        piece = f"{number:04d}"
        documents = _documents(rows, batch)
        write_frame(folder / "clean" / f"00000-{piece}" / "findings.parquet", FINDINGS.empty())
        write_frame(folder / "clean" / f"00000-{piece}" / "documents.parquet", documents)
        write_frame(
            folder / "check" / f"00000-{piece}" / "set_aside.parquet", documents.select("doc_id", "revision").clear()
        )
        pieces.append(piece)
    for unit, found in (("00000", pieces), ("problems", [])):
        write_text(folder / "ingest" / unit / "report.json", json.dumps({"figures": {"pieces": found}}))
    return batch


def _documents(rows: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """Rows of documents with nothing odd about them."""
    named = plh.col("id").chash.sha2_256()
    given = {
        "batch_id": batch.id, "source": "made", "input_name": "made.parquet", "language": "ar", "published_precision": "second",
        "first_seen_at": batch.now, "fetched_at": batch.now, "published_at": batch.now,
        "flags": [], "edits": [], "n_removed_chars": 0, "quality": 1.0,
    }  # fmt: skip
    columns = {name: pl.lit(value, dtype=DOCUMENTS.polars_schema()[name]) for name, value in given.items()}
    made = rows.select(
        "text",
        doc_id=doc_id("id"),
        revision=named.str.slice(0, 12),
        content_hash=named,
        source_record_id="id",
        n_chars=pl.col("text").str.len_chars(),
        n_words=pl.col("text").str.count_matches(" ") + 1,
        **columns,
    )
    return conform(made, DOCUMENTS)


def publish_batch(home: Home, batch: Batch) -> None:
    """Publish what dedupe made of `batch`, with its row of ops.batches; its work goes."""
    empty: dict[str, object] = {
        name: [] for name, dtype in BATCHES.polars_schema().items() if isinstance(dtype, pl.List)
    }
    row = dict.fromkeys(BATCHES.names, 0) | empty | {
        "batch_id": batch.id, "parent_batch_id": batch.parent, "batch_seq": batch.seq, "state": "published",
        "started_at": batch.now, "published_at": batch.now, "version": "benchmark", "parameters": "{}",
    }  # fmt: skip
    write_frame(batch.folder / "batches.parquet", conform(pl.DataFrame([row], schema=BATCHES.polars_schema()), BATCHES))
    groups = batch.folder / DEDUPE / "groups"
    tables = {name: [groups / f"{name}.parquet"] for name in ("current_revisions", "memberships")}
    tables["document_links"] = links_of(batch)
    tables["signatures"] = sorted(batch.folder.glob("sign/*/signatures.parquet"))
    tables["documents"] = sorted(batch.folder.glob("clean/*/documents.parquet"))
    tables["batches"] = [batch.folder / "batches.parquet"]
    publish(home, batch.id, tables, advances_head=True, now=batch.now, settings=SETTINGS)
    shutil.rmtree(batch.folder)
