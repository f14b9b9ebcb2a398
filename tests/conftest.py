"""How the whole suite is run: the slow parts first, so that no worker is left alone with one at the end, and no test by the clock."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

# An example that is slow on a busy machine is no failure; speed is measured in tests/benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

WITH_A_SERVER = "tests/flows/prefect_runs/"
"""The tests of this folder share a Prefect server, and so a worker."""

SLOW = (
    f"{WITH_A_SERVER}test_prefect",
    f"{WITH_A_SERVER}test_spread",
    WITH_A_SERVER,
    "tests/flows/runs/test_killed",
    "tests/flows/runs/test_whole",
    "tests/flows/runs/",
    "tests/tasks/dedupe/test_cuts",
    "tests/tasks/extract/test_extract_invariants",
    "tests/tasks/clean/",
    "tests/warehouse/",
    "tests/flows/",
)
"""Beginnings of paths; what comes first is begun first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, begin in enumerate(SLOW) if item.nodeid.startswith(begin)), len(SLOW)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return _ByFile(config, log)


class _ByFile(LoadFileScheduling):
    """A file at a time, in the order of `SLOW` and not by the number of tests."""

    def _split_scope(self, nodeid: str) -> str:
        return WITH_A_SERVER if nodeid.startswith(WITH_A_SERVER) else super()._split_scope(nodeid)
