"""Dedupe and extract: who copies whom, and who said what."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from flows.stages.linking import with_changes
from flows.stages.report import Progress, Spread, StageClock, StageReport
from flows.stages.shape import key_of, piece_of, pieces_of, set_aside_of, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.dedupe import DedupeParameters, dedupe, sign
from tasks.dedupe.stage import History
from tasks.extract import extract
from tasks.ingest.settle import Piece, kept_records
from tasks.shards import Put, ShardReport, do_shard, read
from tasks.versions import stage_version
from warehouse.home import Home
from warehouse.lake import current_revisions, scan
from warehouse.manifest import Manifest, read_manifest
from warehouse.tables import BATCHES, DOCUMENT_LINKS, DOCUMENTS, MEMBERSHIPS, SIGNATURES

KEY = ["doc_id", "revision"]
DEDUPE = "dedupe"
_SIGNED = (*KEY, "batch_id", "text", "edits", "flags", "published_at", "first_seen_at", "fetched_at", "content_hash")


def dedupe_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Sign all shards, then find the copies among them and against all that is published."""
    pieces = pieces_of(batch)
    clock = StageClock("dedupe", progress, len(pieces) + 1)
    clock.spread(spread, "sign", [key_of(piece) for piece in pieces])
    (found,) = clock.spread(spread, "compare", [DEDUPE])
    return clock.report(found.figures["n_in"], found.figures["n_canonical"], {"relations": found.figures["relations"]})


def _version(batch: Batch, parameters: DedupeParameters) -> str:
    # What the row checks set aside is input here: other checks, other work.
    return stage_version("dedupe", f"{batch.id} {parameters} {expectations_version()}")


def sign_shard(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign one shard."""
    piece, parameters = piece_of(key), DedupeParameters()
    work = partial(_sign, batch, piece, parameters)
    return do_shard(shard_folder(batch, "sign", piece), _version(batch, parameters), work)


def compare_batch(home: Home, batch: Batch, key: str) -> ShardReport:
    """Compare all that was signed with each other and with all that is published; there is one such unit."""
    parameters = DedupeParameters()
    work = partial(_compare, home, batch, pieces_of(batch), parameters)
    return do_shard(batch.folder / key, _version(batch, parameters), work)


def _sign(batch: Batch, piece: Piece, parameters: DedupeParameters, put: Put) -> Mapping[str, Any]:
    documents = read(shard_folder(batch, "clean", piece), "documents", _SIGNED).join(
        set_aside_of(batch, piece), on=KEY, how="anti"
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
    cleaned = [shard_folder(batch, "clean", piece) / "documents.parquet" for piece in pieces]
    tables["document_links"] = with_changes(home, manifest, cleaned, tables["document_links"])
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


def extract_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Extract from all shards."""
    pieces = pieces_of(batch)
    clock = StageClock("extract", progress, len(pieces))
    clock.spread(spread, "extract", [key_of(piece) for piece in pieces])
    n_in = sum(shard.figures["n_in"] for shard in clock.shards)
    rows: dict[str, int] = {}
    for shard in clock.shards:
        for name, count in shard.rows.items():
            rows[name] = rows.get(name, 0) + count
    return clock.report(n_in, sum(rows.values()), {"rows": rows})


def extract_shard(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Extract from one shard."""
    version = stage_version("extract", f"{batch.id} {expectations_version()}")
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "extract", piece), version, partial(_extract, batch, piece))


def _extract(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    aside = set_aside_of(batch, piece)
    documents = read(shard_folder(batch, "clean", piece), "documents").join(aside, on=KEY, how="anti")
    passages = read(shard_folder(batch, "clean", piece), "passages").join(aside, on=KEY, how="anti")
    for name, frame in extract(documents, passages).items():
        put(name, frame)
    return {"n_in": documents.height}
