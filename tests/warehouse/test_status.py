"""Status: what it reads, and that nothing it meets makes it fail."""

from datetime import UTC, datetime, timedelta

import pytest

from warehouse.home import Home
from warehouse.status import parse_age, read_status


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90m", 90),
        ("2h", 120),
        ("1d", 1440),
        ("1h30m", 90),
        (" 1 h ", 60),
        ("0.5h", 30),
        ("1w", 10080),
        ("60s", 1),
        ("0m", 0),
    ],
)
def test_ages(text: str, minutes: int) -> None:
    """Ages are written as people write them."""
    assert parse_age(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "h", "2", "2 hours", "-2h", "2h!", "two", "1e9d", "9" * 30 + "d"])
def test_what_is_no_age(text: str) -> None:
    """What is no age is told, and never taken for another."""
    with pytest.raises(ValueError, match="age"):
        parse_age(text)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"run_id": "a"}',
        '{"run_id": "a", "state": "published", "ended_at": "yesterday"}',
        '{"run_id": "a", "state": "published", "ended_at": 5}',
    ],
)
def test_broken_run_files_are_counted(home: Home, content: str) -> None:
    """A run file that cannot be read is counted, and the others are read."""
    home.runs.mkdir()
    (home.runs / "bad.json").write_text(content, encoding="utf-8")
    (home.runs / "good.json").write_text(
        '{"run_id": "b", "state": "nothing_new", "ended_at": "2031-01-02T03:04:05+00:00"}', encoding="utf-8"
    )
    status = read_status(home)
    assert (status.unreadable_runs, status.last_good) == (1, datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_a_broken_catalogue_is_told(home: Home) -> None:
    """The runs are told even where the catalogue cannot be opened."""
    home.catalogue.chmod(0o644)
    home.catalogue.write_bytes(b"x" * 100)
    status = read_status(home)
    assert (status.counts, "doctor" in (status.trouble or "")) == ({}, True)
