"""kill -9 at any moment, then the same command: the result equals that of a run that nobody disturbed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import killing
import pytest
from driving import BRIDGE, LIBRARY, MUSEUM, ORCHARD, drive, drive_reprocess, record, text_of, write_jsonl, write_text
from killing import AGAIN, POINTS, SHARD_BYTES
from whole_tables import Tables, tables_of

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
    """A home with the first run published, to be copied."""
    root = tmp_path_factory.mktemp("base") / "home"
    drive(Home(root), inputs[0])
    return root


@pytest.fixture(scope="module")
def undisturbed(base: Path, inputs: tuple[str, list[str]]) -> Tables:
    """All tables after the second run when nobody disturbs it."""
    home = copy_of(base, "undisturbed")
    drive(home, *inputs[1])
    return tables_of(home)


@pytest.fixture(scope="module")
def killed(base: Path, inputs: tuple[str, list[str]]) -> dict[str, tuple[Home, int, str]]:
    """By point: the home of the killed run, how that ended, and the state that the same command led to afterwards."""
    homes = {point: copy_of(base, f"home-{number}") for number, point in enumerate(POINTS)}
    plan = base.with_name("plan.json")
    homes |= {AGAIN_ + point: changed_copy_of(base, f"again-{number}") for number, point in enumerate(AGAIN)}
    runs = [
        [point.removeprefix(AGAIN_), str(home.root), None if point.startswith(AGAIN_) else inputs[1]]
        for point, home in homes.items()
    ]
    plan.write_text(json.dumps(runs), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, killing.__file__, str(plan)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr[-4000:]
    print(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    return {point: (home, *found[str(home.root)]) for point, home in homes.items()}


AGAIN_ = "reprocess: "


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


@pytest.mark.parametrize("point", POINTS)
def test_the_same_command_after_a_kill_equals_an_undisturbed_run(
    point: str, killed: dict[str, tuple[Home, int, str]], undisturbed: Tables
) -> None:
    """All tables are equal row by row, the catalogue shows them, nothing is left lying about, and the home is well."""
    home, end, state = killed[point]
    after = tables_of(home)
    different = [name for name in TABLES if after[name] != undisturbed[name]]
    assert (end, state, different) == (-signal.SIGKILL, "nothing_new" if point in PUBLISHED else "published", [])
    well = healthy(examine(home, deep=True)), home.work.exists(), catalogue_version(home) == read_manifest(home).version
    assert well == (True, False, True)


@pytest.fixture(scope="module")
def undisturbed_again(base: Path) -> Tables:
    """All tables after a reprocess that nobody disturbs."""
    home = changed_copy_of(base, "undisturbed-again")
    assert drive_reprocess(home).counts["n_documents"] == 1
    return tables_of(home)


@pytest.mark.parametrize("point", AGAIN)
def test_reprocess_after_a_kill_equals_an_undisturbed_one(
    point: str, killed: dict[str, tuple[Home, int, str]], undisturbed_again: Tables
) -> None:
    """Whatever was cleaned anew before the kill, all tables come out equal row by row, and the home is well."""
    home, end, state = killed[AGAIN_ + point]
    after = tables_of(home)
    different = [name for name in TABLES if after[name] != undisturbed_again[name]]
    assert (end, state, different) == (-signal.SIGKILL, "nothing_new" if point in PUBLISHED else "published", [])
    assert (healthy(examine(home, deep=True)), home.work.exists()) == (True, False)


PUBLISHED = ("publish, before the catalogue", "publish, before the ledger", "publish, before tidying")
"""Here the manifest was in its place, so the killed run had published."""
