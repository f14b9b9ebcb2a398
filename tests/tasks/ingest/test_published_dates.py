"""Dates: what is read from a record and from an address, and what is none."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.ingest.calendars import months
from tasks.ingest.dates import parse_dates

CASES = json.loads((Path(__file__).parents[2] / "cases" / "published_dates.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def _read(raw: list[str | None], url: list[str | None] | None = None) -> list[dict[str, Any]]:
    addresses = pl.Series(url or [None] * len(raw), dtype=pl.String)
    return parse_dates(pl.Series(raw, dtype=pl.String), addresses, now=NOW).to_dicts()


@pytest.mark.parametrize("case", CASES["positives"], ids=lambda case: case["why"])
def test_a_date_field_is_read_as_its_case_says(case: dict[str, str]) -> None:
    """Each date of the case file gives its instant and its precision, and names the record as where it is from."""
    at = datetime.fromisoformat(case["at"]).replace(tzinfo=UTC)
    assert _read([case["raw"]]) == [
        {"published_at": at, "published_precision": case["precision"], "published_from": "record"}
    ]


@pytest.mark.parametrize("case", CASES["negatives"], ids=lambda case: case["why"])
def test_what_is_no_date_is_none(case: dict[str, str | None]) -> None:
    """No date, an impossible date and one far ahead are none, and nothing is guessed."""
    assert _read([case["raw"]]) == [{"published_at": None, "published_precision": "none", "published_from": None}]


def test_a_date_in_the_address_stands_in_where_the_record_has_none() -> None:
    """An address gives a day, Gregorian or Jalali, but only where the record's own field gives nothing."""
    urls = [
        "https://a.example/2024/05/03/x",
        "https://a.example/1403/02/14/x",
        "https://a.example/2024/05/03/x",
        "https://a.example/2024/99/03/",
        "https://a.example/12024/05/03/",
    ]
    found = _read([None, "", "2023-01-01", None, None], list(urls))
    assert [(row["published_at"] and row["published_at"].date().isoformat(), row["published_from"]) for row in found] == [
        ("2024-05-03", "url"), ("2024-05-03", "url"), ("2023-01-01", "record"), (None, None), (None, None),
    ]  # fmt: skip


def test_an_answer_does_not_hang_on_its_neighbours() -> None:
    """A column of dates gives what each of them gives alone."""
    raw = [case["raw"] for case in CASES["positives"] + CASES["negatives"]]
    assert _read(raw) == [_read([one])[0] for one in raw]


@pytest.mark.parametrize("calendar", ["gregorian", "jalali", "hijri"])
def test_no_month_name_stands_for_two_months(calendar: str) -> None:
    """The language files give all twelve months of each calendar, and no folded name to two of them."""
    from tasks.languages import language, tags
    from warehouse.folding import fold

    named = {
        (fold(name), number)
        for tag in tags()
        for number, names in enumerate(language(tag)["months"].get(calendar, []), 1)
        for name in names
    }
    assert len(named) == len(months(calendar))
    assert set(months(calendar).values()) == set(range(1, 13))
