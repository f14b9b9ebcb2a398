"""The top level of the project, its pins and its lock."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = {
    "flows", "tasks", "expectations", "warehouse", "tests",
    "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "requirements.lock", "prefect.yaml",
}  # fmt: skip
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def test_the_top_level_holds_nothing_else(project: Path) -> None:
    """Packages, tests and the files that every project has; whatever is made while working is ignored by name."""
    ignored = [
        line.strip().rstrip("/")
        for line in (project / ".gitignore").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    names = {path.name for path in project.iterdir() if not path.name.startswith(".")}
    strange = {name for name in names - TOP if not any(fnmatch(name, pattern) for pattern in ignored)}
    assert (strange, TOP - names) == (set(), set())


def declared(project: Path) -> list[Requirement]:
    """What pyproject.toml asks for, the tools of development too."""
    found = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in (*found["project"]["dependencies"], *found["dependency-groups"]["dev"])]


def locked(project: Path) -> dict[str, str]:
    """Versions in the lock, by name."""
    return {
        canonicalize_name(name): version
        for name, version in PIN.findall((project / "requirements.lock").read_text(encoding="utf-8"))
    }


def test_the_lock_keeps_every_pin(project: Path) -> None:
    """Whatever pyproject.toml asks for is locked to a version that it allows: FastAPI and SQLAlchemy within their windows."""
    versions = locked(project)
    outside = [
        str(wanted)
        for wanted in declared(project)
        if not wanted.specifier.contains(versions.get(canonicalize_name(wanted.name), "0"))
    ]
    windows = {
        wanted.name: str(wanted.specifier) for wanted in declared(project) if wanted.name in ("fastapi", "sqlalchemy")
    }
    assert (outside, windows) == ([], {"fastapi": "<0.151,>=0.139", "sqlalchemy": "<2.1,>=2.0"})


def test_the_lock_names_no_index_and_has_hashes(project: Path) -> None:
    """Every line of the lock is a pin with hashes: no index, no link, no path, nothing that is fetched from elsewhere."""
    text = (project / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    bare = [entry.splitlines()[0] for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry]
    elsewhere = re.findall(
        r"^\s*(?:-i|-f|-e|--index-url|--extra-index-url|--find-links|--trusted-host)\b.*|.*(?:://|@ file).*",
        text,
        re.MULTILINE,
    )
    assert (bare, elsewhere, len(entries) > 50) == ([], [], True)


def test_every_pin_has_its_reason(project: Path) -> None:
    """Each dependency stands below a comment that says why it is there, or why in this version."""
    block = (project / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line.startswith('"') and not before.startswith(("#", '"'))
    ]
    first = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line.startswith('"') and before.startswith('"')
    ]
    assert (unexplained, len(first) <= 1) == ([], True)


def test_what_a_wheel_needs_is_packed(project: Path) -> None:
    """Every kind of file beside the code is named in package-data, so that an installed khabar has it."""
    packed = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "package-data"
    ]
    missing = [
        path.relative_to(project).as_posix()
        for package in ("flows", "tasks", "expectations", "warehouse")
        for path in (project / package).rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not _packed(path.relative_to(project / package).as_posix(), packed.get(package, []))
    ]
    assert missing == []


def _packed(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) or fnmatch(name, pattern.replace("**/", "")) for pattern in patterns)
