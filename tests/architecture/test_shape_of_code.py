"""The shape of the code: small files and functions, no invisible characters, every module and test says what it is."""

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 250, 40

LONG_FILES = {
    "flows/cli.py": "the whole command line in one list, as it is typed: one short function a command, the work is elsewhere",
    "tests/small_home.py": "a small warehouse written out: a line a column, and nothing to understand",
}
LONG_FUNCTIONS = {
    "tests/small_home.py:_ledgers": "rows, not steps",
    "tests/small_home.py:_operations": "rows, not steps",
}
"""What may be longer, by file or `file:function`, each with the reason."""


def sources(project: Path) -> Iterator[tuple[str, str]]:
    """Path and text of every Python file of the project."""
    for package in ("flows", "tasks", "expectations", "warehouse", "tests"):
        for path in sorted((project / package).rglob("*.py")):
            yield path.relative_to(project).as_posix(), path.read_text(encoding="utf-8")


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_small(project: Path) -> None:
    """A file over 250 lines wants a reason in LONG_FILES; a reason that is needed no more goes."""
    long = {name for name, text in sources(project) if text.count("\n") > LINES_OF_A_FILE}
    assert long == set(LONG_FILES)


def test_functions_are_small(project: Path) -> None:
    """A function over 40 lines wants a reason in LONG_FUNCTIONS; a reason that is needed no more goes."""
    long = {
        f"{name}:{node.name}"
        for name, text in sources(project)
        for node in functions(text)
        if (node.end_lineno or 0) - node.lineno + 1 > LINES_OF_A_FUNCTION
    }
    assert long == set(LONG_FUNCTIONS)


def test_invisible_characters_are_escapes(project: Path) -> None:
    """Marks of direction, joiners, odd spaces, controls and private characters stand in code by name or number alone."""
    found = [
        f"{name}: {unicodedata.name(char, hex(ord(char)))}"
        for name, text in sources(project)
        for char in sorted(set(text))
        if invisible(char)
    ]
    assert found == []


def invisible(char: str) -> bool:
    """Whether a reader of the code could not see the character, or not tell it from another."""
    kind = unicodedata.category(char)
    return (kind in ("Cf", "Cc", "Co", "Cn", "Cs", "Zl", "Zp") and char != "\n") or (kind == "Zs" and char != " ")


@pytest.mark.parametrize(
    ("char", "hidden"),
    [
        ("\u200c", True),
        ("\u202e", True),
        ("\u00a0", True),
        ("\t", True),
        ("\ufeff", True),
        ("a", False),
        ("\u0643", False),
        (" ", False),
    ],
)
def test_what_counts_as_invisible(char: str, hidden: bool) -> None:
    """Letters of any script are seen; joiners, marks, tabs and odd spaces are not."""
    assert invisible(char) == hidden


def test_every_module_says_what_it_holds(project: Path) -> None:
    """Every module begins with a docstring."""
    assert [name for name, text in sources(project) if not ast.get_docstring(ast.parse(text))] == []


def test_every_test_says_what_it_proves(project: Path) -> None:
    """Every test has a docstring, and the docstring ends as a sentence does."""
    silent = [
        f"{name}:{node.name}"
        for name, text in sources(project)
        if name.startswith("tests/")
        for node in functions(text)
        if node.name.startswith("test_") and not (ast.get_docstring(node) or "").rstrip().endswith((".", "!", "?"))
    ]
    assert silent == []


def test_tests_are_no_packages(project: Path) -> None:
    """No __init__.py lies below tests, and no two files of tests have one name."""
    names = [path.name for path in (project / "tests").rglob("*.py") if path.name not in ("conftest.py", "__main__.py")]
    assert ("__init__.py" in names, sorted({name for name in names if names.count(name) > 1})) == (False, [])


def test_no_module_of_flows_hides_a_package(project: Path) -> None:
    """Prefect puts the folder of a flow's file on the path: a module there named like a package would be taken for it."""
    names = {path.stem for path in (project / "flows").iterdir()}
    assert names & {"tasks", "expectations", "warehouse", "tests"} == set()
