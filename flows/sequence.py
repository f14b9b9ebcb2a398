"""The order of the stages, once, for everybody who runs them: the flow with its Prefect tasks, tests and benchmarks without.

What a stage does stands in `flows.stages`, what Prefect makes of it in `flows.news_etl`. No Prefect here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.run import Run, RunOutcome
from flows.stages.checking import check_batch_stage, check_rows_stage
from flows.stages.comparing import dedupe_stage
from flows.stages.extracting import extract_stage
from flows.stages.loading import load_stage
from flows.stages.reading import clean_stage, ingest_stage, reread_stage
from flows.stages.report import Progress, Spread, StageReport
from flows.stages.units import one_by_one
from tasks.batch import Batch, load_batch
from warehouse.home import Home

OnBatch = Callable[[str, str], StageReport]
"""A stage that asks for the home's path and the batch's id: what a task run can be given and shown."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages as something to call; `ingest` stands for the first one, whatever it reads; `check_batch` takes the counts too, `load` the state, the run and its stages."""

    ingest: OnBatch
    clean: OnBatch
    check_rows: OnBatch
    dedupe: OnBatch
    extract: OnBatch
    check_batch: Callable[[str, str, Mapping[str, int]], StageReport]
    load: Callable[[str, str, str, Run, Sequence[StageReport]], StageReport]


def run_stages(run: Run, stages: Stages) -> RunOutcome:
    """Take the run's batch through the stages, and end the run. Whatever a stage raises goes to the caller."""
    home, batch_id = str(run.home.root), run.batch_id
    taken = run.add(stages.ingest(home, batch_id))
    if not taken.figures["n_new"] and not taken.figures["n_quarantined"]:
        return run.nothing_new()
    for stage in (stages.clean, stages.check_rows, stages.dedupe, stages.extract):
        run.add(stage(home, batch_id))
    gate = run.add(stages.check_batch(home, batch_id, run.counts()))
    state = "blocked" if gate.figures["blocked"] else "published"
    run.add(stages.load(home, batch_id, state, run, tuple(run.stages)))
    return run.ended(state)


SpreadOf = Callable[[Home, Batch], Spread]
"""Who does the units of work of a batch."""

_Spreading = Callable[[Home, Batch, Progress, Spread], StageReport]


def plain_stages(progress_of: Callable[[str], Progress], spread_of: SpreadOf = one_by_one) -> Stages:
    """The stages as plain functions; `progress_of` gives the listener for a stage's name when the stage begins."""

    def spreading(name: str, stage: _Spreading) -> OnBatch:
        return _spreading(progress_of, spread_of, name, stage)

    def check_batch(home: str, batch_id: str, counts: Mapping[str, int]) -> StageReport:
        return check_batch_stage(Home(Path(home)), _batch(home, batch_id), counts, progress_of("check batch"))

    def load(home: str, batch_id: str, state: str, run: Run, stages: Sequence[StageReport]) -> StageReport:
        batch, now = _batch(home, batch_id), datetime.now(UTC)
        return load_stage(Home(Path(home)), batch, state, run, stages, now=now, progress=progress_of("load"))

    return Stages(
        ingest=spreading("ingest", ingest_stage),
        clean=spreading("clean", clean_stage),
        check_rows=spreading("check rows", check_rows_stage),
        dedupe=spreading("dedupe", dedupe_stage),
        extract=spreading("extract", extract_stage),
        check_batch=check_batch,
        load=load,
    )


def plain_reprocess(progress_of: Callable[[str], Progress], spread_of: SpreadOf = one_by_one) -> Stages:
    """The same for a batch that cleans published documents anew: it begins by reading them again."""
    stages = plain_stages(progress_of, spread_of)
    return replace(stages, ingest=_spreading(progress_of, spread_of, "reread", reread_stage))


def _spreading(progress_of: Callable[[str], Progress], spread_of: SpreadOf, name: str, stage: _Spreading) -> OnBatch:
    def run(home: str, batch_id: str) -> StageReport:
        place, batch = Home(Path(home)), _batch(home, batch_id)
        return stage(place, batch, progress_of(name), spread_of(place, batch))

    return run


def _batch(home: str, batch_id: str) -> Batch:
    return load_batch(Home(Path(home)).work / batch_id)
