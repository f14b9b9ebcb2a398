"""The flow on a schedule. `khabar serve` has been at work since the first of the tests with a server."""

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.flows.prefect_runs.conftest import Served


@pytest.mark.timeout(175)
def test_a_scheduled_run_fires_and_completes(served: "Served") -> None:
    """A run that `khabar serve` schedules every minute appears in the API as Completed, and its home is published.

    SQLAlchemy 2.1 would break this silently: no scheduled run would ever be created.
    """
    for _ in range(150):
        if served.look():
            break
        time.sleep(1)

    assert served.completed, served.log.read_text(encoding="utf-8")[-2000:]
    assert (served.home / "warehouse.duckdb").exists()
