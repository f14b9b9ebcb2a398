"""A home of one's own, and a folder of news beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from driving import drive

from expectations.suite import FAILING
from flows.commands.demo import SAMPLES
from flows.stages import checking
from warehouse.home import Home

SAMPLE_FOLDER = Path(__file__).parents[3] / "flows" / "samples"


@pytest.fixture(scope="module", autouse=True)
def _without_pages() -> Iterator[None]:
    """Data Docs are left out: they cost as much as all stages together on a few articles, and have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("expectations.data_docs.build_docs", lambda _: Path("not built"))
        yield


@pytest.fixture(scope="module")
def without_text_checks() -> Iterator[None]:
    """Texts are not held against expectations, for tests whose subject they are not: a quarter of the time of a run of a few articles."""
    nothing: tuple[list[Any], pl.DataFrame] = [], pl.DataFrame(schema=FAILING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("expectations.suite.check_texts", lambda *_: nothing)
        patch.setattr(checking, "_declare", lambda _: None)
        patch.setattr(checking, "_context", lambda *_: None)
        yield


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing was run yet."""
    return Home(tmp_path / "home")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder for inputs."""
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of `khabar demo`."""
    home = Home(tmp_path_factory.mktemp("demo"))
    drive(home, *(str(SAMPLE_FOLDER / name) for name in SAMPLES))
    return home
