"""The flow on a schedule. `khabar serve` has been at work since the first of the tests with a server."""

import time
from pathlib import Path

import pytest
from prefect_server import Server


@pytest.mark.timeout(175)
def test_a_scheduled_run_fires_and_completes(server: Server, serving: Path) -> None:
    """A run that `khabar serve` schedules every minute appears in the API as Completed, and its home is published.

    SQLAlchemy 2.1 would break this silently: no scheduled run would ever be created.
    """
    completed: list[str] = []
    for _ in range(150):
        found = server.ask(
            "flow_runs/filter",
            {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "limit": 100},
        )
        completed = [run["name"] for run in found if run["deployment_id"]]
        if completed:
            break
        time.sleep(1)

    assert completed, (serving / "serve.log").read_text(encoding="utf-8")[-2000:]
    assert (serving / "warehouse.duckdb").exists()
