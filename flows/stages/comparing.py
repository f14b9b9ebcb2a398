"""Dedupe: who copies whom, in the batch and against all that is published."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from flows.stages.report import Progress, Spread, StageClock, StageReport, summed
from flows.stages.shape import key_of, piece_of, pieces_of, set_aside_of, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.dedupe import Comparison, DedupeParameters, History, partitions_for, sign_shard
from tasks.dedupe.steps import find_candidates, group_copies, settle_current, verify_pairs
from tasks.ingest.settle import Piece, kept_records
from tasks.shards import Put, ShardReport, do_shard, read
from tasks.versions import stage_version
from warehouse.home import Home
from warehouse.lake import scan, scan_files, texts_in, texts_of
from warehouse.manifest import read_manifest
from warehouse.tables import CURRENT_REVISIONS, DOCUMENTS, MEMBERSHIPS, SIGNATURES

KEY = ["doc_id", "revision"]
DEDUPE = "dedupe"
_SIGNED = (*KEY, "batch_id", "text", "flags", "published_at", "first_seen_at", "fetched_at", "content_hash")


def dedupe_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Sign all shards, then find the copies among them and against all that is published."""
    pieces = pieces_of(batch)
    partitions = [str(number) for number in range(partitions_for(len(pieces)))]
    clock = StageClock("dedupe", progress, len(pieces) + 2 * len(partitions) + 2)
    clock.spread(spread, "sign", [key_of(piece) for piece in pieces])
    (settled,) = clock.spread(spread, "settle current", [DEDUPE])
    clock.spread(spread, "find candidates", partitions)
    clock.spread(spread, "verify", partitions)
    (grouped,) = clock.spread(spread, "group", [DEDUPE])
    n_canonical = settled.figures["n_documents"] - grouped.figures["n_copies"]
    return clock.report(settled.figures["n_in"], n_canonical, {"relations": summed([grouped], "relations")})


def _comparison(home: Home, batch: Batch) -> Comparison:
    pieces = pieces_of(batch)
    manifest = read_manifest(home)
    return Comparison(
        batch_id=batch.id,
        batch_seq=batch.seq,
        signed=tuple(shard_folder(batch, "sign", piece) for piece in pieces),
        n_partitions=partitions_for(len(pieces)),
        folder=batch.folder / DEDUPE,
        history=History(
            signatures=scan_files(home, manifest, SIGNATURES),
            current=scan(home, manifest, CURRENT_REVISIONS),
            memberships=scan(home, manifest, MEMBERSHIPS),
        ),
        texts_of=partial(_texts_of, home, batch),
        parameters=DedupeParameters(),
    )


def _version(batch: Batch) -> str:
    # What the row checks set aside is input here: other checks, other work.
    return stage_version("dedupe", f"{batch.id} {DedupeParameters()} {expectations_version()}")


def sign_documents(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign one shard."""
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "sign", piece), _version(batch), partial(_sign, batch, piece))


def _sign(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    cleaned = shard_folder(batch, "clean", piece)
    documents = read(cleaned, "documents", _SIGNED).join(set_aside_of(batch, piece), on=KEY, how="anti")
    findings = read(cleaned, "findings", KEY).group_by(KEY).agg(n_findings=pl.len().cast(pl.Int64))
    counted = documents.join(findings, on=KEY, how="left", maintain_order="left").with_columns(
        pl.col("n_findings").fill_null(0)
    )
    return sign_shard(counted, partitions_for(len(pieces_of(batch))), DedupeParameters(), put)


def settle_revisions(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Say which revisions are current; there is one such unit."""
    comparison = _comparison(home, batch)
    gone = _gone(batch) if batch.selection else None
    return do_shard(comparison.at("current"), _version(batch), partial(settle_current, comparison, gone))


def find_pairs(home: Home, batch: Batch, key: str) -> ShardReport:
    """Find the candidates of one partition of keys."""
    comparison = _comparison(home, batch)
    work = partial(find_candidates, comparison, int(key))
    return do_shard(comparison.at("candidates", int(key)), _version(batch), work)


def verify_partition(home: Home, batch: Batch, key: str) -> ShardReport:
    """Verify the candidates of one partition of pairs."""
    comparison = _comparison(home, batch)
    return do_shard(comparison.at("links", int(key)), _version(batch), partial(verify_pairs, comparison, int(key)))


def group_documents(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Group all copies; there is one such unit."""
    comparison = _comparison(home, batch)
    return do_shard(comparison.at("groups"), _version(batch), partial(group_copies, comparison))


def _texts_of(home: Home, batch: Batch, wanted: pl.DataFrame) -> pl.DataFrame:
    """Texts of documents of this batch, from its shards that have any of them, and of published ones."""
    own = pl.col("batch_id") == batch.id
    cleaned = [shard_folder(batch, "clean", piece) / "documents.parquet" for piece in pieces_of(batch)]
    here = texts_in(cleaned, wanted.filter(own))
    return pl.concat([here, texts_of(home, read_manifest(home), wanted.filter(~own))])


def _gone(batch: Batch) -> pl.DataFrame:
    """Published documents that are none any more: cleaned anew, nothing is left of them or a check set them aside."""
    pieces = pieces_of(batch)
    keys = [read(shard_folder(batch, "sign", piece), "keys") for piece in pieces]
    empty = DOCUMENTS.empty().select(*KEY, "fetched_at", "content_hash")
    records = [kept_records(batch, piece, empty.columns) for piece in pieces]
    return pl.concat([empty, *records]).join(pl.concat([empty, *keys]), on=KEY, how="anti")
