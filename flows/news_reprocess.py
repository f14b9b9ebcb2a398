"""The flow news-reprocess: what is published is cleaned again by the present rules, and what comes out otherwise goes on
through the same stages, and is published as new rows."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.artifacts import stage_progress
from flows.news_etl import TASKS, shown, sole_publisher, told
from flows.run import RunOutcome, begin_reprocess
from flows.runners import runner_at_hand
from flows.sequence import plain_reprocess, run_stages
from flows.settings import workforce
from flows.spreading import spread_by_runner
from flows.stages.report import StageReport
from tasks.selection import Selection
from warehouse.home import Home


@task(name="reread", cache_policy=NO_CACHE, tags=["khabar"])
def reread(home: str, batch_id: str) -> StageReport:
    """Clean what is published again, and find what comes out otherwise."""
    return told(plain_reprocess(stage_progress, spread_by_runner).ingest(home, batch_id))


@flow(
    name="news-reprocess",
    description="Published news cleaned again by the present rules; what changed is published as new rows",
    log_prints=False,
    validate_parameters=True,
)
def news_reprocess(
    home: str = "khabar-home",
    source: str | None = None,
    outlet: str | None = None,
    since: datetime | None = None,
    rule: str | None = None,
    runner: str | None = None,
    address: str | None = None,
    workers: int | None = None,
) -> RunOutcome:
    """Clean the documents at `home` again: all, or those of a source or outlet, taken in `since`, or touched by a rule.

    runner (threads or dask), address (of a Dask scheduler), workers: who does the work, else as khabar.toml says.

    Raises BatchBlockedError where a check blocks the batch, LockedError where another run holds the home too long.
    """
    place = Home(Path(home).absolute())
    selection = Selection(source, outlet, since, rule)
    with (
        sole_publisher(place),
        runner_at_hand(workforce(place, runner=runner, address=address, workers=workers), place),
        begin_reprocess(place, str(flow_run.id or ""), selection) as run,
    ):
        outcome = run_stages(run, replace(TASKS, ingest=reread))
    return shown(outcome)
