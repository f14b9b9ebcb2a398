"""Dask's workers: processes on this machine that live as long as the run, or a cluster that is there. Dask is imported here alone.

Dask is an extra: who never asks for it need not have it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

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
    _need_dask()
    if workforce.address is None:
        return
    try:
        n_workers = asyncio.run(_greeted(workforce.address))
    except (OSError, ValueError, TimeoutError) as error:
        told = f"no Dask scheduler answers at {workforce.address} ({str(error) or 'no answer'})"
        raise RunnerError(f"{told}; `dask scheduler` starts one and says its address") from error
    if not n_workers:
        told = f"the Dask cluster at {workforce.address} has no workers"
        raise RunnerError(f"{told}; `dask worker {workforce.address} --nthreads 1` starts one")


async def _greeted(address: str) -> int:
    """How many workers the scheduler at `address` has. Dask's client would wait for ever for one that is none."""
    from distributed.core import rpc

    place = urlsplit(address if "://" in address else f"tcp://{address}")
    async with asyncio.timeout(PATIENCE_SECONDS):
        # Where nobody listens Dask asks again until the time is up.
        _, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.close()
        scheduler = rpc(address)
        try:
            return len((await scheduler.identity(n_workers=-1))["workers"])
        finally:
            await scheduler.close_rpc()


@contextmanager
def cluster_of(workforce: Workforce, home: Home, api: str) -> Iterator[Any]:
    """Where Dask's client connects to: an address, or a cluster of our own that ends with the block. Raises RunnerError.

    `api`: of Prefect, which the workers of a cluster that is there must reach, as they must see the home.
    """
    look_for(workforce)
    if workforce.address is None:
        with _processes(workforce.workers) as cluster:
            yield cluster
        return
    from distributed import Client

    with Client(workforce.address, set_as_default=False) as client:
        _ask(client, home, api)
    yield workforce.address


def n_at_once(client: Any) -> int:
    """How many units the client's workers do at once, as many as there are by now."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return sum(worker["nthreads"] for worker in workers.values())


def _need_dask() -> None:
    try:
        import distributed  # noqa: F401
        import prefect_dask  # noqa: F401
    except ModuleNotFoundError as error:
        raise RunnerError(INSTALL) from error


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
    # Any free port: Dask's own is taken where two runs are at work.
    options = {
        "threads_per_worker": 1,
        "memory_limit": 0,
        "dashboard_address": "127.0.0.1:0",
        "silence_logs": "CRITICAL",
    }
    with dask.config.set(share), distributed.LocalCluster(n_workers=n, processes=True, **options) as cluster:
        yield cluster
