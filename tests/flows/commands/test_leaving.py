"""Ctrl-C ends a run soon, whatever a library waits for."""

import os
import signal
import subprocess
import sys

import pytest

WORK = """
import sys, time
from flows.commands.leaving import leaving_soon
with leaving_soon(0.5):
    try:
        print("at work", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        {then}
"""


@pytest.mark.parametrize(
    ("then", "code"), [("time.sleep(60)", 130), ("sys.exit(3)", 3)], ids=["a library waits", "all is done"]
)
def test_an_interrupt_ends_the_process(then: str, code: int) -> None:
    """After the grace where something waits, at once where nothing does; and it is said what stays."""
    with subprocess.Popen(
        [sys.executable, "-c", WORK.format(then=then)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        os.kill(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert process.returncode == code
    assert told.startswith("stopping; what is done stays")
