"""Copies in words and pictures: lags that are known and unknown, many copies, points on one scale."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.commands.copy_words import MOST_COPIES, group_words, lag_words, shown_copies
from flows.commands.lag_picture import lanes, scale

FIRST = datetime(2026, 1, 2, 10, tzinfo=UTC)
DAY = datetime(2026, 1, 4, tzinfo=UTC)


def copy(doc_id: str = "b", at: datetime | None = FIRST, precision: str = "second", **more: Any) -> dict[str, Any]:
    """A row of mart_syndication, of a group whose first copy is a."""
    minutes = int((at - FIRST).total_seconds() // 60) if at and precision == "second" else None
    row = {
        "doc_id": doc_id,
        "reference_id": "a",
        "published_at": at,
        "published_precision": precision,
        "first_at": FIRST,
    }
    facts = {"lag_minutes": minutes, "lag_days": None, "outlet": doc_id, "is_canonical": doc_id == "a"}
    return row | facts | {"first_outlet": "a", "first_is_certain": True} | more


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (copy("a"), "first"),
        (copy(), "at once"),
        (copy(at=FIRST + timedelta(minutes=95)), "1 h 35 min"),
        (copy(at=FIRST + timedelta(days=400, hours=1)), "400 d 1 h"),
        (copy(at=DAY, precision="day", lag_days=2), "2 days later"),
        (copy(at=DAY, precision="day", lag_days=1), "a day later"),
        (copy(at=FIRST, precision="day"), "same day"),
        (copy("a", precision="day"), "first"),
        (copy(at=None, precision="none"), "time unknown"),
        (copy(first_at=None, lag_minutes=None), ""),
    ],
)
def test_lags(row: dict[str, Any], told: str) -> None:
    """A lag is as exact as the times are, and says so where it is not known."""
    assert lag_words(row) == told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "2 copies by 2 outlets; a was first"),
        ({"first_is_certain": False}, "2 copies by 2 outlets; a was first, as far as times are known"),
        ({"first_outlet": None}, "2 copies by 2 outlets"),
        ({"outlet": "a"}, "2 copies by 1 outlet"),
    ],
)
def test_groups(more: dict[str, Any], told: str) -> None:
    """Who was first is told where it is known of, and where others may have been earlier, that too."""
    assert group_words([copy("a", **more), copy(**more)]) == told


def test_of_many_copies_the_first_are_shown() -> None:
    """Of a crowd the first ones are shown, the one that stands for all, and the one that is explained."""
    crowd = [copy(f"b{n}") for n in range(MOST_COPIES + 9)]
    crowd[-2]["is_canonical"] = True
    assert [row["doc_id"] for row in shown_copies(crowd, "b105")[MOST_COPIES:]] == ["b105", f"b{MOST_COPIES + 7}"]


def test_points_stand_in_the_order_of_time() -> None:
    """Points go from left to right within the picture, a day is a bar, and a copy without a time has no line."""
    rows = [copy("a"), copy(at=FIRST + timedelta(minutes=40)), copy(at=FIRST + timedelta(hours=9))]
    drawn = lanes([*rows, copy(at=DAY, precision="day"), copy(at=None, precision="none")])
    points = [float(lane.svg.partition('cx="')[2].partition('"')[0]) for lane in drawn[:3] if lane]
    assert (points == sorted(points), points[0], drawn[4], "<rect" in drawn[3].svg if drawn[3] else None) == (
        True,
        8.0,
        None,
        True,
    )
    assert scale(drawn) == '<p class="scale">after the first: lines at 1 h, 6 h, 1 day</p>'


@pytest.mark.parametrize("rows", [[copy("a")], [copy("a"), copy()], [copy(first_at=None), copy(first_at=None)], []])
def test_no_picture_without_a_lag(rows: list[dict[str, Any]]) -> None:
    """One time, equal times and no first one make no picture."""
    assert (lanes(rows), scale(lanes(rows))) == ([None] * len(rows), "")
