"""Load: the batch's rows, put together as files and published as one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.ledger import rows_not_published, run_rows
from flows.settings import publish_settings
from flows.stages.index import PARAMETERS, signed_again
from flows.stages.outlets import changed_outlets
from flows.stages.outputs import outputs
from flows.stages.quoting import signed_anew
from flows.stages.report import Progress, StageClock, StageReport
from flows.stages.shape import quarantine_of
from tasks.batch import Batch
from tasks.versions import extract_version
from warehouse.contract import conform
from warehouse.files import write_frame
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.tables import BATCHES, QUOTE_SIGNATURES, SIGNATURES, TABLES

if TYPE_CHECKING:
    from flows.run import Run


def load_stage(
    home: Home,
    batch: Batch,
    state: str,
    run: "Run",
    stages: Sequence[StageReport],
    *,
    now: datetime,
    progress: Progress,
) -> StageReport:
    """Publish the batch; where its `state` is blocked, only the rows that say so."""
    clock = StageClock("load", progress, 1)
    files: dict[str, list[Path]] = outputs(batch) if state == "published" else {}
    for name, frame in _ops_tables(home, batch, state, run, stages, now).items():
        path = batch.folder / "load" / f"ops-{name}.parquet"
        write_frame(path, conform(frame, TABLES[name]))
        files[name] = [path]
    files |= changed_outlets(home, batch) if state == "published" else {}
    published = publish(
        home,
        batch.id,
        files,
        advances_head=state == "published",
        now=now,
        settings=publish_settings(home),
        replaced=_replaced(batch) if state == "published" else [],
    )
    rows = sum(file.rows for file in published.files if file.version == published.version)
    progress("load", 1, 1)
    return clock.report(rows, rows, {"manifest_version": published.version})


def _replaced(batch: Batch) -> list[str]:
    """The tables of signatures that the batch made anew, so that nothing reads the older ones any more."""
    anew = {SIGNATURES.name: bool(signed_again(batch)), QUOTE_SIGNATURES.name: signed_anew(batch)}
    return [name for name, made in anew.items() if made]


def _ops_tables(
    home: Home, batch: Batch, state: str, run: "Run", stages: Sequence[StageReport], now: datetime
) -> dict[str, pl.DataFrame]:
    """Rows of the ops tables for this batch."""
    by_name = {stage.stage: stage for stage in stages}
    counts = run.counts()
    batches = pl.DataFrame([_batch_row(batch, state, counts, stages[0], now)], schema=BATCHES.polars_schema())
    found = pl.DataFrame(by_name["check batch"].figures["results"], schema_overrides={"detail": pl.String})
    checks = found.with_columns(batch_id=pl.lit(batch.id), run_id=pl.lit(run.run_id), checked_at=pl.lit(now))
    sources = pl.DataFrame(stages[0].figures["sources"])
    runs = pl.concat([rows_not_published(home), run_rows(run.run_id, batch.id, state, run.started_at, now, stages)])
    tables = {"batches": batches, "checks": checks, "runs": runs}
    if state == "published":
        tables["quarantine"] = quarantine_of(batch)
        if sources.height:
            tables["sources"] = sources.with_columns(batch_id=pl.lit(batch.id), read_at=pl.lit(batch.now))
    return tables


def _batch_row(
    batch: Batch, state: str, counts: Mapping[str, int], first: StageReport, now: datetime
) -> dict[str, Any]:
    inputs = sorted({file.source for file in batch.files} | {problem.name for problem in batch.problems})
    parameters: dict[str, Any] = {
        "clean": batch.clean.as_dict(),
        "dedupe": asdict(PARAMETERS) | {"version": PARAMETERS.version},
        "learned": batch.learned,
        "extract": extract_version(),
        "reprocess": batch.selection.as_dict() if batch.selection else None,
    }
    return {
        "batch_id": batch.id,
        "parent_batch_id": batch.parent,
        "batch_seq": batch.seq,
        "state": state,
        "started_at": batch.now,
        "published_at": now,
        "inputs": [batch.selection.command] if batch.selection else inputs,
        "n_bytes": first.figures["n_bytes"] if batch.selection else batch.n_bytes,
        **{name: counts[name] for name in ("n_records", "n_documents", "n_quarantined", "n_seen_before")},
        "version": version("khabar"),
        "parameters": json.dumps(asdict(batch.options) | parameters),
    }
