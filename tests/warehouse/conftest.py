"""A small published warehouse, for every test of this folder."""

from collections.abc import Iterator

import pytest
import small_home

from warehouse.home import Home


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
