"""Who listens to the progress of a run in this process: the terminal, or nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.stages.report import Progress

_listeners: list[Progress] = []


@contextmanager
def listening(listener: Progress) -> Iterator[None]:
    """Tell `listener` of every step while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(stage: str, done: int, total: int) -> None:
    """Tell all listeners."""
    for listener in tuple(_listeners):
        listener(stage, done, total)
