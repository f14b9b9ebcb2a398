"""The flow news-etl: ingest, clean, check rows, dedupe, extract, check batch, load.

Each task does one stage over all shards of the batch and is declared here by name. A run that is retried, or started
again after a kill, finds its batch by its inputs and goes on where it stopped.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.artifacts import show_promise, show_rules, show_stages, stage_progress
from flows.run import Run, RunOutcome, begin_run
from flows.runners import runner_at_hand
from flows.sequence import Stages, plain_stages, run_stages
from flows.settings import workforce
from flows.spreading import is_source_error, spread_by_runner
from flows.stages.report import StageReport
from warehouse.home import Home
from warehouse.lock import publisher_lock

WORK = plain_stages(stage_progress, spread_by_runner)
"""What the tasks below do."""

LOCK_PATIENCE_SECONDS = 3600
"""How long a run waits for another one on the same home."""


class BatchBlockedError(RuntimeError):
    """A check that guards what goes out failed: nothing was published."""

    def __init__(self, outcome: RunOutcome) -> None:
        super().__init__("; ".join(outcome.blocked))
        self.outcome = outcome


def told(report: StageReport) -> StageReport:
    """`report`, after its line was written to the task run's log."""
    get_run_logger().info(report.line())
    return report


@task(
    name="ingest",
    retries=2,
    retry_delay_seconds=5,
    retry_condition_fn=is_source_error,
    cache_policy=NO_CACHE,
    tags=["khabar"],
)
def ingest(home: str, batch_id: str) -> StageReport:
    """Read the inputs into shards; settle which records are new."""
    return told(WORK.ingest(home, batch_id))


@task(name="clean", cache_policy=NO_CACHE, tags=["khabar"])
def clean(home: str, batch_id: str) -> StageReport:
    """Cut into passages, repair, set aside, flag."""
    return told(WORK.clean(home, batch_id))


@task(name="check rows", cache_policy=NO_CACHE, tags=["khabar"])
def check_rows(home: str, batch_id: str) -> StageReport:
    """Hold the expectations against each document, as it came in and as it goes out."""
    return told(WORK.check_rows(home, batch_id))


@task(name="dedupe", cache_policy=NO_CACHE, tags=["khabar"])
def dedupe(home: str, batch_id: str) -> StageReport:
    """Find copies in the batch and in all that is published."""
    return told(WORK.dedupe(home, batch_id))


@task(name="extract", cache_policy=NO_CACHE, tags=["khabar"])
def extract(home: str, batch_id: str) -> StageReport:
    """Find quotes, persons, places, offices and sources."""
    return told(WORK.extract(home, batch_id))


@task(name="check batch", cache_policy=NO_CACHE, tags=["khabar"])
def check_batch(home: str, batch_id: str, counts: Mapping[str, int]) -> StageReport:
    """The gate: contract, counts and expectations over all that goes out."""
    return told(WORK.check_batch(home, batch_id, counts))


@task(name="load", cache_policy=NO_CACHE, tags=["khabar"])
def load(home: str, batch_id: str, state: str, run: Run, stages: Sequence[StageReport]) -> StageReport:
    """Publish the batch as one; of a blocked batch, the record that it was blocked."""
    return told(WORK.load(home, batch_id, state, run, stages))


TASKS = Stages(
    ingest=ingest,
    clean=clean,
    check_rows=check_rows,
    dedupe=dedupe,
    extract=extract,
    check_batch=check_batch,
    load=load,
)


@flow(
    name="news-etl",
    description="Crawled news into a clean, deduplicated, explained warehouse",
    log_prints=False,
    validate_parameters=True,
)
def news_etl(
    inputs: list[str],
    home: str = "khabar-home",
    source: str | None = None,
    outlet: str | None = None,
    mapping: dict[str, str] | None = None,
    runner: str | None = None,
    address: str | None = None,
    workers: int | None = None,
) -> RunOutcome:
    """Take `inputs` (files, folders, globs, or - for standard input) into the warehouse at `home`.

    source, outlet: given by hand, they win over what a record says. mapping: the input's column to khabar's field.
    runner (threads or dask), address (of a Dask scheduler), workers: who does the work, else as khabar.toml says.
    Raises BatchBlockedError where a check blocks the batch, LockedError where another run holds the home too long.
    """
    place = Home(Path(home).absolute())
    run_id = str(flow_run.id or "")
    with (
        sole_publisher(place),
        runner_at_hand(workforce(place, runner=runner, address=address, workers=workers), place),
        begin_run(place, run_id, inputs, source=source, outlet=outlet, mapping=mapping or {}) as run,
    ):
        outcome = run_stages(run, TASKS)
    return shown(outcome)


@contextmanager
def sole_publisher(home: Home) -> Iterator[None]:
    """Hold the home's lock, and say so in the log while another run has it."""
    logger = get_run_logger()

    def on_wait(holder: str) -> None:
        logger.warning("waiting for %s, which is at work on %s", holder, home.root)

    with publisher_lock(home, wait_seconds=LOCK_PATIENCE_SECONDS, on_wait=on_wait):
        yield


def shown(outcome: RunOutcome) -> RunOutcome:
    """`outcome`, after it was put into log and artifacts. Raises BatchBlockedError where a check blocked the batch."""
    logger = get_run_logger()
    for detail in (*outcome.set_aside, *outcome.known_problems):
        logger.warning("set aside: %s", detail)
    _show(outcome)
    if outcome.blocked:
        raise BatchBlockedError(outcome)
    logger.info("%s: %s", outcome.state, ", ".join(f"{name[2:]} {n:,}" for name, n in outcome.counts.items()))
    return outcome


def _show(outcome: RunOutcome) -> None:
    show_stages(outcome.stages)
    if outcome.state != "nothing_new":
        show_rules(next(stage for stage in outcome.stages if stage.stage == "clean"))
        show_promise(outcome.promise, outcome.blocked)
