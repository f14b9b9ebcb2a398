"""The command line as a whole: what it imports, its exit codes, its help, and how errors are told."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import app, mapping, quarantine
from flows.commands.errors import CommandError
from warehouse.home import Home

READING = (
    ("--help",), ("--version",), ("sql", "select 1"), ("sql",), ("search", "valley"), ("explain", "dd44plain"), ("explain", "dd44plain", "--html"),
    ("status",), ("quarantine", "list"), ("quarantine", "show", "q1e0"), ("export", "out.duckdb"), ("doctor",),
)  # fmt: skip
HEAVY = ("prefect", "great_expectations", "pandas", "fastapi", "sqlalchemy")


IMPORTED = """
import sys
from flows.cli import main
for words in {commands}:
    code = main(list(words))
    print(words, code < 2, *(module for module in {heavy} if module in sys.modules), file=open({told!r}, "a"))
"""


def test_reading_imports_nothing_heavy(settled: Home, tmp_path: Path) -> None:
    """No command that reads imports Prefect, Great Expectations or what they bring: typed one after the other, none has."""
    told = tmp_path / "told.txt"
    code = IMPORTED.format(commands=READING, heavy=HEAVY, told=str(told))
    subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment(settled), cwd=tmp_path
    )
    assert told.read_text(encoding="utf-8").splitlines() == [f"{words} True" for words in READING]


def test_a_question_is_answered_at_once(settled: Home) -> None:
    """`khabar sql` takes well under three seconds of processor time, the start of Python included."""
    began = _spent_by_children()
    subprocess.run(
        [sys.executable, "-m", "flows.cli", "sql", "select 1"],
        capture_output=True,
        check=True,
        env=environment(settled),
    )
    assert _spent_by_children() - began < 3


def _spent_by_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def environment(home: Home) -> dict[str, str]:
    return {"KHABAR_HOME": str(home.root), "PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"}


def test_every_command_has_help() -> None:
    """Each command says in one sentence what it does."""
    commands = [*app.registered_commands, *quarantine.registered_commands]
    assert [c.name for c in commands if not (c.callback and c.callback.__doc__)] == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("bogus",), 2, "No such command"),
        (("sql", "--bogus"), 2, "No such option"),
        (("sql", "select 1", "--format", "xml"), 2, "xml"),
        (("sql", "select nosuch"), 2, "nosuch"),
        (("sql", "drop table documents"), 2, "only reads"),
        (("sql", "select 1; select 2"), 2, "one statement"),
        (("sql", "copy (select 1) to 'x.csv'"), 2, "only reads"),
        (("search", "--limit", "0", "x"), 2, "limit"),
        (("search", "..."), 2, "no word"),
        (("explain", "nosuch"), 2, "nosuch"),
        (("status", "--max-age", "soon"), 2, "90m"),
        (("quarantine", "show", "q"), 2, "several"),
        (("quarantine", "list", "--reason", "bad"), 2, "unreadable_file"),
        (("run", "--map", "text"), 2, "COLUMN=FIELD"),
        (("sql", "select 1", "--home", "nowhere"), 2, "no warehouse"),
        (("doctor", "--home", "nowhere"), 2, "nowhere"),
        (("export", "x.duckdb", "--home", "nowhere"), 2, "no warehouse"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    khabar: Callable[..., tuple[int, str, str]], words: tuple[str, ...], code: int, told: str
) -> None:
    """What cannot be done exits 2 with one line that says why, and no traceback."""
    exit_code, _, complaint = khabar(*words)
    lines = complaint.strip().splitlines()
    assert (
        exit_code,
        told in complaint,
        lines[0].startswith("khabar: "),
        len(lines) <= 3,
        "Traceback" in complaint,
    ) == (code, True, True, True, False)


def test_a_hostile_argument_cannot_act_on_the_terminal(khabar: Callable[..., tuple[int, str, str]]) -> None:
    """An error that repeats what was typed shows escape sequences by name."""
    _, _, complaint = khabar("explain", "\x1b[2Jevil\u202e")
    assert ("\x1b" in complaint, "\u202e" in complaint, "\u27e8" in complaint) == (False, False, True)


def test_mapping_reads_pairs() -> None:
    """--map pairs become a dict, a field may hold an equals sign, and a column given twice is refused."""
    with pytest.raises(CommandError, match="twice"):
        mapping(["text=a", "text=b"])
    assert mapping(["text=body=1", "title=head"]) == {"text": "body=1", "title": "head"}
