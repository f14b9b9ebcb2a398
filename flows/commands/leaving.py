"""Leaving the process: soon when it is told to stop, and without the noise of libraries that are taken down in an order they do not expect."""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130
GRACE_SECONDS = 5.0


@contextmanager
def leaving_soon(grace_seconds: float = GRACE_SECONDS) -> Iterator[None]:
    """Within the block let Ctrl-C end the process after some seconds, whatever libraries still wait for.

    A Prefect server of the run's own gets the same signal and is gone at once; Prefect then asks it for minutes how it
    is. By that time the run has left its record, and a run may be killed at any moment.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        print("stopping; what is done stays, and the same command goes on from there", file=sys.stderr)
        timer = threading.Timer(grace_seconds, os._exit, (INTERRUPTED,))
        timer.daemon = True
        timer.start()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def mute_takedown() -> None:
    """Close standard error once everything of ours is done.

    Beside Prefect's threads DuckDB's module outlives the interpreter and its binding layer prints a hundred lines of
    "leaked" about it. Exit functions run last in, first out: called before Prefect is imported, this one runs after
    all others, when nothing but the take-down itself is left to speak.
    """
    atexit.register(_mute)


def _mute() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
