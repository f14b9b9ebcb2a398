"""The ledger of runs: one small file a run under HOME/runs, whatever came of it, gathered into ops.runs at each publish."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import polars as pl

from flows.stages.report import StageReport
from warehouse.contract import conform
from warehouse.files import write_text
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import RUNS

_KEPT = 1000


def record_run(
    home: Home,
    *,
    run_id: str,
    batch_id: str | None,
    state: str,
    started_at: datetime,
    ended_at: datetime,
    stages: Sequence[StageReport],
    detail: str | None,
) -> None:
    """Write what became of a run. `state`: published, blocked, nothing_new or failed."""
    record = {
        "run_id": run_id,
        "batch_id": batch_id,
        "state": state,
        "started_at": started_at.isoformat(),
        "ended_at": ended_at.isoformat(),
        "detail": detail,
        "stages": [_short(stage) for stage in stages],
    }
    write_text(
        home.runs / f"{started_at:%Y%m%dT%H%M%S%f}-{run_id}.json", json.dumps(record, ensure_ascii=False, indent=1)
    )
    for old in sorted(home.runs.glob("*.json"))[:-_KEPT]:
        old.unlink(missing_ok=True)


def _short(stage: StageReport) -> dict[str, Any]:
    return {name: value for name, value in stage.as_dict().items() if name != "figures"}


def run_rows(
    run_id: str,
    batch_id: str | None,
    state: str,
    started_at: datetime,
    ended_at: datetime,
    stages: Sequence[StageReport],
) -> pl.DataFrame:
    """Rows of ops.runs for the stages of a run."""
    times = {
        "run_id": run_id,
        "batch_id": batch_id,
        "state": state,
        "started_at": started_at,
        "ended_at": ended_at,
        "detail": None,
    }
    return pl.DataFrame([times | _short(stage) for stage in stages], schema=RUNS.polars_schema())


def rows_not_published(home: Home) -> pl.DataFrame:
    """Rows of ops.runs for the runs of the ledger that the warehouse does not show yet."""
    known = set(scan(home, read_manifest(home), RUNS).select("run_id").unique().collect()["run_id"].to_list())
    frames = [RUNS.empty()]
    for path in sorted(home.runs.glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            if record["run_id"] not in known and record["stages"]:
                frames.append(_rows(record))
        except (ValueError, KeyError, TypeError):
            continue  # a damaged ledger entry must not stop a publication; `doctor` names it
    return pl.concat(frames)


def _rows(record: dict[str, Any]) -> pl.DataFrame:
    times = {name: datetime.fromisoformat(record[name]) for name in ("started_at", "ended_at")}
    common = {name: record[name] for name in ("run_id", "batch_id", "state", "detail")}
    return conform(
        pl.DataFrame([common | times | stage for stage in record["stages"]], schema=RUNS.polars_schema()), RUNS
    )
