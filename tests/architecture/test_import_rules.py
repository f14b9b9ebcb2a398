"""The walls between the packages: they stand, and whoever breaks one is caught.

Broken on purpose in a copy of the packages, all in one run: what each planted module breaks is told line by line.
"""

import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("flows", "tasks", "expectations", "warehouse")
PLANTED = {
    ("warehouse", "tasks.shards"): "imports run one way",
    ("warehouse", "expectations.results"): "imports run one way",
    ("warehouse", "flows.settings"): "imports run one way",
    ("tasks", "flows.settings"): "imports run one way",
    ("tasks", "expectations.results"): "imports run one way",
    ("expectations", "tasks.shards"): "imports run one way",
    ("expectations", "flows.settings"): "imports run one way",
    ("tasks", "prefect"): "only flows imports Prefect",
    ("expectations", "prefect.states"): "only flows imports Prefect",
    ("warehouse", "prefect"): "only flows imports Prefect",
    ("flows", "great_expectations"): "only expectations imports Great Expectations",
    ("tasks", "great_expectations"): "only expectations imports Great Expectations",
    ("warehouse", "great_expectations.core"): "only expectations imports Great Expectations",
    ("flows", "duckdb"): "only warehouse imports DuckDB",
    ("tasks", "duckdb"): "only warehouse imports DuckDB",
    ("expectations", "duckdb.typing"): "only warehouse imports DuckDB",
    ("tasks.extract.words", "tasks.extract.people.persons"): "extract",
    ("tasks.extract.people", "tasks.extract.offices.offices"): "extract",
    ("tasks.extract.offices", "tasks.extract.speakers.subjects"): "extract",
    ("tasks.extract.speakers", "tasks.extract.quotes.quotes"): "extract",
    ("tasks.extract.dates", "tasks.extract.sources.issuers"): "extract",
}
"""(Package, what a module in it imports) and the rule that this breaks."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the packages in `folder` against the rules written there."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(
        [str(program), "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_walls_stand(project: Path) -> None:
    """The packages as they are keep every rule, and the rules are those that are planted against below."""
    done = lint(project)
    kept = re.findall(r"^(.*?)(?::.*)? KEPT", done.stdout, re.MULTILINE)
    assert (done.returncode, set(kept)) == (0, set(PLANTED.values())), done.stdout


@pytest.fixture(scope="module")
def broken(project: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is told of a copy of the packages in which every rule is broken in every way."""
    folder = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(project / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(project / "pyproject.toml", folder / "pyproject.toml")
    for number, (package, imported) in enumerate(PLANTED):
        (folder.joinpath(*package.split(".")) / f"planted_{number}.py").write_text(f"import {imported}\n")
    done = lint(folder)
    assert done.returncode == 1, done.stdout
    return done.stdout


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted[0]} imports {planted[1]}")
def test_a_planted_import_is_caught(planted: tuple[str, str], broken: str) -> None:
    """A module that imports across a wall is named under the rule that it breaks."""
    number = list(PLANTED).index(planted)
    sections = re.split(r"\n-{3,}\n", broken)
    told = [
        before.splitlines()[-1]
        for before, after in itertools.pairwise(sections)
        if f"{planted[0]}.planted_{number} ->" in after
    ]
    assert [line for line in told if line.startswith(PLANTED[planted])] != [], broken


def test_reading_commands_need_no_planting(project: Path) -> None:
    """Nothing below flows but the flows and what shows them imports Prefect when it is imported."""
    importing = re.compile(
        r"^(?:from|import) (?:prefect|flows\.news_etl|flows\.news_reprocess|flows\.artifacts)\b", re.MULTILINE
    )
    found = {
        str(path.relative_to(project))
        for path in (project / "flows").rglob("*.py")
        if importing.search(path.read_text(encoding="utf-8"))
    }
    flows = {"flows/news_etl.py", "flows/news_reprocess.py"}
    assert found == flows | {"flows/artifacts.py", "flows/runners.py", "flows/spreading.py"}
