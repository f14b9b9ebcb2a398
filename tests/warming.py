"""What a program does once before it forks a child for each run, so that no child does it again."""

from pathlib import Path

from flows.memory import spare_the_collector
from tasks.clean.languages import _detector
from tasks.versions import _STAGES, stage_version

_THREADS = Path("/proc/self/task")


def warm_up() -> None:
    """Make once what a process makes once: the model of languages, the versions, what the collector overlooks.

    Nothing here may start threads, as a query of polars does: whoever is forked from a process that has them waits for
    ever for work of theirs.
    """
    before = _n_threads()
    for stage in _STAGES:
        stage_version(stage)
    _detector()
    spare_the_collector()
    assert _n_threads() == before, "warming up has started threads: no child could work"


def _n_threads() -> int:
    return len([*_THREADS.iterdir()]) if _THREADS.exists() else 0
