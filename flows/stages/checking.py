"""The checks: row checks before copies are compared, and the batch's gate before it is published.

Great Expectations is imported when a check runs, not before: it costs seconds.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import polars as pl

from flows.stages.outputs import outputs
from flows.stages.report import Progress, Spread, StageClock, StageReport
from flows.stages.shape import key_of, piece_of, pieces_of, shard_folder
from flows.stages.versions import expectations_version
from tasks.batch import Batch
from tasks.ingest.settle import Piece, kept_records
from tasks.quarantine import set_aside
from tasks.shards import Put, ShardReport, do_shard, read
from tasks.versions import stage_version
from warehouse.files import write_text
from warehouse.home import Home
from warehouse.lake import current_revisions
from warehouse.manifest import read_manifest
from warehouse.tables import DOCUMENTS, FINDINGS, PASSAGES, QUARANTINE, RAW_DOCUMENTS, TABLES

KEY = ["doc_id", "revision"]
GATE_ROWS = 20
"""Failing texts below which a share of them does not block a batch."""

CHECKED_BY_ROW = (DOCUMENTS, PASSAGES, FINDINGS)


_ONE_VALIDATION = threading.Lock()
"""Great Expectations keeps the state of a validation in its context: in one process, one at a time."""


def check_rows_stage(home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Hold the expectations against what came in and what goes out, shard by shard; set aside the rows they say."""
    pieces = pieces_of(batch)
    clock = StageClock("check rows", progress, len(pieces))
    _declare(home)
    clock.spread(spread, "check rows", [key_of(piece) for piece in pieces])
    n_in = sum(shard.figures["n_in"] for shard in clock.shards)
    n_aside = sum(shard.rows["set_aside"] for shard in clock.shards)
    return clock.report(n_in, n_in - n_aside)


def _declare(home: Home) -> None:
    """Have the home's context hold the expectations as they are now; one that another run has left so stays."""
    from expectations.suite import GX_VERSION, open_context

    declared, version = home.checks / "declared", f"{expectations_version()} {GX_VERSION}"
    if not declared.exists() or declared.read_text(encoding="utf-8") != version:
        open_context(home.checks)
        write_text(declared, version)


def check_shard(home: Home, batch: Batch, key: str) -> ShardReport:
    """Hold the expectations against one shard."""
    version = stage_version("clean", f"{batch.id} check {expectations_version()}")
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "check", piece), version, partial(_check_rows, home, batch, piece))


@lru_cache(maxsize=1)
def _context(directory: Path, _batch_id: str) -> Any:
    from expectations.suite import join_context

    return join_context(directory)


def _check_rows(home: Home, batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    from expectations.contract import check_contract
    from expectations.suite import check_texts

    raw = kept_records(batch, piece, [*KEY, "body"])
    cleaned = shard_folder(batch, "clean", piece)
    documents = read(cleaned, "documents")
    with _ONE_VALIDATION:
        context = _context(home.checks, batch.id)
        results_in, failing_in = check_texts(raw.rename({"body": "text"}), "in", context)
        results_out, failing_out = check_texts(documents, "out", context)
    results_out += check_contract(documents, DOCUMENTS, "out")
    for table in (PASSAGES, FINDINGS):  # of these, only the columns that have a rule are read
        results_out += check_contract(pl.scan_parquet(cleaned / f"{table.name}.parquet"), table, "out")
    aside = (
        failing_out.filter(pl.col("action") == "quarantine")
        .group_by(KEY, maintain_order=True)
        .agg(rules=pl.col("expectation").str.join(", "))
    )
    records = kept_records(batch, piece).join(aside, on=KEY) if aside.height else RAW_DOCUMENTS.empty()
    detail = pl.format(
        "{}, record {}: what goes out still fails the check {}; its findings say what was repaired",
        "input_name",
        "source_record_id",
        "rules",
    )
    put(
        "quarantine",
        set_aside(records, stage="check", reason="failed_check", detail=detail, now=batch.now)
        if records.height
        else QUARANTINE.empty(),
    )
    put("set_aside", aside.select(KEY))
    put("failing_in", failing_in)
    put("failing_out", failing_out)
    return {"n_in": documents.height, "results": [asdict(result) for result in (*results_in, *results_out)]}


def check_batch_stage(home: Home, batch: Batch, counts: Mapping[str, int], progress: Progress) -> StageReport:
    """The gate: contract checks on every table that goes out, the counts, and the texts' results over all shards.

    `counts`: n_records, n_documents, n_quarantined, n_seen_before. Figures: results, promise, and blocked, the reasons
    for which the batch must not be published. Data Docs are built here.
    """
    from expectations.contract import check_contract
    from expectations.data_docs import build_docs
    from expectations.results import CheckResult, merged

    clock = StageClock("check batch", progress, 1)
    files = outputs(batch)
    tables = {name: paths for name, paths in files.items() if name not in {table.name for table in CHECKED_BY_ROW}}
    found = [CheckResult(**result) for piece in pieces_of(batch) for result in _figures(batch, piece)["results"]]
    for name, paths in tables.items():
        if paths:
            found += check_contract(pl.scan_parquet(paths), TABLES[name], "out")
    found.append(_counts_add_up(counts))
    found.append(_all_have_a_current_revision(home, tables, files["documents"]))
    results = merged(found)
    blocked = [
        f"{r.expectation} on {r.subject}: {r.detail or f'{r.n_unexpected} of {r.n_checked} rows'}"
        for r in results
        if _blocks(r)
    ]
    docs = build_docs(_context(home.checks, batch.id))
    progress("check batch", 1, 1)
    figures = {
        "results": [asdict(result) for result in results],
        "promise": _promise(batch, results).to_dicts(),
        "blocked": blocked,
        "docs": str(docs),
    }
    return clock.report(len(results), len([r for r in results if r.state == "passed"]), figures)


def _blocks(result: Any) -> bool:
    """Whether a result keeps the batch from being published: a broken check, a broken contract, or many bad texts.

    Of a few texts a share says nothing: one bad article in five must not hold back the other four.
    """
    if result.moment != "out" or result.severity != "critical" or result.state == "passed":
        return False
    few = result.subject == "documents.text" and result.state == "failed" and result.n_unexpected < GATE_ROWS
    return not few


def _counts_add_up(counts: Mapping[str, int]) -> Any:
    from expectations.results import CheckResult

    off = counts["n_records"] - counts["n_documents"] - counts["n_quarantined"] - counts["n_seen_before"]
    detail = (
        None
        if off == 0
        else f"{off} records are in none, or in two, of documents, quarantine and seen before: {dict(counts)}"
    )
    return CheckResult(
        "counts_add_up",
        "batches",
        "out",
        "critical",
        "passed" if off == 0 else "failed",
        counts["n_records"],
        abs(off),
        0.0,
        detail,
    )


def _all_have_a_current_revision(home: Home, tables: Mapping[str, list[Path]], documents: list[Path]) -> Any:
    """Every document that goes out must be shown in some revision, of this batch or of an earlier one."""
    from expectations.results import CheckResult

    if not documents:
        return CheckResult("current_revision", "documents", "out", "critical", "passed", 0, 0, 0.0)
    keys = pl.scan_parquet(documents).select("doc_id").unique()
    shown = pl.scan_parquet(tables["current_revisions"]).select("doc_id")
    before = current_revisions(home, read_manifest(home)).select("doc_id")
    lost = keys.join(shown, on="doc_id", how="anti").join(before, on="doc_id", how="anti").collect()["doc_id"]
    state: Any = "failed" if len(lost) else "passed"
    detail = f"without a current revision: {', '.join(lost.head(5).to_list())}" if len(lost) else None
    return CheckResult("current_revision", "documents", "out", "critical", state, len(lost), len(lost), 0.0, detail)


def _figures(batch: Batch, piece: Piece) -> dict[str, Any]:
    report = json.loads((shard_folder(batch, "check", piece) / "report.json").read_text(encoding="utf-8"))
    figures: dict[str, Any] = report["figures"]
    return figures


def _promise(batch: Batch, results: list[Any]) -> pl.DataFrame:
    from expectations.promise import promise_table

    folders = [shard_folder(batch, "check", piece) for piece in pieces_of(batch)]
    if not folders:
        return pl.DataFrame()
    failing_in, failing_out, aside = (
        pl.concat([read(f, name) for f in folders]) for name in ("failing_in", "failing_out", "set_aside")
    )
    return promise_table([r for r in results if r.moment == "in"], failing_in, failing_out, aside)
