"""A home of one's own, and a folder of news beside it."""

from pathlib import Path

import pytest

from warehouse.home import Home


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
