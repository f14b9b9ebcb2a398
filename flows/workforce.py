"""Who does the units of work of a run, as a person says it: threads of this process, or the workers of a Dask cluster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

THREADS, DASK = "threads", "dask"
RUNNERS = (THREADS, DASK)
RUN_KEYS = ("runner", "address", "workers")
NOT_SAID: Mapping[str, Any] = dict.fromkeys(RUN_KEYS)


class RunnerError(ValueError):
    """The workers that were asked for are not to be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """`address`: of a Dask scheduler that is there; without one, Dask's workers are `workers` processes of our own. None: as many as fit."""

    runner: str = THREADS
    address: str | None = None
    workers: int | None = None


def workforce_of(said: Mapping[str, Any], written: Mapping[str, Any]) -> Workforce:
    """What was `said` of this run (None: nothing), and else what is `written` in the settings. Raises RunnerError.

    >>> workforce_of({"address": "tcp://10.0.0.1:8786"}, {}).runner
    'dask'
    >>> workforce_of({"runner": "threads"}, {"address": "tcp://10.0.0.1:8786"})
    Workforce(runner='threads', address=None, workers=None)
    """
    given = {key: value for key, value in said.items() if value is not None}
    overruled = (
        {"runner", "workers"} if "address" in given else {"address"} if given.get("runner") == THREADS else set()
    )
    found = {key: value for key, value in written.items() if key not in overruled} | given
    runner = found.get("runner") or (DASK if found.get("address") else THREADS)
    if wrong := list(wrong_run(found)):
        raise RunnerError("; ".join(wrong))
    return Workforce(runner, found.get("address"), found.get("workers"))


def wrong_run(run: object) -> Iterator[str]:
    """What is wrong with the section [run], in words."""
    if not isinstance(run, dict):
        yield "run must be a section: write [run]"
        return
    for key in sorted(set(run) - set(RUN_KEYS)):
        yield f"[run] has no {key}; it has {', '.join(RUN_KEYS)}"
    runner, address, workers = (run.get(key) for key in RUN_KEYS)
    if runner is not None and runner not in RUNNERS:
        yield f"runner must be {' or '.join(RUNNERS)}, not {runner}"
    if address is not None and not (isinstance(address, str) and address):
        yield 'address must be that of a Dask scheduler, as in "tcp://10.0.0.1:8786"'
    if address is not None and runner == THREADS:
        yield "address is for the runner dask, not for threads"
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        yield "workers must be a number of at least 1"
    if workers is not None and address is not None:
        yield f"workers is for workers of our own; the cluster at {address} has those that it has"
