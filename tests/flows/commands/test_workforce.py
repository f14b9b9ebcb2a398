"""Asking for workers that are not to be had, or that cannot do the work: told in one line, before anything begins."""

import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from distributed import LocalCluster

from flows.cluster import cluster_of
from flows.workers import WorkerError, code_version, prepare, seen_batch, trouble
from flows.workforce import RunnerError, Workforce
from tasks.batch import open_batch
from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from warehouse.home import Home
from warehouse.manifest import read_manifest

Typed = tuple[int, str, str]
NOBODY = "tcp://127.0.0.1:9"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--address", NOBODY), f"no Dask scheduler answers at {NOBODY}"),
        (("--address", "nonsense"), "no Dask scheduler answers at nonsense"),
        (("--address", NOBODY, "--workers", "2"), "workers is for workers of our own"),
        (("--runner", "threads", "--address", NOBODY), "address is for the runner dask"),
        (("--runner", "ray"), "'ray' is not one of 'threads', 'dask'"),
        (("--workers", "0"), "--workers"),
    ],
)
@pytest.mark.parametrize("command", [("run", "news.txt"), ("reprocess",)], ids=" ".join)
def test_workers_that_are_not_to_be_had(
    khabar: Callable[..., Typed], command: tuple[str, ...], words: tuple[str, ...], told: str
) -> None:
    """Exit code 2 and one line that says why, before Prefect is started."""
    code, out, err = khabar(*command, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_a_port_that_is_no_dask_is_told(khabar: Callable[..., Typed], monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask's client would wait for ever for a scheduler that never speaks."""
    monkeypatch.setattr("flows.cluster.PATIENCE_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        code, _, err = khabar("run", "news.txt", "--address", address)
    assert (code, f"no Dask scheduler answers at {address} (no answer)" in err) == (2, True)


def test_without_dask_the_line_that_installs_it_is_told(
    khabar: Callable[..., Typed], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask is an extra: who asks for it without having it gets exit code 2 and what to type."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = khabar("run", "news.txt", "--runner", "dask")
    assert (code, "pip install -e '.[dask]'" in err) == (2, True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A Dask cluster with one worker, a thread of this process."""
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=False, protocol="tcp", **options) as cluster:
        yield cluster.scheduler_address


def test_a_worker_that_does_not_see_the_home_is_told(address: str, tmp_path: Path) -> None:
    """Before a run begins each worker is asked; the message names worker and folder, and says what storage is needed."""
    home = Home(tmp_path / "elsewhere")
    with (
        pytest.raises(RunnerError, match=f"Dask worker tcp://.* does not see the home {home.root}: .* all workers see"),
        cluster_of(Workforce("dask", address), home, "http://127.0.0.1:9/api"),
    ):
        pass


def test_what_a_worker_lacks_is_told(tmp_path: Path) -> None:
    """The home, the same code, or a way to Prefect's API."""
    home, api = str(tmp_path), "http://127.0.0.1:9/api"
    assert "does not see the home /nowhere" in str(trouble("/nowhere", code_version(), api))
    assert "runs other code of khabar" in str(trouble(home, "other", api))
    assert "does not reach Prefect's API at http://127.0.0.1:9/api" in str(trouble(home, code_version(), api))
    with pytest.raises(WorkerError, match="runs other code of khabar"):
        prepare("other")


def test_a_worker_that_joins_later_says_what_it_does_not_see(tmp_path: Path) -> None:
    """Before it does a unit a worker looks for the batch's folder and for the files that the unit reads."""
    home, news = Home(tmp_path / "home"), tmp_path / "news.txt"
    news.write_text("A harbour opened on Tuesday.", encoding="utf-8")
    files, problems = plan_inputs([str(news)], spool=tmp_path / "spool", stdin=None)
    manifest = read_manifest(home)
    batch = open_batch(home, manifest, files, problems, IngestOptions(), now=datetime.now(UTC))
    assert seen_batch(home, batch.id, "ingest", ["00000"]).id == batch.id
    news.unlink()
    with pytest.raises(WorkerError, match=r"does not see the input .*news\.txt: it must lie on storage"):
        seen_batch(home, batch.id, "ingest", ["00000"])
    assert seen_batch(home, batch.id, "clean", ["00000-0000"]).id == batch.id
    with pytest.raises(WorkerError, match=r"does not see .*nosuch: it must lie on storage that all workers see"):
        seen_batch(home, "nosuch", "clean", ["00000-0000"])
