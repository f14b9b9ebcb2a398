"""A small published warehouse, and a way to type commands at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_home

from flows.cli import main
from warehouse.home import Home

Typed = tuple[int, str, str]


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse that all tests share that only read."""
    return small_home.build(tmp_path_factory.mktemp("settled") / "home")


@pytest.fixture(scope="session")
def restored(tmp_path_factory: pytest.TempPathFactory) -> small_home.Restored:
    """What gives each test a warehouse of its own."""
    return small_home.Restored(tmp_path_factory)


@pytest.fixture
def home(restored: small_home.Restored) -> Iterator[Home]:
    """A warehouse of one's own, that a test may break."""
    with restored.anew() as home:
        yield home


@pytest.fixture
def khabar(
    request: pytest.FixtureRequest,
    settled: Home,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., Typed]:
    """Types a command at the test's own warehouse, or the shared one; gives exit code, output and complaint."""
    chosen = request.getfixturevalue("home") if "home" in request.fixturenames else settled
    monkeypatch.setenv("KHABAR_HOME", str(chosen.root))
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> Typed:
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed
