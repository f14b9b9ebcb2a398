"""A date as it was found, and "Tuesday" or "today" as one with the date behind it."""

from typing import NamedTuple

from tasks.extract.dates.date_words import DateWords
from tasks.extract.dates.day_counts import TO_SATURDAY, WEEK, Days

_OFF_BY = 2
"""Days that a computed Hijri date may be beside the one that the moon began."""


class Found(NamedTuple):
    """Tokens `start` to `end` (exclusive) name the days; `relative`: only with the publication date."""

    start: int
    end: int
    calendar: str | None
    precision: str
    relative: bool
    days: Days | None
    approximate: bool = False


def joined(letters: bytes, words: DateWords, day: Found, date: Found) -> Found | None:
    """One date of "Tuesday" or "today" and the date behind it; None where the two are apart or contradict each other.

    A weekday settles which day a computed Hijri date is. `letters` are those of `words`.
    """
    between = letters[day.end : date.start]
    bracket = between == b"(" and letters[date.end : date.end + 1] == b")"
    if not bracket and between not in (b"", b","):
        return None
    if day.calendar is not None or date.calendar is None or not day.precision == date.precision == "day":
        return None
    both = date._replace(start=day.start, end=date.end + bracket)
    if date.days is None or date.days == day.days:
        return both
    weekday = letters.find(b"w", day.start, day.end)
    if weekday < 0 or date.days[0] != date.days[1]:
        return None
    off = (int(words.values[weekday]) - date.days[0] - TO_SATURDAY + _OFF_BY) % WEEK - _OFF_BY
    if abs(off) > (_OFF_BY if date.approximate else 0):
        return None
    return both._replace(days=(date.days[0] + off,) * 2, approximate=False)
