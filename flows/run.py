"""One run: its batch, its stages so far, and the record it leaves in the ledger, whatever comes of it. No Prefect."""

import shutil
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.ledger import record_run
from flows.memory import keep_freed_memory, spare_the_collector
from flows.settings import clean_options, ingest_options, publish_settings
from flows.stages.report import StageReport
from flows.stages.shape import known_problems, quarantine_of, set_aside_keys
from tasks.batch import Batch, load_batch, open_batch
from tasks.ingest.inputs import InputFile, Problem, plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.learn import for_cleaning, in_force
from tasks.selection import Selection
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.publish import recover
from warehouse.tables import RECURRING_LINES

SPOOL = "spool"
"""Folder of the work where standard input is kept until its batch is done."""

_DETAILS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of a run. `state`: published, blocked or nothing_new; `promise`: rows of the table that says what the checks found; `set_aside`: the first records in quarantine, in words; `known_problems`: likewise those that an earlier run set aside."""

    run_id: str
    batch_id: str
    state: str
    counts: dict[str, int]
    stages: tuple[StageReport, ...]
    promise: tuple[dict[str, Any], ...] = ()
    blocked: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    known_problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """A run at work."""

    home: Home
    run_id: str
    batch_id: str
    started_at: datetime
    stages: list[StageReport] = field(default_factory=list)
    outcome: RunOutcome | None = None

    @property
    def batch(self) -> Batch:
        """The batch as its folder tells."""
        return load_batch(self.home.work / self.batch_id)

    def add(self, report: StageReport) -> StageReport:
        """Note a finished stage."""
        self.stages.append(report)
        return report

    def counts(self) -> dict[str, int]:
        """What became of the records: n_records, n_read, n_documents, n_quarantined, n_seen_before."""
        by_stage = {stage.stage: stage for stage in self.stages}
        figures = self.stages[0].figures
        done = "clean" in by_stage
        aside = set_aside_keys(self.batch).height if done else 0
        return {
            "n_records": figures["n_records"],
            "n_read": figures["n_read"],
            "n_documents": by_stage["clean"].n_out - aside if done else 0,
            "n_quarantined": quarantine_of(self.batch).height if done else 0,
            "n_seen_before": figures["n_seen_before"],
        }

    def nothing_new(self) -> RunOutcome:
        """The outcome of a run all of whose records were seen before."""
        return self._end("nothing_new", (), ())

    def ended(self, state: str) -> RunOutcome:
        """The outcome after the gate."""
        gate = next(stage for stage in self.stages if stage.stage == "check batch")
        return self._end(state, tuple(gate.figures["promise"]), tuple(gate.figures["blocked"]))

    def _end(self, state: str, promise: tuple[dict[str, Any], ...], blocked: tuple[str, ...]) -> RunOutcome:
        counts = self.counts()
        details = quarantine_of(self.batch)["detail"].head(_DETAILS_SHOWN).to_list() if counts["n_quarantined"] else []
        self.outcome = RunOutcome(
            self.run_id,
            self.batch_id,
            state,
            counts,
            tuple(self.stages),
            promise,
            blocked,
            tuple(details),
            tuple(known_problems(self.batch)["detail"].head(_DETAILS_SHOWN)),
        )
        return self.outcome


@contextmanager
def begin_run(
    home: Home,
    run_id: str,
    inputs: Sequence[str],
    *,
    source: str | None,
    outlet: str | None,
    mapping: Mapping[str, str],
) -> Iterator[Run]:
    """Open the batch of `inputs`; at the end write the ledger, and tidy up the work of a batch that is done with.

    The caller holds the publisher's lock. An interrupted batch's work stays, so that it can go on.
    """
    started = _begin(home)
    options = ingest_options(home, source=source, outlet=outlet, mapping=mapping)
    with _running(home, run_id, _batch_of(home, inputs, options, started), started) as run:
        yield run


@contextmanager
def begin_reprocess(home: Home, run_id: str, selection: Selection) -> Iterator[Run]:
    """Open the batch that cleans the published documents of `selection` anew; the rest as in `begin_run`."""
    started = _begin(home)
    with _running(home, run_id, reprocess_batch(home, selection, started), started) as run:
        yield run


def reprocess_batch(home: Home, selection: Selection, now: datetime) -> Batch:
    """The batch that cleans the documents of `selection` anew, on top of what is published now."""
    given = ingest_options(home, source=None, outlet=None, mapping={})
    return _opened(home, (), (), IngestOptions(shard_bytes=given.shard_bytes), selection, now)


def _begin(home: Home) -> datetime:
    keep_freed_memory()
    spare_the_collector()
    started = datetime.now(UTC)
    recover(home, settings=publish_settings(home))
    return started


@contextmanager
def _running(home: Home, run_id: str, batch: Batch, started: datetime) -> Iterator[Run]:
    """The run of `batch`, which leaves its record in the ledger whatever comes of it."""
    run = Run(home, run_id or uuid.uuid4().hex, batch.id, started)
    state, detail = "failed", None
    try:
        yield run
        if run.outcome:
            state, detail = run.outcome.state, "; ".join(run.outcome.blocked) or None
    except BaseException as error:
        detail = f"{type(error).__name__}: {error}"
        raise
    finally:
        record_run(
            home,
            run_id=run.run_id,
            batch_id=run.batch_id,
            state=state,
            started_at=started,
            ended_at=datetime.now(UTC),
            stages=run.stages,
            detail=detail,
        )
        _tidy(home, batch, state)


def _batch_of(home: Home, inputs: Sequence[str], options: IngestOptions, now: datetime) -> Batch:
    stdin = sys.stdin.buffer if "-" in inputs else None
    files, problems = plan_inputs(inputs, spool=home.work / SPOOL, stdin=stdin)
    return _opened(home, files, problems, options, None, now)


def _opened(
    home: Home,
    files: Sequence[InputFile],
    problems: Sequence[Problem],
    options: IngestOptions,
    selection: Selection | None,
    now: datetime,
) -> Batch:
    """The batch, with the settings and what was learned as they are now."""
    manifest = read_manifest(home)
    learned = for_cleaning(in_force(scan(home, manifest, RECURRING_LINES)))
    return open_batch(home, manifest, files, problems, options, clean_options(home), selection, learned, now=now)


def _tidy(home: Home, batch: Batch, state: str) -> None:
    """Remove work that nobody will go on with: of this batch when it is done, and of batches on top of an older state.

    What a blocked or interrupted batch did stays, until another batch is published.
    """
    if state not in ("published", "nothing_new"):
        return
    head = read_manifest(home).head
    kept = [path for path in home.work.glob("*") if path.name not in (SPOOL, batch.id) and _can_go_on(path, head)]
    for path in home.work.glob("*") if kept else [home.work]:
        if path not in kept and path.name != SPOOL:
            shutil.rmtree(path, ignore_errors=True)


def _can_go_on(folder: Path, head: str | None) -> bool:
    """Whether a run with the same inputs would find the batch in `folder` again."""
    try:
        return load_batch(folder).parent == head
    except (OSError, ValueError, KeyError, TypeError):
        return False
