"""A program that has runs killed and then runs them again: `python killing.py PLAN`, a JSON list of [home, inputs, points]; inputs null: a reprocess.

Everything is imported and looked up once; each run is a process of its own, which ends by SIGKILL at its point: no exit handler, no
`finally`, no flush. The points are made here, by putting a killer in the place of a function; the product knows none.

The points of a home follow each other as a run comes to them: each kill hits the run that goes on after the one before, which
has to get farther than that, and what a kill breaks stays broken until the end. After each it is looked whether readers
still see what was published; after the last the command is run once more, to its end.
"""

import json
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from driving import drive, drive_reprocess
from warming import warm_up

import expectations.data_docs
import expectations.suite
import flows.run
import flows.stages.checking
import flows.stages.comparing
import flows.stages.loading
import flows.stages.reading
import tasks.dedupe.linking
import tasks.ingest.stage
import tasks.reprocess.reread
import tasks.shards
import warehouse.publish
from warehouse.files import sha256
from warehouse.home import Home
from warehouse.manifest import read_manifest

SHARD_BYTES = 400
"""So that a few articles make several shards."""


def _die(*_: Any, **__: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("SIGKILL was survived")


def _within(owner: Any, name: str, calls_before: int = 0) -> None:
    """Kill inside the call of `owner.name` that follows so many others: its work is begun and not finished."""
    real, done = getattr(owner, name), [0]

    def dying(*arguments: Any, **options: Any) -> Any:
        if done[0] == calls_before:
            _die()
        done[0] += 1
        return real(*arguments, **options)

    setattr(owner, name, dying)


def _after(owner: Any, name: str) -> None:
    """Kill when `owner.name` has done its work and before anybody hears of it."""
    real = getattr(owner, name)

    def dying(*arguments: Any, **options: Any) -> Any:
        real(*arguments, **options)
        _die()

    setattr(owner, name, dying)


def _at_rename(target: str) -> None:
    """Kill before the rename that puts the file named `target` in its place, with the temporary file on the disk."""
    real = Path.replace

    def dying(self: Path, to: Path) -> Path:
        return _die() if Path(to).name == target else real(self, to)

    Path.replace = dying  # type: ignore[method-assign,assignment]


def _at_report(stage: str) -> None:
    """Kill when a shard of `stage` has all its outputs but not the report that says that it is done."""
    shards: Any = tasks.shards
    real = shards.write_text

    def dying(path: Path, text: str) -> None:
        if stage in (path.parent.name.partition(shards.MAKING)[0], path.parent.parent.name):
            _die()
        real(path, text)

    shards.write_text = dying


POINTS: dict[str, Callable[[], None]] = {
    "before the batch is known": lambda: _at_rename("batch.json"),
    "ingest": lambda: _within(tasks.ingest.stage, "read_files", 1),
    "ingest, at its end": lambda: _at_report("settle"),
    "clean": lambda: _within(flows.stages.reading, "clean"),
    "check rows": lambda: _at_report("check"),
    "sign": lambda: _within(flows.stages.comparing, "sign_shard", 1),
    "settle current, at its end": lambda: _at_report("current"),
    "find candidates": lambda: _within(flows.stages.comparing, "find_candidates"),
    "verify": lambda: _within(tasks.dedupe.linking, "changes"),
    "verify, at its end": lambda: _at_report("links-0"),
    "group": lambda: _within(flows.stages.comparing, "group_copies"),
    "extract": lambda: _at_report("extract"),
    "check batch": lambda: _after(flows.stages.checking, "outputs"),
    "load": lambda: _after(flows.stages.loading, "_ops_tables"),
    "publish, files half brought in": lambda: _within(warehouse.publish, "_bring_in", 5),
    "publish, before the manifest": lambda: _at_rename("manifest.json"),
    "publish, before the catalogue": lambda: _at_rename("warehouse.duckdb"),
    "publish, before the ledger": lambda: _within(flows.run, "record_run"),
    "publish, before tidying": lambda: _within(flows.run, "_tidy"),
}
"""Where a run is killed, and how."""

AGAIN: dict[str, Callable[[], None]] = {
    "reread": lambda: _within(tasks.reprocess.reread, "clean"),
    "reread, at its end": lambda: _at_report("settle"),
    **{
        name: POINTS[name]
        for name in ("clean", "extract", "publish, before the manifest", "publish, before the catalogue")
    },
}
"""Where a reprocess is killed."""


def _in_a_process_of_its_own(work: Callable[[], None]) -> int:
    """How a child that does `work` ends: 0, or minus the signal that killed it, or 3 after an exception."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(3)


def _killed_and_run_again(home: Home, inputs: list[str] | None, points: list[str]) -> dict[str, Any]:
    """How each run ends that is killed, whether readers see the same as before, and the state of the run after the last."""

    def driven() -> str:
        return (drive_reprocess(home) if inputs is None else drive(home, *inputs)).state

    def killed_at(point: str) -> Callable[[], None]:
        def run() -> None:
            (AGAIN if inputs is None else POINTS)[point]()
            driven()

        return run

    def again() -> None:
        told.write_text(driven(), encoding="utf-8")

    told, ends = home.root.with_suffix(".state"), {}
    named, before = read_manifest(home), home.catalogue.read_bytes()
    for point in points:
        code = _in_a_process_of_its_own(killed_at(point))
        kept = all(sha256(home.lake / file.path) == file.sha256 for file in named.files)
        ends[point] = (code, kept and home.catalogue.read_bytes() == before)
    done = _in_a_process_of_its_own(again) == 0
    return {"ends": ends, "state": told.read_text(encoding="utf-8") if done else "failed"}


def main(plan: Path) -> None:
    """Begin, kill and repeat the runs of each home of the plan, a few homes at a time; print by home what became of it, as JSON."""
    tasks.ingest.stage.SHARD_BYTES = SHARD_BYTES
    docs: Any = expectations.data_docs
    docs.build_docs = lambda _: Path("not built")  # as in the runs they are compared with
    warm_up()
    runs = json.loads(plan.read_text(encoding="utf-8"))
    n_workers = min(2, os.cpu_count() or 1)
    parts = [plan.with_suffix(f".{number}") for number in range(n_workers)]

    def work(number: int) -> None:
        mine = {
            home: _killed_and_run_again(Home(Path(home)), inputs, points)
            for home, inputs, points in runs[number::n_workers]
        }
        parts[number].write_text(json.dumps(mine), encoding="utf-8")

    # Threads that only wait for a child would do, but a process with threads must not fork.
    workers = [multiprocessing.get_context("fork").Process(target=work, args=(number,)) for number in range(n_workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found: dict[str, Any] = {}
    for part in parts:
        found |= json.loads(part.read_text(encoding="utf-8"))
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
