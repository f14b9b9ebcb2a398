"""`make new-rule`: what it makes passes the linters and the registry, and its cases fail until somebody writes them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.new_rule import NewRuleError, kind_of, start_rule

PROJECT = Path(__file__).parents[2]
NEW = {
    "drop_lottery_line": "removal",
    "set_aside_drawn_caption": "removal",
    "close_odd_gap": "edit",
    "shouting": "flag",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the new rules were made."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("tasks", "warehouse", "tests"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    for name, kind in NEW.items():
        start_rule(folder, name, kind)
    return folder


def run(copy: Path, *command: str) -> str:
    """What a command says in the copy."""
    done = subprocess.run(
        command, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_what_is_made_is_well_formed(copy: Path) -> None:
    """Rule files and registries pass ruff as they are, and only the registries of the old files changed."""
    ruff = str(Path(sys.executable).with_name("ruff"))
    changed = {
        path.relative_to(copy).as_posix()
        for path in (copy / "tasks").rglob("*.py")
        if not (PROJECT / path.relative_to(copy)).exists()
        or (PROJECT / path.relative_to(copy)).read_bytes() != path.read_bytes()
    }
    made = {f"tasks/clean/{'flags/' if kind == 'flag' else ''}{name}.py" for name, kind in NEW.items()}
    said = run(copy, ruff, "check", "tasks"), run(copy, ruff, "format", "--check", *sorted(changed))
    assert changed == made | {"tasks/clean/rules.py", "tasks/clean/flags/__init__.py"}
    assert ("All checks passed" in said[0], "would" in said[1].lower()) == (True, False), said


def test_it_is_registered_and_changes_nothing_until_its_cases_are_written(copy: Path) -> None:
    """All old cases still pass with the new rules in place; each new rule fails its own tests, which say what to write."""
    said = run(copy, sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", "tests/tasks/clean/test_rule_cases.py", "--doctest-modules", *(f"tasks/clean/{name}.py" for name, kind in NEW.items() if kind != "flag"))  # fmt: skip
    failed = sorted(line.split(" - ")[0].rpartition("::")[2] for line in said.splitlines() if line.startswith("FAILED"))
    wanted = sorted(
        [*(f"test_a_rule_has_its_cases[{name}]" for name in NEW), "test_every_rule_has_the_name_of_its_function"]
    )
    assert (failed, said.count("holds what make new-rule began it with") >= len(NEW)) == (wanted, True), said


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("drop_counter", "removal", "drop_counter is taken: there is tasks/clean/drop_counter.py"),
        ("mixed_script", "flag", "is taken"),
        ("unwrap_lines", "edit", "unwrap_lines is taken: it stands in tasks/clean/rules.py"),
        ("remove_counter", "removal", "a removal is called drop_something"),
        ("set_aside_weather", "removal", "captions and credits are set aside"),
        ("close", "edit", "verb_object"),
        ("Close_Gap", "edit", "verb_object"),
        ("../close_gap", "edit", "verb_object"),
        ("close_gap; rm", "edit", "verb_object"),
        ("", "flag", "what is wrong"),
        ("lambda", "flag", "what is wrong"),
        ("close_gap", "detector", "KIND is one of edit, rewrite, removal, flag"),
    ],
)
def test_what_will_not_do_is_refused(name: str, kind: str, reason: str) -> None:
    """A bad or taken name and an unknown kind are refused in words, before anything is written."""
    with pytest.raises(NewRuleError, match=reason):
        start_rule(PROJECT, name, kind)


@pytest.mark.parametrize(("name", "kind"), [("drop_x", "removal"), ("set_aside_x", "removal"), ("close_x", "edit")])
def test_the_kind_is_told_by_the_name(name: str, kind: str) -> None:
    """Without KIND a name that begins as removals do is one, all else an edit."""
    assert kind_of(name) == kind
