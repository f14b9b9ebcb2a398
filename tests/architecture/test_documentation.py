"""The documentation: every command, option, table, setting and table column of the house is told where a person looks."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from flows import settings
from flows.cli import app
from flows.workforce import RUN_KEYS
from warehouse.tables import TABLES


@pytest.fixture(scope="module")
def readme(project: Path) -> str:
    """The README."""
    return (project / "README.md").read_text(encoding="utf-8")


def commands(command: Any, typed: str = "khabar") -> Iterator[str]:
    """Every command as it is typed."""
    below = getattr(command, "commands", None)  # typer brings a click of its own, so its class is no help
    if below is None:
        yield typed
        return
    for name, one in below.items():
        yield from commands(one, f"{typed} {name}")


def test_every_command_is_documented(readme: str) -> None:
    """Each command stands in the README as it is typed."""
    found = list(commands(typer.main.get_command(app)))
    missing = [command for command in found if f"`{command}" not in readme]
    assert (missing, {"khabar run", "khabar quarantine list"} <= set(found)) == ([], True)


def test_only_commands_that_exist_are_documented(readme: str) -> None:
    """A command that the README tells of can be typed."""
    names = {command.split()[1] for command in commands(typer.main.get_command(app))}
    told = set(re.findall(r"`khabar ([a-z]+)", readme)) | set(re.findall(r"^khabar ([a-z]+)", readme, re.MULTILINE))
    assert told - names == set()


def test_every_table_is_documented(readme: str) -> None:
    """Each table stands in the README under the name that is typed, plumbing with its schema."""
    names = [table.name if table.schema != "ops" else f"ops.{table.name}" for table in TABLES.values()]
    assert [name for name in names if f"`{name}`" not in readme] == []


def test_every_view_is_documented(readme: str, project: Path) -> None:
    """Each ready answer stands in the README."""
    views = sorted(path.stem for path in (project / "warehouse" / "views").glob("*.sql"))
    assert [name for name in views if f"`{name}`" not in readme] == []


def test_every_setting_is_documented(readme: str) -> None:
    """Each key of khabar.toml stands in the README."""
    keys = (
        settings._SOURCE_KEYS
        | {*settings._CLEAN_KEYS, *RUN_KEYS}
        | {key for section in settings._NUMBERS.values() for key in section}
    )
    assert ([key for key in sorted(keys) if not re.search(rf"\b{key}\b", readme)], len(keys) > 5) == ([], True)


def test_paths_in_the_documents_exist(project: Path) -> None:
    """A file of the project that README or CONTRIBUTING names in code is there; a pattern has a match."""
    missing = []
    for document in ("README.md", "CONTRIBUTING.md"):
        for path in re.findall(
            r"`((?:flows|tasks|expectations|warehouse|tests)/[^`\s]*)`",
            (project / document).read_text(encoding="utf-8"),
        ):
            pattern = re.sub(r"<[^>]*>|\{[^}]*\}|…|\.\.\.", "*", path.split("::")[0]).rstrip("/")
            if not any(project.glob(pattern)):
                missing.append(f"{document}: {path}")
    assert missing == []


def test_every_make_target_that_is_told_exists(project: Path, readme: str) -> None:
    """`make …` in README and CONTRIBUTING is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (project / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = readme + (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`make ([a-z-]+)", texts)) | set(re.findall(r"^make ([a-z-]+)", texts, re.MULTILINE))
    assert told - targets == set()
