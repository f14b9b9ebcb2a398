"""Days of the Gregorian, the Jalali and the Hijri calendar as numbers of days, 1 being the first of January of year 1.

Hijri dates are computed by the tabular rule (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of
thirty): where the moon is looked for, a month may begin a day or two beside it.
"""

from datetime import date
from functools import lru_cache

import jdatetime

Days = tuple[int, int]
"""First and last day of a stretch."""

WEEK = 7
TO_SATURDAY = 1
"""0001-01-01 was a Monday; weekdays are counted from Saturday."""
_EPOCH_HIJRI = 227_015
_LEAST, _MOST = {"gregorian": 1000, "jalali": 1000, "hijri": 1}, {"gregorian": 2200, "jalali": 1600, "hijri": 1600}


@lru_cache(maxsize=1 << 14)
def days_of(calendar: str, year: int, month: int = 0, day: int = 0) -> Days | None:
    """The days of a year, of a month (from 1) or of a day; None where the calendar has no such day."""
    if not _LEAST[calendar] <= year <= _MOST[calendar]:
        return None
    if day:
        found = _day(calendar, year, month, day)
        return None if found is None else (found, found)
    first = _day(calendar, year, month or 1, 1)
    following = _day(calendar, year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return None if first is None or following is None else (first, following - 1)


def _day(calendar: str, year: int, month: int, day: int) -> int | None:
    if calendar == "hijri":
        return _hijri(year, month, day)
    try:
        if calendar == "jalali":
            return int(jdatetime.date(year, month, day).togregorian().toordinal())
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _hijri(year: int, month: int, day: int) -> int | None:
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return _EPOCH_HIJRI - 1 + day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30


def year_and_month(calendar: str, ordinal: int) -> tuple[int, int]:
    """Year and month of a day; the Hijri ones by the tabular rule."""
    found = date.fromordinal(ordinal)
    if calendar == "gregorian":
        return found.year, found.month
    if calendar == "jalali":
        shown = jdatetime.date.fromgregorian(date=found)
        return int(shown.year), int(shown.month)
    year = (30 * (ordinal - _EPOCH_HIJRI) + 10_646) // 10_631
    start = _hijri(year, 1, 1) or ordinal
    return year, min(12, (2 * (ordinal - start)) // 59 + 1)
