"""The publisher's lock: one process at a time, and a dead one holds nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from warehouse.home import Home
from warehouse.lock import LockedError, lock_holder, publisher_lock

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.home import Home
from warehouse.lock import publisher_lock
with publisher_lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home.root)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_process_is_told_who_is_at_work(home: Home, holder: subprocess.Popen[str]) -> None:
    """While one process holds the home another is refused, after waiting as long as it would, and hears of the holder once."""
    slept: list[float] = []
    told: list[str] = []
    with (
        pytest.raises(LockedError, match=str(holder.pid)),
        publisher_lock(home, wait_seconds=3, on_wait=told.append, sleep=slept.append),
    ):
        pass
    assert (told, slept, lock_holder(home)) == ([f"process {holder.pid}"], [1, 1, 1], f"process {holder.pid}")


def test_a_killed_holder_holds_nothing(home: Home, holder: subprocess.Popen[str]) -> None:
    """The lock dies with its process, however that ended."""
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with publisher_lock(home):
        held = lock_holder(home)
    assert (held, lock_holder(home)) == (f"process {os.getpid()}", None)


def test_waiting_ends_when_the_holder_does(home: Home, holder: subprocess.Popen[str]) -> None:
    """Who waits gets the lock as soon as it is free."""

    def sleep(_: float) -> None:
        holder.kill()
        holder.wait()

    with publisher_lock(home, wait_seconds=5, sleep=sleep):
        assert lock_holder(home) == f"process {os.getpid()}"
