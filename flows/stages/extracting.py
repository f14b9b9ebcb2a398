"""Extract: who said what, who is who, and where it came from."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flows.stages.quoting import group_quotes
from flows.stages.report import Progress, Spread, StageClock, StageReport
from flows.stages.shape import key_of, piece_of, pieces_of, set_aside_of, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.extract import READ_OF_DOCUMENTS, READ_OF_PASSAGES, extract
from tasks.ingest.settle import Piece
from tasks.shards import Put, ShardReport, do_shard, read
from tasks.versions import stage_version
from warehouse.home import Home

KEY = ["doc_id", "revision"]


def extract_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Extract from all shards, and tell which quotes are one statement."""
    pieces = pieces_of(batch)
    keys = [key_of(piece) for piece in pieces]
    clock = StageClock("extract", progress, len(pieces))
    found = clock.spread(spread, "extract", keys)
    n_in = sum(shard.figures["n_in"] for shard in found)
    rows: dict[str, int] = {}
    for shard in found:
        for name, count in shard.rows.items():
            rows[name] = rows.get(name, 0) + count
    group_quotes(clock, spread, batch, keys)
    return clock.report(n_in, sum(rows.values()), {"rows": rows})


def extract_shard(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Extract from one shard."""
    version = stage_version("extract", f"{batch.id} {expectations_version()}")
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "extract", piece), version, partial(_extract, batch, piece))


def _extract(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    aside = set_aside_of(batch, piece)
    documents, passages = (
        read(shard_folder(batch, "clean", piece), table.name, table.names).join(aside, on=KEY, how="anti")
        for table in (READ_OF_DOCUMENTS, READ_OF_PASSAGES)
    )
    for name, frame in extract(documents, passages).items():
        put(name, frame)
    return {"n_in": documents.height}
