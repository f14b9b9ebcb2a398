"""Spreads the units of a step over a few task runs, which the task runner at hand does: on threads, or on Dask's workers.

A task run does a group of units, one after the other. It is given strings alone (the home's path, the batch's id, the step
and the units' keys), so it can be done wherever the home can be seen, and again after its worker died: what is finished
is not done twice. It notes how far it is in a file, for the one who waits; no runner tells of a task that is under way.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.tasks import Task

from flows.stages.report import Done, Spread
from flows.stages.units import STEPS, one_by_one
from flows.workers import WorkerError, code_version, prepare, seen_batch
from tasks.batch import Batch
from tasks.shards import ShardReport, this_process
from warehouse.files import write_text
from warehouse.home import Home

LEAST_GROUPS = 4
"""Groups of a step where two workers or more are at work: a few, so that one that got the heavy units is helped."""

_POLL_SECONDS = 0.5
_NOTES = "spread"
_STOP = "stop"


class StoppedError(RuntimeError):
    """The run that asked for this group of units has ended."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Those who do units: how a task run is given to them, and how many units they do at once by now."""

    submit: Callable[[Task[Any, Any], dict[str, Any]], PrefectFuture[list[ShardReport]]]
    n_workers: Callable[[], int]


_AT_HAND: ContextVar[Hands | None] = ContextVar("hands", default=None)


@contextmanager
def at_hand(hands: Hands) -> Iterator[None]:
    """Let `hands` do the units of every step within the block."""
    token = _AT_HAND.set(hands)
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def is_source_error(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task is worth another try: where the source failed (a disk, a network), never where the code did."""
    try:
        state.result(raise_on_failure=True)
    except (OSError, TimeoutError) as error:
        return not isinstance(error, (FileNotFoundError, PermissionError, IsADirectoryError))
    except Exception:  # noqa: BLE001  any other error is the code's, and is shown as it is
        return False
    return False


@task(
    name="units",
    task_run_name="{step} {part}",
    retries=2,
    retry_delay_seconds=5,
    retry_condition_fn=is_source_error,
    cache_policy=NO_CACHE,
    tags=["khabar"],
)
def do_units(
    home: str, batch_id: str, step: str, part: str, keys: Sequence[str], asked_by: str, code: str
) -> list[ShardReport]:
    """Do the units `keys` of a step, one after the other. `part`: which group of how many; `asked_by`, `code`: of the run."""
    if asked_by != this_process():
        prepare(code)
    place = Home(Path(home))
    batch = seen_batch(place, batch_id, step, keys)
    notes, reports = _notes(batch, step), list[ShardReport]()
    for key in keys:
        if (notes / _STOP).exists():
            raise StoppedError(f"{step} {part}: the run has ended; {len(reports)} of {len(keys)} units are done")
        reports.append(STEPS[step](place, batch, key))
        write_text(notes / part.partition("/")[0], str(len(reports)))
    again = sum(report.reused for report in reports)
    seconds = sum(report.seconds for report in reports if not report.reused)
    get_run_logger().info("%s %s: %d units, %d of them done before, %.1f s", step, part, len(reports), again, seconds)
    return reports


def spread_by_runner(home: Home, batch: Batch) -> Spread:
    """The units of each step, done by the task runner at hand; without one, here, one after the other."""
    hands = _AT_HAND.get()
    if hands is None:
        return one_by_one(home, batch)

    def spread(step: str, keys: Sequence[str], done: Done) -> Iterator[ShardReport]:
        if len(keys) < 2:  # nothing to spread
            yield from one_by_one(home, batch)(step, keys, done)
            return
        notes = _notes(batch, step)
        for old in notes.glob("*"):
            old.unlink()
        common = {"home": str(home.root), "batch_id": batch.id, "step": step}
        common |= {"asked_by": this_process(), "code": code_version()}
        groups = grouped(keys, hands.n_workers())
        futures: list[PrefectFuture[list[ShardReport]]] = []
        try:
            for number, group in enumerate(groups, start=1):
                given = common | {"part": f"{number}/{len(groups)}", "keys": group}
                futures.append(hands.submit(do_units, given))
            yield from _awaited(futures, notes, done)
        except BaseException:
            write_text(notes / _STOP, "")  # who is at work ends with the unit in hand
            raise
        done(len(keys))

    return spread


def _awaited(futures: Sequence[PrefectFuture[list[ShardReport]]], notes: Path, done: Done) -> Iterator[ShardReport]:
    """The reports of all groups in order; while they are at work, `done` is told how far they are."""
    furthest = 0
    for future in futures:
        while not future.wrapped_future.done():  # type: ignore[attr-defined]
            future.wait(timeout=_POLL_SECONDS)
            furthest = max(furthest, sum(int(note.read_text() or 0) for note in notes.glob("[0-9]*")))
            done(furthest)
        yield from _result(future)


def _result(future: PrefectFuture[list[ShardReport]]) -> list[ShardReport]:
    """The reports of a group. Raises WorkerError where Dask gave it up, since workers died of it again and again."""
    try:
        return future.result()
    except Exception as error:
        if type(error).__name__ != "KilledWorker":  # Dask's: an extra, which need not be there to be named
            raise
        raise WorkerError(
            "one worker after the other died over the same shards, most likely because memory ran out: let fewer of them "
            "work on a machine; a run that is started again goes on with what is done"
        ) from error


def _notes(batch: Batch, step: str) -> Path:
    """The folder in which the groups of a step note how many of their units are done."""
    return batch.folder / _NOTES / step


def grouped(keys: Sequence[str], n_workers: int) -> list[list[str]]:
    """`keys` in order, in as many groups of nearly one size as keep the workers busy, and no more.

    >>> grouped(["a", "b", "c", "d", "e"], 1), grouped(["a", "b", "c", "d", "e"], 2)
    ([['a', 'b', 'c', 'd', 'e']], [['a', 'b'], ['c'], ['d'], ['e']])
    """
    n = min(len(keys), 1 if n_workers <= 1 else max(LEAST_GROUPS, n_workers))
    size, more = divmod(len(keys), n) if n else (0, 0)
    starts = [number * size + min(number, more) for number in range(n + 1)]
    return [list(keys[start:end]) for start, end in pairwise(starts)]
