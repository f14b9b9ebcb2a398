"""kill -9 at any moment, then the same command: the result equals that of a run that nobody disturbed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from driving import BRIDGE, LIBRARY, MUSEUM, ORCHARD, drive, record, text_of, write_jsonl, write_text
from killing import POINTS

from flows.run import RunOutcome
from tasks.ingest import stage as ingest_stage
from warehouse.doctor import examine, healthy
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import TABLES

HERE = Path(__file__).parent
OF_THE_RUN = ("run_id", "seconds", "cpu_seconds", "n_shards_reused", "started_at", "ended_at", "published_at", "checked_at")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What the first run takes in, and what the second: copies of the first, a later revision, a broken line, several files."""
    folder = tmp_path_factory.mktemp("inputs")
    first = write_jsonl(folder / "first.jsonl", record(BRIDGE, url="https://bay.example/1"), record(LIBRARY, id="l"))
    write_jsonl(
        folder / "second" / "a.jsonl",
        record(BRIDGE, url="https://cliff.example/9"),
        record((*BRIDGE[:2], ORCHARD[2]), url="https://bay.example/1", fetched_at="2021-03-01T00:00:00Z"),
        '{"text": "cut',
    )
    write_text(folder / "second" / "b.txt", text_of(MUSEUM))
    write_text(folder / "second" / "empty.txt", "")
    return first, [str(folder / "second")]


@pytest.fixture(scope="module")
def base(inputs: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the first run published, to be copied."""
    root = tmp_path_factory.mktemp("base") / "home"
    drive(Home(root), inputs[0])
    return root


@pytest.fixture(scope="module")
def undisturbed(base: Path, inputs: tuple[str, list[str]]) -> tuple[RunOutcome, dict[str, pl.DataFrame]]:
    """The outcome of the second run when nobody disturbs it, and all tables after it."""
    home = Home(base.with_name("undisturbed"))
    shutil.copytree(base, home.root)
    return drive(home, *inputs[1]), tables_of(home)


@pytest.fixture(scope="module")
def killed(base: Path, inputs: tuple[str, list[str]]) -> dict[str, int]:
    """How the killed runs ended, by point. Each has a home of its own beside the base."""
    plan = [[point, str(home_of(base, point).root), inputs[1]] for point in POINTS]
    for _, root, _ in plan:
        shutil.copytree(base, root)
    path = base.with_name("plan.json")
    path.write_text(json.dumps(plan), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, str(HERE / "killing.py"), str(path)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    ends: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return ends


def home_of(base: Path, point: str) -> Home:
    return Home(base.with_name(point.replace(" ", "-").replace(",", "")))


def tables_of(home: Home) -> dict[str, pl.DataFrame]:
    """All rows of all tables, ordered, without what belongs to a run; the batch's own time as a null.

    Times that hang on when the run was made must all be the one that the batch was begun at: they are compared as such.
    """
    manifest = read_manifest(home)
    begun = scan(home, manifest, TABLES["batches"]).select("batch_id", _begun="started_at").unique().collect()
    found = {}
    for table in TABLES.values():
        frame = scan(home, manifest, table).collect()
        times = [name for name, dtype in frame.schema.items() if dtype == pl.Datetime("us", "UTC") and name not in OF_THE_RUN]
        if times:
            frame = frame.join(begun, on="batch_id", how="left", maintain_order="left")
            frame = frame.with_columns(pl.when(pl.col(name) != pl.col("_begun")).then(name).alias(name) for name in times).drop("_begun")
        frame = frame.drop(OF_THE_RUN, strict=False)
        found[table.name] = frame.select(pl.all()).sort(pl.struct(pl.all()).map_elements(repr, pl.String))
    return found


@pytest.mark.parametrize("point", POINTS)
def test_the_same_command_after_a_kill_equals_an_undisturbed_run(
    point: str, killed: dict[str, int], base: Path, inputs: tuple[str, list[str]], undisturbed: tuple[RunOutcome, dict[str, pl.DataFrame]]
) -> None:
    """All tables are equal row by row, nothing is left lying about, and the home is well."""
    home = home_of(base, point)
    outcome = drive(home, *inputs[1])
    after, expected = tables_of(home), undisturbed[1]
    different = [name for name in TABLES if not after[name].equals(expected[name])]
    state = "nothing_new" if _was_published(point) else "published"
    assert (killed[point], outcome.state, different) == (-signal.SIGKILL, state, [])
    assert (healthy(examine(home, deep=True)), home.work.exists(), published(home)) == (True, False, expected_catalogue(expected))


def _was_published(point: str) -> bool:
    return point in ("publish, before the catalogue", "publish, before the ledger", "publish, before tidying")
