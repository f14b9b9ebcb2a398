"""Leaving the process without the noise of libraries that are taken down in an order they do not expect."""

import atexit
import os


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
