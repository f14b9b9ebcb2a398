"""Spreading the units of a step over groups: their cut, order, progress, and what happens where one fails."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from distributed.scheduler import KilledWorker

from flows import spreading
from flows.spreading import Hands, at_hand, grouped, spread_by_runner
from flows.stages.report import StageClock
from flows.workers import WorkerError
from tasks.shards import ShardReport, this_process
from warehouse.home import Home


class _Batch:
    """As much of a batch as spreading needs."""

    def __init__(self, folder: Path) -> None:
        self.id, self.folder = "b", folder


class _Future:
    """A task run that is done by a thread, as Prefect's futures show it."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped_future = wrapped

    def wait(self, timeout: float) -> None:
        try:
            self.wrapped_future.exception(timeout)
        except TimeoutError:
            return

    def result(self) -> Any:
        return self.wrapped_future.result()


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Batch:
    """A batch whose folder every worker sees; task runs log to a logger of their own."""
    found = _Batch(tmp_path / "work" / "b")
    monkeypatch.setattr(spreading, "seen_batch", lambda *_: found)
    monkeypatch.setattr(spreading, "get_run_logger", lambda: logging.getLogger("test"))
    monkeypatch.setattr(spreading, "_POLL_SECONDS", 0.01)
    return found


@pytest.fixture
def hands() -> Iterator[Hands]:
    """Two threads."""
    with ThreadPoolExecutor(2) as pool:
        yield Hands(lambda task, given: _Future(pool.submit(task.fn, **given)), lambda: 2)  # type: ignore[arg-type,return-value]


def _step(work: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []

    def unit(_home: Home, _batch: Any, key: str) -> ShardReport:
        work(key)
        done.append(key)
        return ShardReport(key, {})

    monkeypatch.setattr(spreading, "STEPS", {"try": unit})
    return done


def _spread(batch: _Batch, hands: Hands, keys: Sequence[str], told: list[int]) -> list[str]:
    with at_hand(hands):
        spread = spread_by_runner(Home(batch.folder.parent.parent), batch)  # type: ignore[arg-type]
        return [report.version for report in spread("try", keys, told.append)]


@pytest.mark.parametrize(
    ("n_keys", "n_workers", "sizes"),
    [(0, 2, []), (1, 2, [1]), (5, 1, [5]), (5, 2, [2, 1, 1, 1]), (3, 8, [1, 1, 1]), (20, 8, [3, 3, 3, 3, 2, 2, 2, 2])],
)
def test_groups_are_few_and_of_one_size(n_keys: int, n_workers: int, sizes: list[int]) -> None:
    """All keys stand in the groups, in order; one worker gets one group, more get at least four, as many as they are."""
    keys = [f"{n:02d}" for n in range(n_keys)]
    groups = grouped(keys, n_workers)
    assert ([key for group in groups for key in group], [len(group) for group in groups]) == (keys, sizes)


def test_reports_come_in_order_and_progress_only_grows(
    batch: _Batch, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever group is done first, reports stand in the order of their keys, and the last word is that all are done."""
    keys, told = [f"{n:02d}" for n in range(40)], list[int]()
    done = _step(lambda _key: None, monkeypatch)
    assert _spread(batch, hands, keys, told) == keys
    assert (sorted(done), told == sorted(told), told[-1]) == (keys, True, 40)


def test_one_unit_is_done_here(batch: _Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is nothing to spread nobody is asked, and no worker need be started."""
    hands = Hands(lambda *_: pytest.fail("asked"), lambda: pytest.fail("asked"))
    told: list[int] = []
    monkeypatch.setattr("flows.stages.units.STEPS", {"try": lambda *_: ShardReport("here", {})})
    assert (_spread(batch, hands, ["only"], told), told) == (["here"], [1])


def test_where_one_fails_the_others_end_with_the_unit_in_hand(
    batch: _Batch, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error of the unit is raised, groups that have not begun do nothing, and what is done stays done."""

    def work(key: str) -> None:
        if key == "00":
            raise ValueError("unit 00 is broken")

    keys, told = [f"{n:02d}" for n in range(4000)], list[int]()
    done = _step(work, monkeypatch)
    with pytest.raises(ValueError, match="unit 00 is broken"):
        _spread(batch, hands, keys, told)
    assert len(done) < len(keys) - 1000


def test_workers_that_die_again_and_again_are_told(
    batch: _Batch, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask gives up after some deaths; a person hears of memory, not of Dask's insides."""

    def work(_key: str) -> None:
        raise KilledWorker("task", None, 3)

    _step(work, monkeypatch)
    with pytest.raises(WorkerError, match="one worker after the other died"):
        _spread(batch, hands, ["00", "01"], [])


def test_processor_time_of_other_processes_counts_once() -> None:
    """Units of this process are in its own time; those of others add theirs, unless they were done before."""
    clock = StageClock("try", lambda *_: None, 4)
    for process, seconds, reused in (
        (this_process(), 50, False),
        ("a:1", 7, False),
        ("a:1", 9, True),
        ("b:1", 2, False),
    ):
        clock.add(ShardReport("v", {}, cpu_seconds=seconds, reused=reused, process=process))
    assert clock.report(1, 1).cpu_seconds == pytest.approx(9, abs=0.5)
