"""Calendars: the names of months as patterns, and Jalali dates as Gregorian ones. Names come from the language files."""

import re
from functools import cache

import jdatetime
import polars as pl

from tasks.languages import language, tags
from warehouse.folding import DROPPED, LETTERS, fold

JALALI_YEARS = (1300, 1430)
HIJRI_YEARS = (1431, 1500)
"""Year numbers that are no Gregorian ones. Hijri dates hang on who saw the moon where: they are left unknown."""

TEHRAN = "Asia/Tehran"


def folded(text: pl.Expr) -> pl.Expr:
    """Dates brought to one spelling: ASCII digits, small letters, one form for each Arabic letter, single spaces."""
    return (
        text.str.to_lowercase()
        .str.replace_many(LETTERS)
        .str.replace_many(sorted(DROPPED), [""])
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )


@cache
def months(calendar: str) -> dict[str, int]:
    """Folded month names of all languages for gregorian, jalali or hijri, with the month's number."""
    lists = [language(tag).get("months", {}).get(calendar, []) for tag in tags()]
    return {fold(name): number for found in lists for number, names in enumerate(found, 1) for name in names}


@cache
def day_halves(half: str) -> tuple[str, ...]:
    """Folded words of all languages for before_noon or after_noon."""
    return tuple(
        dict.fromkeys(fold(word) for tag in tags() for word in language(tag).get("day_halves", {}).get(half, []))
    )


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """A pattern for one of `words`, the longest first; points and spaces within a word may be either."""
    return "|".join(r"[.\s]+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))


def gregorian(years: pl.Series, months_: pl.Series, days: pl.Series) -> pl.DataFrame:
    """Jalali dates as Gregorian year, month and day; null where there is no such date. One call a distinct date, 5 us."""
    asked = pl.DataFrame({"y": years, "m": months_, "d": days})
    distinct = asked.unique().drop_nulls()
    kind = pl.Struct({"year": pl.Int64, "month": pl.Int64, "day": pl.Int64})
    answers = distinct.with_columns(pl.Series("g", [_gregorian(*row) for row in distinct.iter_rows()], dtype=kind))
    return asked.join(answers, on=["y", "m", "d"], how="left", maintain_order="left").select("g").unnest("g")


def _gregorian(year: int, month: int, day: int) -> dict[str, int] | None:
    try:
        found = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return {"year": found.year, "month": found.month, "day": found.day}
