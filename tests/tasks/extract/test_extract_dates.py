"""Dates in texts: calendars, precision, and what is no date."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tasks.extract import extract
from tasks.extract.dates.day_counts import days_of, year_and_month
from tests.tasks.extract.conftest import frames_of

CASES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "extract_dates.json").read_text(encoding="utf-8"))
# A Monday: 26 Aban 1404, 26 Jumada I 1447.
PUBLISHED = datetime(2025, 11, 17, 9, tzinfo=UTC)


def dates_of(language: str, text: str, published: datetime | None = PUBLISHED) -> pl.DataFrame:
    """The dates of one text."""
    return dates_in((language, text), published=published)


def dates_in(*texts: tuple[str, str], published: datetime | None) -> pl.DataFrame:
    """The dates of some texts, each with its language."""
    documents, passages = frames_of(*texts)
    if published is not None:
        documents = documents.with_columns(
            pl.lit(published).cast(documents.schema["published_at"]).alias("published_at"),
            pl.lit("second").alias("published_precision"),
        )
    return extract(documents, passages)["dates"]


@cache
def dates_of_cases() -> pl.DataFrame:
    """The dates of all cases, read as one shard."""
    return dates_in(*((case["language"], case["text"]) for case in CASES), published=PUBLISHED)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case['language']}-{case['name']}" for case in CASES])
def test_dates(number: int) -> None:
    """Dates are found with calendar, precision and days, and other numbers and words are not."""
    mine = dates_of_cases().filter(pl.col("doc_id") == f"d{number}")
    rows = mine.select("surface", "calendar", "precision", "date_from", "date_to")
    found = [
        [surface, calendar, precision, *(None if day is None else day.isoformat() for day in days)]
        for surface, calendar, precision, *days in rows.iter_rows()
    ]
    assert found == CASES[number]["dates"]


def test_offsets_hold_the_words() -> None:
    """The offsets of a date cut its surface out of the text."""
    text = "فتح المتحف يوم الخميس 12 من مايو 2022 ثم أغلق."
    row = dates_of("ar", text).row(0, named=True)
    assert text[row["start_char"] : row["end_char"]] == row["surface"]


def test_without_publication_relative_dates_stay_relative() -> None:
    """Yesterday is nobody's day where the day of publication is not known; a full date is one all the same."""
    rows = dates_of("fa", "دیروز و ۱۲ تیر ۱۴۰۳ و ۵ مرداد باران بارید.", published=None)
    assert rows.select("relative", "date_from").rows() == [(True, None), (False, date(2024, 7, 2)), (True, None)]


def test_digits_of_other_scripts_are_no_number() -> None:
    """A Mongolian zero is read past."""
    assert dates_of("ar", "فتح المتحف يوم \u1810 من مايو.").is_empty()


def test_hijri_days_are_marked_approximate() -> None:
    """A Hijri date is computed, and says so; others are exact."""
    rows = dates_of("ar", "بدأ المعرض في 14 رمضان 1445 وانتهى في 5 أبريل 2024.")
    assert rows["approximate"].to_list() == [True, False]


def test_guesses_are_marked_approximate() -> None:
    """A bare weekday and what is counted back in years are guesses; what the words or a date settle is none."""
    rows = dates_of("ar", "أمطرت الأربعاء وقبل عامين، ثم الخميس الماضي والثلاثاء 11 نوفمبر وأمس الأحد.")
    assert rows["approximate"].to_list() == [True, True, False, False, False]


@pytest.mark.parametrize("calendar", ["gregorian", "jalali", "hijri"])
def test_years_follow_each_other(calendar: str) -> None:
    """Each year begins on the day after the one before it, and its months fill it."""
    for year in range(1300, 1480) if calendar != "gregorian" else range(1900, 2080):
        this, following = days_of(calendar, year), days_of(calendar, year + 1)
        months = [days_of(calendar, year, month) for month in range(1, 13)]
        assert this and following and this[1] + 1 == following[0]
        assert months[0] and months[-1] and (months[0][0], months[-1][1]) == this
        assert all(year_and_month(calendar, month[0]) == (year, n) for n, month in enumerate(months, 1) if month)
