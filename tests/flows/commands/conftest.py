"""A small published warehouse, and a way to type commands at it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import small_home

from flows.cli import main
from warehouse.home import Home

Typed = tuple[int, str, str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A warehouse of one's own, that a test may break."""
    return small_home.build(tmp_path / "home")


@pytest.fixture
def khabar(home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Typed]:
    """Types a command at the small warehouse; gives its exit code, what it printed and what it complained of."""
    monkeypatch.setenv("KHABAR_HOME", str(home.root))
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> Typed:
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed
