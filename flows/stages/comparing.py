"""Dedupe and extract: who copies whom, and who said what."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from flows.stages.report import Progress, StageClock, StageReport
from flows.stages.shape import pieces_of, set_aside_keys, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.dedupe import DedupeParameters, dedupe, sign
from tasks.dedupe.stage import History
from tasks.extract import extract
from tasks.ingest.settle import Piece, kept_records
from tasks.shards import Put, do_shard, read
from tasks.versions import stage_version
from warehouse.home import Home
from warehouse.lake import current_revisions, scan
from warehouse.manifest import Manifest, read_manifest
from warehouse.tables import BATCHES, DOCUMENT_LINKS, DOCUMENTS, MEMBERSHIPS, SIGNATURES

KEY = ["doc_id", "revision"]
DEDUPE = "dedupe"
_SIGNED = (*KEY, "batch_id", "text", "edits", "flags", "published_at", "first_seen_at", "fetched_at", "content_hash")


def dedupe_stage(home: Home, batch: Batch, progress: Progress) -> StageReport:
    """Sign all shards, then find the copies among them and against all that is published."""
    pieces = pieces_of(batch)
    parameters = DedupeParameters()
    clock = StageClock("dedupe", progress, len(pieces) + 1)
    # What the row checks set aside is input here: other checks, other work.
    version = stage_version("dedupe", f"{batch.id} {parameters} {expectations_version()}")
    for piece in pieces:
        clock.add(do_shard(shard_folder(batch, "sign", piece), version, partial(_sign, batch, piece, parameters)))
    found = clock.add(do_shard(batch.folder / DEDUPE, version, partial(_compare, home, batch, pieces, parameters)))
    return clock.report(found.figures["n_in"], found.figures["n_canonical"], {"relations": found.figures["relations"]})


def _sign(batch: Batch, piece: Piece, parameters: DedupeParameters, put: Put) -> Mapping[str, Any]:
    documents = read(shard_folder(batch, "clean", piece), "documents", _SIGNED).join(
        set_aside_keys(batch), on=KEY, how="anti"
    )
    put("signatures", sign(documents, parameters))
    put("keys", documents.select(*KEY, "fetched_at", "content_hash"))
    return {}


def _compare(
    home: Home, batch: Batch, pieces: list[Piece], parameters: DedupeParameters, put: Put
) -> Mapping[str, Any]:
    manifest = read_manifest(home)
    history = History(
        signatures=scan(home, manifest, SIGNATURES),
        links=scan(home, manifest, DOCUMENT_LINKS).join(_order(home, manifest), on="batch_id"),
        current=current_revisions(home, manifest),
        memberships=scan(home, manifest, MEMBERSHIPS),
    )
    folders = [shard_folder(batch, "sign", piece) for piece in pieces]
    keys = pl.concat(
        [DOCUMENTS.empty().select(*KEY, "fetched_at", "content_hash"), *(read(folder, "keys") for folder in folders)]
    )
    signatures = pl.concat([SIGNATURES.empty(), *(read(folder, "signatures") for folder in folders)])
    gone = _gone(batch, pieces, keys) if batch.selection else None
    tables = dedupe(keys, signatures, history, batch_id=batch.id, batch_seq=batch.seq, parameters=parameters, gone=gone)
    for name, frame in tables.items():
        put(name, frame)
    members = tables["memberships"].filter(pl.col("cluster_id").is_not_null())
    n_copies = members.filter(pl.col("doc_id") != pl.col("canonical_id")).join(keys, on="doc_id", how="semi").height
    relations = dict(tables["document_links"].group_by("relation").agg(n=pl.len()).sort("relation").iter_rows())
    return {"n_in": keys.height, "n_canonical": keys["doc_id"].n_unique() - n_copies, "relations": relations}


def _order(home: Home, manifest: Manifest) -> pl.LazyFrame:
    """(batch_id, batch_seq) of all published batches."""
    rows = scan(home, manifest, BATCHES).filter(pl.col("state") == "published")
    return rows.group_by("batch_id").agg(pl.col("batch_seq").max())


def _gone(batch: Batch, pieces: list[Piece], keys: pl.DataFrame) -> pl.DataFrame:
    """Published documents that are none any more: cleaned anew, nothing is left of them or a check set them aside."""
    records = [kept_records(batch, piece, keys.columns) for piece in pieces]
    return pl.concat([keys.clear(), *records]).join(keys, on=KEY, how="anti")


def extract_stage(batch: Batch, progress: Progress) -> StageReport:
    """Extract from all shards."""
    pieces = pieces_of(batch)
    clock = StageClock("extract", progress, len(pieces))
    version = stage_version("extract", f"{batch.id} {expectations_version()}")
    for piece in pieces:
        clock.add(do_shard(shard_folder(batch, "extract", piece), version, partial(_extract, batch, piece)))
    n_in = sum(shard.figures["n_in"] for shard in clock.shards)
    rows: dict[str, int] = {}
    for shard in clock.shards:
        for name, count in shard.rows.items():
            rows[name] = rows.get(name, 0) + count
    return clock.report(n_in, sum(rows.values()), {"rows": rows})


def _extract(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    aside = set_aside_keys(batch)
    documents = read(shard_folder(batch, "clean", piece), "documents").join(aside, on=KEY, how="anti")
    passages = read(shard_folder(batch, "clean", piece), "passages").join(aside, on=KEY, how="anti")
    for name, frame in extract(documents, passages).items():
        put(name, frame)
    return {"n_in": documents.height}
