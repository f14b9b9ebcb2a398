"""A Prefect server of the tests' own, started once and stopped after the last of them, with `khabar serve` at work beside them."""

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


@contextmanager
def _serving(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that `khabar serve` fills from its inbox, every minute."""
    home = tmp_path_factory.mktemp("served") / "home"
    (home / "inbox").mkdir(parents=True)
    shutil.copy(SAMPLES / "crawl.jsonl", home / "inbox")
    command = [sys.executable, "-m", "flows.cli", "serve", "--cron", "* * * * *", "--home", str(home)]
    log = (home / "serve.log").open("wb")
    process = subprocess.Popen(command, env=server.environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield home
    finally:
        _stop(process)
        log.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The Prefect server."""
    return _AT_WORK.enter_context(_server(tmp_path_factory))


@pytest.fixture(scope="session")
def serving(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that `khabar serve` fills."""
    return _AT_WORK.enter_context(_serving(server, tmp_path_factory))


@pytest.fixture(scope="session")
def khabar(server: Server, tmp_path_factory: pytest.TempPathFactory) -> WarmKhabar:
    """The command line, used with the server."""
    return _AT_WORK.enter_context(closing(WarmKhabar(server.environment, tmp_path_factory.mktemp("streams"))))


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
