"""A small published warehouse, for every test of this folder."""

from pathlib import Path

import pytest
import small_home

from warehouse.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A warehouse of one's own, that a test may break."""
    return small_home.build(tmp_path / "home")
