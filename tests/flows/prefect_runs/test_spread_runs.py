"""Who does the work makes no difference: this process, its threads, processes of Dask's, or a cluster whose worker dies."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask_killer
import psutil
import pytest
from driving import drive
from prefect_server import Server
from warm_khabar import WarmKhabar
from whole_tables import Tables, tables_of

from warehouse.home import Home
from warehouse.tables import TABLES

SAMPLES = [
    str(Path(__file__).resolve().parents[3] / "flows" / "samples" / name)
    for name in ("wire", "crawl.jsonl", "pages", "archive.csv")
]
SMALL_SHARDS = "[ingest]\nshard_mb = 0.02\n"
PATIENCE = 400
"""Seconds for a run with worker processes, each of which imports all there is: half a minute where nobody else is at work."""
STEPS = ("ingest", "clean", "check rows", "sign", "extract")


def _home(folder: Path) -> Home:
    folder.mkdir()
    (folder / "khabar.toml").write_text(SMALL_SHARDS, encoding="utf-8")
    return Home(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """All tables after a run that does one unit after the other."""
    home = _home(tmp_path_factory.mktemp("plain") / "home")
    outcome = drive(home, *SAMPLES)
    assert next(stage.n_shards for stage in outcome.stages if stage.stage == "clean") == 3
    return tables_of(home)


def _different(home: Home, plain: Tables) -> list[str]:
    found = tables_of(home)
    return [name for name in TABLES if found[name] != plain[name]]


@pytest.mark.timeout(170)
def test_threads_publish_the_same_and_their_task_runs_can_be_read(
    server: Server, khabar: WarmKhabar, plain: Tables, tmp_path: Path
) -> None:
    """Two threads: all tables are equal row by row; in the API each group of shards is a task run named by step and part."""
    home = _home(tmp_path / "home")

    done = khabar("run", *SAMPLES, "--workers", "2", "--home", str(home.root))

    assert (done.returncode, _different(home, plain)) == (0, []), done.stderr
    run = _run_of(server, home)
    tasks = server.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    assert {f"{step} {n}/3" for step in STEPS for n in (1, 2, 3)} <= {task["name"] for task in tasks}
    assert {task["state_name"] for task in tasks} == {"Completed"}
    artifacts = server.ask("artifacts/filter", {"flow_runs": {"id": {"any_": [run]}}})
    assert {a["data"] for a in artifacts if a["type"] == "progress"} == {100.0}


@pytest.mark.timeout(2 * PATIENCE)
def test_processes_publish_the_same_and_leave_nothing_behind(khabar: WarmKhabar, plain: Tables, tmp_path: Path) -> None:
    """Dask with two worker processes of our own: equal tables, nothing said that is not khabar's, no process left."""
    home, mark = _home(tmp_path / "home"), uuid.uuid4().hex

    words = ("run", *SAMPLES, "--runner", "dask", "--workers", "2", "--home", str(home.root))
    done = khabar(*words, KHABAR_TEST_MARK=mark)

    assert (done.returncode, _different(home, plain)) == (0, []), done.stderr
    assert re.fullmatch(r"\s*done in [0-9.]+ s\s*", done.stderr)
    assert _left_of(mark) == []


def _left_of(mark: str) -> list[psutil.Process]:
    """The processes that carry the mark; who is on the way out is given the time to go."""
    for _ in range(60):
        left = [process for process in psutil.process_iter() if _carries(process, mark)]
        if not left:
            break
        time.sleep(0.5)
    return left


@pytest.mark.timeout(2 * PATIENCE)
def test_a_worker_that_is_killed_is_survived(khabar: WarmKhabar, cluster: str, plain: Tables, tmp_path: Path) -> None:
    """A cluster that was there: a worker dies by SIGKILL in the midst of a shard, another does it, the tables are equal."""
    home = _home(tmp_path / "home")

    done = khabar("run", *SAMPLES, "--address", cluster, "--home", str(home.root))

    assert (done.returncode, _different(home, plain)) == (0, []), done.stderr
    assert (tmp_path / "killed").exists()


@pytest.fixture
def cluster(khabar: WarmKhabar, tmp_path: Path) -> Iterator[str]:
    """The address of a Dask cluster with two worker processes, of which the first to clean a shard is killed."""
    told = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(told), "--no-dashboard"]
    worker = ["worker", *common, "--nthreads", "1", "--no-nanny", "--preload", dask_killer.__file__]
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", *common]
    environment = {dask_killer.MARK: str(tmp_path / "killed"), "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}
    started = [
        khabar.begin("dask", *words, log=tmp_path / "dask.log", **environment) for words in (scheduler, worker, worker)
    ]
    try:
        yield _address(told)
    finally:
        for process in reversed(started):
            khabar.end(process)


def _address(told: Path) -> str:
    """Where the scheduler listens, once both workers are with it."""
    from distributed import Client

    for _ in range(600):
        if told.exists() and told.stat().st_size:
            break
        time.sleep(0.1)
    address = str(json.loads(told.read_text(encoding="utf-8"))["address"])
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return address


def _run_of(server: Server, home: Home) -> str:
    runs: list[dict[str, Any]] = server.ask("flow_runs/filter", {"limit": 100})
    return str(next(run["id"] for run in runs if str(home.root) in json.dumps(run["parameters"])))


def _carries(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get("KHABAR_TEST_MARK") == mark
    except psutil.Error:
        return False
