"""Ingest and clean: from input files to cleaned documents."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl

from flows.stages.report import Progress, Spread, StageClock, StageReport
from flows.stages.rule_activity import figures_of, summed_figures
from flows.stages.shape import key_of, piece_of, pieces_of, shard_folder, units_of
from tasks.batch import Batch
from tasks.clean import clean
from tasks.ingest.settle import Piece, kept_records, settle
from tasks.ingest.stage import ingest_problems, ingest_unit, ingest_units
from tasks.reprocess import Published, keep_first_seen, plan, planned_units, reread_unit, settle_reread
from tasks.shards import Put, ShardReport, do_shard
from tasks.versions import extract_version, stage_version
from warehouse.home import Home
from warehouse.lake import current_revisions, scan, seen
from warehouse.manifest import read_manifest
from warehouse.tables import BATCHES, DOCUMENTS, FINDINGS, PASSAGES, QUARANTINE


def ingest_stage(home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Read all inputs into shards, and settle which records are new."""
    units = ingest_units(batch)
    clock = StageClock("ingest", progress, len(units) + 2)
    clock.spread(spread, "ingest", list(units))
    clock.add(ingest_problems(batch))
    manifest = read_manifest(home)
    settled = clock.add(
        settle(batch, pieces_of(batch), units_of(batch), seen(home, manifest), scan(home, manifest, QUARANTINE))
    )
    sources = [source for shard in clock.shards for source in shard.figures.get("sources", [])]
    return clock.report(settled.figures["n_records"], settled.figures["n_new"], {**settled.figures, "sources": sources})


def read_inputs(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Read the files of one ingest unit."""
    return ingest_unit(batch, key, ingest_units(batch)[key])


def published(home: Home) -> Published:
    """What is published now, for reprocessing."""
    manifest = read_manifest(home)
    return Published(
        raw=tuple(home.lake / file.path for file in manifest.of("raw_documents")),
        documents=scan(home, manifest, DOCUMENTS),
        passages=scan(home, manifest, PASSAGES),
        findings=scan(home, manifest, FINDINGS),
        current=current_revisions(home, manifest),
        extracted_so=_extracted_so(scan(home, manifest, BATCHES)),
    )


def _extracted_so(batches: pl.LazyFrame) -> list[str]:
    """The batches whose rows were made by the present rules of extraction; an older khabar did not say by which."""
    told = pl.col("parameters").str.json_path_match("$.extract") == extract_version()
    return batches.filter(pl.col("state") == "published", told).collect()["batch_id"].to_list()


def reread_stage(home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Find the published documents of the batch's selection that the present rules clean otherwise, or other rules have extracted from."""
    clock = StageClock("reread", progress, 1)
    planned = clock.add(plan(batch, published(home)))
    units = planned_units(batch)
    clock.total = len(units) + 2
    changed = clock.spread(spread, "reread", units)
    clock.add(settle_reread(batch, units))
    rules: Counter[str] = Counter()
    for shard in changed:
        rules.update(shard.figures["rules"])
    n_records, n_new = planned.figures["n_records"], sum(shard.figures["n_changed"] for shard in changed)
    figures = {"n_records": n_records, "n_read": n_records, "n_new": n_new, "n_seen_before": n_records - n_new}
    more = {"n_quarantined": 0, "sources": [], "n_bytes": planned.figures["n_bytes"], "rules": dict(rules)}
    n_outdated = sum(shard.figures["n_outdated"] for shard in changed)
    note = f"{n_outdated:,} documents, whose text stays, are extracted anew: other rules made their rows"
    return clock.report(n_records, n_new, {**figures, **more, "n_outdated": n_outdated}, (note,) if n_outdated else ())


def reread_records(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Clean one shard of published records, and keep those that come out otherwise or were extracted by other rules."""
    return reread_unit(batch, key)


def clean_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Clean all shards."""
    pieces = pieces_of(batch)
    clock = StageClock("clean", progress, len(pieces))
    clock.spread(spread, "clean", [key_of(piece) for piece in pieces])
    n_in = sum(shard.figures["n_in"] for shard in clock.shards)
    n_out = sum(shard.rows["documents"] for shard in clock.shards)
    n_bytes = sum(shard.figures["n_bytes"] for shard in clock.shards)
    return clock.report(n_in, n_out, {**summed_figures(clock.shards), "n_bytes": n_bytes})


def clean_shard(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Clean one shard."""
    piece = piece_of(key)
    return do_shard(
        shard_folder(batch, "clean", piece), stage_version("clean", batch.id), partial(_clean, batch, piece)
    )


def _clean(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    raw = kept_records(batch, piece)
    cleaned = clean(raw, now=batch.now, options=batch.clean, learned=batch.recurring_lines)
    put("documents", keep_first_seen(batch, cleaned.documents) if batch.selection else cleaned.documents)
    put("passages", cleaned.passages)
    put("findings", cleaned.findings)
    put("quarantine", cleaned.quarantine)
    sizes = {"n_in": raw.height, "n_bytes": int(raw["body"].str.len_bytes().sum())}
    return {**sizes, **figures_of(cleaned.findings, cleaned.rule_seconds)}
