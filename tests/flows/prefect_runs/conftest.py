"""A Prefect server of the tests' own, started once and stopped after the last of them, with `khabar serve` beside the first."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from prefect_server import Server
from warm_khabar import WarmKhabar

REPOSITORY = Path(__file__).resolve().parents[3]
_AT_WORK = ExitStack()
SAMPLES = REPOSITORY / "flows" / "samples"
_PATIENCE_SECONDS = 150
_NOT_NEEDED = (
    *("EVENT_PERSISTER", "TRIGGERS", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS"),
    *("REPOSSESSOR", "CANCELLATION_CLEANUP", "CLEANUP_RECONCILER"),
)
"""Services of the server that nothing here asks for; each looks into its database every few seconds."""


@contextmanager
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Prefect server on a free port, with a database of its own."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _NOT_NEEDED},
        "PYTHONPATH": str(REPOSITORY),
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = (home / "server.log").open("wb")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(f"{api}/health", process)
        yield Server(api, environment | {"PREFECT_API_URL": api})
    finally:
        _stop(process)
        log.close()


class Served:
    """A home that `khabar serve` fills from its inbox every minute, until a run of the schedule has completed."""

    def __init__(self, server: Server, khabar: WarmKhabar, folder: Path) -> None:
        self.home, self.log, self.completed = folder / "home", folder / "serve.log", False
        self._server, self._khabar = server, khabar
        (self.home / "inbox").mkdir(parents=True)
        shutil.copy(SAMPLES / "crawl.jsonl", self.home / "inbox")
        self._process = khabar.begin("khabar", "serve", "--cron", "* * * * *", "--home", str(self.home), log=self.log)

    def look(self) -> bool:
        """Whether a scheduled run has completed. The schedule ends then: a run a minute takes part of a core."""
        if not self.completed:
            wanted = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "limit": 100}
            self.completed = any(run["deployment_id"] for run in self._server.ask("flow_runs/filter", wanted))
            if self.completed:
                self._khabar.end(self._process)
        return self.completed


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The Prefect server."""
    return _AT_WORK.enter_context(_server(tmp_path_factory))


@pytest.fixture(scope="session")
def khabar(server: Server, tmp_path_factory: pytest.TempPathFactory) -> WarmKhabar:
    """The command line, used with the server."""
    return _AT_WORK.enter_context(closing(WarmKhabar(server.environment, tmp_path_factory.mktemp("streams"))))


@pytest.fixture(scope="session")
def served(server: Server, khabar: WarmKhabar, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The home that `khabar serve` fills."""
    return Served(server, khabar, tmp_path_factory.mktemp("served"))


@pytest.fixture(autouse=True)
def _beside_a_schedule(served: Served) -> Iterator[None]:
    yield
    served.look()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """After the last test of this folder end what is at work: a server and a schedule take part of a core."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        _AT_WORK.close()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_PATIENCE_SECONDS):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            assert process.poll() is None, "the Prefect server did not start"
            time.sleep(1)
    raise AssertionError("the Prefect server did not answer in time")


def _stop(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
