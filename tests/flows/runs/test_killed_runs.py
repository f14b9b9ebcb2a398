"""kill -9 at any moment, then the same command: the result equals that of a run that nobody disturbed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import killing
import pytest
from driving import BRIDGE, LIBRARY, MUSEUM, ORCHARD, drive, drive_reprocess, record, text_of, write_jsonl, write_text
from killing import AGAIN, POINTS, SHARD_BYTES
from whole_tables import Tables, tables_of

from flows.stages import loading
from tasks.ingest import stage
from warehouse.doctor import examine, healthy
from warehouse.home import Home
from warehouse.manifest import read_manifest
from warehouse.publish import PublishSettings, catalogue_version, recover
from warehouse.tables import TABLES

# The first of them waits for all runs: half a minute, and many times that where others are at work.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module", autouse=True)
def _small_shards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "SHARD_BYTES", SHARD_BYTES)
        yield


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What the first run takes in, and what the second: copies of the first, a later revision, a broken line, several files."""
    folder = tmp_path_factory.mktemp("inputs")
    first = write_jsonl(
        folder / "first.jsonl", record(BRIDGE, url="https://bay.example/1"), record((*LIBRARY, "12", "7"), id="l")
    )
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
    """A home with the first run published, to be copied: by older rules of extraction, so that a reprocess extracts all anew."""
    root = tmp_path_factory.mktemp("base") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "extract_version", lambda: "older")
        drive(Home(root), inputs[0])
    return root


@pytest.fixture(scope="module")
def undisturbed(base: Path, inputs: tuple[str, list[str]]) -> Tables:
    """All tables after the second run when nobody disturbs it."""
    home = copy_of(base, "undisturbed")
    drive(home, *inputs[1])
    return tables_of(home)


CATALOGUE = "publish, before the catalogue"
PUBLISHED = (CATALOGUE, "publish, before the ledger", "publish, before tidying")
"""Here the manifest is in its place, so the killed run has published: nothing is left to do, and each has a home of its own."""
RUNS = {"a run": tuple(point for point in POINTS if point not in PUBLISHED), **{point: (point,) for point in PUBLISHED}}
AGAINS = {
    "a reprocess": tuple(point for point in AGAIN if point != CATALOGUE),
    f"a reprocess, {CATALOGUE}": (CATALOGUE,),
}
"""By name: the points that follow each other in a home."""
Killed = dict[str, tuple[Home, dict[str, Any]]]


@pytest.fixture(scope="module")
def killed(base: Path, inputs: tuple[str, list[str]]) -> Killed:
    """By chain of points: the home of the runs that were killed at them, and what became of them."""
    homes = {name: copy_of(base, f"home-{number}") for number, name in enumerate(RUNS)}
    homes |= {name: changed_copy_of(base, f"again-{number}") for number, name in enumerate(AGAINS)}
    plan = base.with_name("plan.json")
    runs = [[str(homes[name].root), inputs[1], points] for name, points in RUNS.items()]
    runs += [[str(homes[name].root), None, points] for name, points in AGAINS.items()]
    plan.write_text(json.dumps(runs), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, killing.__file__, str(plan)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr[-4000:]
    print(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    return {name: (home, found[str(home.root)]) for name, home in homes.items()}


def changed_copy_of(base: Path, name: str) -> Home:
    """A copy of the base in which a rule was switched off since, so that cleaning anew changes a document."""
    home = copy_of(base, name)
    (home.root / "khabar.toml").write_text('[clean]\noff = ["drop_counter"]\n', encoding="utf-8")
    return home


def copy_of(base: Path, name: str) -> Home:
    """A copy of the base, made at home in its new place."""
    home = Home(base.with_name(name))
    shutil.copytree(base, home.root)
    recover(home, settings=PublishSettings())
    return home


@pytest.mark.parametrize(
    ("chain", "point"), [(chain, point) for chain, points in (RUNS | AGAINS).items() for point in points]
)
def test_a_kill_takes_nothing_from_readers(chain: str, point: str, killed: Killed) -> None:
    """The run dies at the point, to which the one before did not come, and until a new catalogue is there the old one answers as before."""
    end, same = killed[chain][1]["ends"][point]
    assert (end, same) == (-signal.SIGKILL, point not in PUBLISHED[1:])


@pytest.mark.parametrize("chain", RUNS)
def test_the_same_command_after_kills_equals_an_undisturbed_run(
    chain: str, killed: Killed, undisturbed: Tables
) -> None:
    """All tables are equal row by row, the catalogue shows them, nothing is left lying about, and the home is well."""
    _equals(chain, killed, undisturbed)


def _equals(chain: str, killed: Killed, wanted: Tables) -> None:
    home, became = killed[chain]
    after = tables_of(home)
    different = [name for name in TABLES if after[name] != wanted[name]]
    had_published = set(became["ends"]) <= set(PUBLISHED)
    assert (became["state"], different) == ("nothing_new" if had_published else "published", [])
    well = healthy(examine(home, deep=True)), home.work.exists(), catalogue_version(home) == read_manifest(home).version
    assert well == (True, False, True)


@pytest.fixture(scope="module")
def undisturbed_again(base: Path) -> Tables:
    """All tables after a reprocess that nobody disturbs."""
    home = changed_copy_of(base, "undisturbed-again")
    assert drive_reprocess(home).counts["n_documents"] == 2
    return tables_of(home)


@pytest.mark.parametrize("chain", AGAINS)
def test_reprocess_after_kills_equals_an_undisturbed_one(chain: str, killed: Killed, undisturbed_again: Tables) -> None:
    """Whatever was cleaned or extracted anew before the kills, all tables come out equal row by row, and the home is well."""
    _equals(chain, killed, undisturbed_again)
