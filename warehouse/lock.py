"""One publisher at a time, by a lock of the operating system that dies with its process."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from warehouse.home import Home


class LockedError(RuntimeError):
    """Another process is at work on this home."""


@contextmanager
def publisher_lock(
    home: Home,
    *,
    wait_seconds: float = 0,
    on_wait: Callable[[str], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Hold the home's lock; raises LockedError where another process still holds it after `wait_seconds`.

    `on_wait` is told once who holds it.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    with home.lock.open("a+", encoding="utf-8") as file:
        waited, told = 0.0, False
        while not _try(file.fileno()):
            file.seek(0)
            holder = _holder(file.read())
            if waited >= wait_seconds:
                raise LockedError(f"{home.root} is in use by {holder}; try again when it is done")
            if not told:
                on_wait(holder)
                told = True
            sleep(1)
            waited += 1
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"pid": os.getpid()}))
        file.flush()
        yield


def lock_holder(home: Home) -> str | None:
    """Who holds the lock now; None where nobody does. Takes nothing and writes nothing."""
    if not home.lock.exists():
        return None
    with home.lock.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _holder(file.read())
    return None


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(text: str) -> str:
    try:
        return f"process {json.loads(text)['pid']}"
    except (ValueError, KeyError, TypeError):
        return "another process"
