"""Dask's workers: processes on this machine that live as long as the run, or a cluster that is there. Dask is imported here alone.

Dask is an extra: who never asks for it need not have it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flows.workers import code_version, trouble
from flows.workforce import RunnerError, Workforce
from warehouse.home import Home

PATIENCE_SECONDS = 15
"""How long a scheduler, or a worker that is asked how it is, may take to answer."""

WORKER_BYTES = 2 * 1024**3
"""Memory for each worker process of our own: what the libraries take, and a shard in work."""

INSTALL = "the runner dask needs Dask, which is not installed; in khabar's folder: pip install -e '.[dask]'"


def look_for(workforce: Workforce) -> None:
    """Whether the workforce is to be had, before a run begins with it. Raises RunnerError."""
    distributed = _distributed()
    if workforce.address:
        _connected(distributed, workforce.address).close()


@contextmanager
def cluster_of(workforce: Workforce, home: Home, api: str) -> Iterator[Any]:
    """Where Dask's client connects to: an address, or a cluster of our own that ends with the block. Raises RunnerError.

    `api`: of Prefect, which the workers of a cluster that is there must reach, as they must see the home.
    """
    distributed = _distributed()
    if workforce.address is None:
        with _processes(workforce.workers) as cluster:
            yield cluster
        return
    with _connected(distributed, workforce.address) as client:
        _ask(client, home, api)
    yield workforce.address


def n_at_once(client: Any) -> int:
    """How many units the client's workers do at once, as many as there are by now."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return sum(worker["nthreads"] for worker in workers.values())


def _distributed() -> Any:
    try:
        import distributed
        import prefect_dask  # noqa: F401
    except ModuleNotFoundError as error:
        raise RunnerError(INSTALL) from error
    return distributed


def _connected(distributed: Any, address: str) -> Any:
    """A client of the scheduler at `address`, which has workers. Raises RunnerError."""
    try:
        client = distributed.Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        told = f"no Dask scheduler answers at {address}; `dask scheduler` starts one and says its address"
        raise RunnerError(told) from error
    if not n_at_once(client):
        client.close()
        told = f"the Dask cluster at {address} has no workers; `dask worker {address} --nthreads 1` starts one"
        raise RunnerError(told)
    return client


def _ask(client: Any, home: Home, api: str) -> None:
    """Ask each worker whether it can work for this run. Raises RunnerError with what the first one lacks."""
    answers = client.run(trouble, str(home.root), code_version(), api, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, ModuleNotFoundError):
            raise RunnerError(f"the Dask worker {worker} has no khabar: {answer}; install this version there")
        if answer is not None:
            raise RunnerError(f"the Dask worker {worker} {answer}")


@contextmanager
def _processes(n_workers: int | None) -> Iterator[Any]:
    """Worker processes on this machine, each with its share of the cores."""
    import dask
    import distributed
    from dask.system import CPU_COUNT
    from distributed.system import MEMORY_LIMIT

    n = n_workers or max(1, min(CPU_COUNT, MEMORY_LIMIT // WORKER_BYTES))
    share = {"distributed.nanny.pre-spawn-environ.POLARS_MAX_THREADS": max(1, CPU_COUNT // n)}
    # A shard bounds the memory of a worker; Dask's own bound would kill one for a peak that passes.
    options = {"threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None, "silence_logs": "CRITICAL"}
    with dask.config.set(share), distributed.LocalCluster(n_workers=n, processes=True, **options) as cluster:
        yield cluster
