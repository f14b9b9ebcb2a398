"""Prefect's task runner for a run: threads of this process, or Dask's workers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner

from flows.cluster import cluster_of, look_for, n_at_once
from flows.spreading import Hands, at_hand
from flows.workforce import DASK, Workforce
from warehouse.home import Home

N_THREADS = 1
"""Of this process, unless said otherwise. Columns use all cores already, and what is left waits for Python's lock: of 21,000
articles on two cores, two threads took 14 % more processor time and 25 % more memory than one, and no less time."""


@contextmanager
def runner_at_hand(workforce: Workforce, home: Home) -> Iterator[None]:
    """Start the task runner, let it do the units of work within the block, and stop it. Raises RunnerError."""
    with _dask(workforce, home) if workforce.runner == DASK else _threads(workforce) as hands, at_hand(hands):
        yield


@contextmanager
def _threads(workforce: Workforce) -> Iterator[Hands]:
    n_workers = workforce.workers or N_THREADS
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=n_workers)
    with runner:
        yield Hands(runner.submit, lambda: n_workers)


@contextmanager
def _dask(workforce: Workforce, home: Home) -> Iterator[Hands]:
    look_for(workforce)  # now, and not when it is needed
    from prefect_dask import DaskTaskRunner

    with _one_api() as api, ExitStack() as stack:

        @cache
        def runner() -> Any:  # started when there is something to spread: processes take seconds to begin
            cluster = stack.enter_context(cluster_of(workforce, home, api))
            where = {"address": cluster} if isinstance(cluster, str) else {"cluster": cluster}
            return stack.enter_context(DaskTaskRunner(**where))

        yield Hands(
            lambda task, given: runner().submit(task, given),
            lambda: n_at_once(runner().client),
        )


@contextmanager
def _one_api() -> Iterator[str]:
    """The URL of Prefect's API, which workers are told, too: without it each would start a server of its own."""
    from prefect.server.api.server import SubprocessASGIServer

    if url := PREFECT_API_URL.value():
        yield url
        return
    server: Any = SubprocessASGIServer()  # the one that Prefect started for this run
    with temporary_settings({PREFECT_API_URL: server.api_url}):
        yield server.api_url
