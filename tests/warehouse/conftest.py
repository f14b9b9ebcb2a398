"""A small published warehouse, for every test of this folder."""

from pathlib import Path

import pytest
import small_home

from warehouse.home import Home


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse that all tests share that only read."""
    return small_home.build(tmp_path_factory.mktemp("settled") / "home")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A warehouse of one's own, that a test may break."""
    return small_home.build(tmp_path / "home")
