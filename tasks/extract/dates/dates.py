"""Dates that texts name, and the days they mean. Words of dates are `date_words`, calendars `day_counts`."""

import re
from collections.abc import Sequence

import numpy as np

from tasks.extract.dates.date_joins import Found, joined
from tasks.extract.dates.date_patterns import DATE
from tasks.extract.dates.date_words import DateWords, date_words
from tasks.extract.dates.day_counts import TO_SATURDAY, WEEK, Days, days_of, year_and_month
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Ints, among

_CALENDARS = {
    letter: name for letters, name in (("gG", "gregorian"), ("jJ", "jalali"), ("hI", "hijri")) for letter in letters
}
_COMMON_ERA = 1500
# Every date has one of these, within so many tokens from its beginning, and begins with one of those.
_ANCHORS, _LONGEST, _FIRST = "gjhGJIYHXwrpBncaiyKTU", 6, "dDoYHXgjhGJItyvkQiwrN"
_SIDES = {ord("n"): 1, ord("p"): -1, ord("B"): -1}
_UNITS = {"k": "week", "K": "week", "t": "month", "T": "month", "y": "year", "U": "year"}
_FAR = 40  # Words within which a sentence may be about the future.


class Dates:
    """Finds the dates of one reading. `published` has the day of publication by document, as a number, None if unknown."""

    def __init__(self, reading: Reading, published: Sequence[int | None]) -> None:
        self._reading = reading
        self._published = published
        self._words: DateWords = date_words(reading.tokens, reading.lexicon)
        self._letters = self._words.letters.tobytes()
        facts = reading.lexicon.facts["dates"]
        self._home: str = facts["home_calendar"]
        self._century: int = facts["two_digit_years_from"]

    def find(self) -> list[Found]:
        """All dates in order; what stands in the name of an outlet is none."""
        found: list[Found] = []
        until, date, letters = 0, DATE.match, self._letters
        for at in self._beginnings().tolist():
            if at >= until and (match := date(letters, at)) and self._reading.classes[at] not in b"QqyY":
                made = self._read(match)
                if made is not None:
                    while found and (whole := joined(letters, self._words, found[-1], made)) is not None:
                        made = whole
                        found.pop()
                    found.append(made)
                    until = made.end
        return found

    def _beginnings(self) -> Ints:
        """Tokens at which a date may begin: a pattern that is tried at every token takes ten times as long."""
        letters = self._words.letters
        first, anchors = np.flatnonzero(among(letters, _FIRST)), np.flatnonzero(among(letters, _ANCHORS))
        anchors = np.append(anchors, len(letters) + _LONGEST)
        beginnings: Ints = first[anchors[np.searchsorted(anchors, first)] - first < _LONGEST]
        return beginnings

    def _read(self, match: "re.Match[bytes]") -> Found | None:
        """What a match names; None where it is no date."""
        return _READERS[str(match.lastgroup)](self, match)

    def _value(self, token: int) -> int:
        return int(self._words.values[token])

    def _day(self, match: "re.Match[bytes]") -> int | None:
        return self._published[self._reading.document_of(match.start())]

    def _year(self, match: "re.Match[bytes]") -> int | None:
        places = (match.start(name) for name in _YEARS if match[name] is not None)
        return next((self._value(at) for at in places), None)

    def _tight(self, match: "re.Match[bytes]") -> bool:
        """No blanks between digits and signs; strokes may have them on both sides beside a year of four digits."""
        gaps = self._reading.tokens.gap[match.start() + 1 : match.end()]
        return not gaps.any() or (b"s" in match[0] and bool(gaps[:4].all()))

    def _calendar_of_year(self, year: int) -> str:
        if year > _COMMON_ERA:
            return "gregorian"
        return "hijri" if self._home == "gregorian" else "jalali"

    def _digits(self, match: "re.Match[bytes]") -> Found | None:
        numbers = [at for at in range(match.start(), match.end()) if self._letters[at] in b"dYHX"]
        if not self._tight(match) or len(numbers) != 3:
            return None
        year, month, day = (self._value(at) for at in (numbers if match["ymd"] else numbers[::-1]))
        calendar = self._calendar_of_year(year)
        days = days_of(calendar, year, month, day)
        return days and Found(match.start(), match.end(), calendar, "day", False, days, calendar == "hijri")

    def _month(self, match: "re.Match[bytes]") -> tuple[str, int]:
        at = next(at for at in range(match.start(), match.end()) if chr(self._letters[at]) in _CALENDARS)
        return _CALENDARS[chr(self._letters[at])], self._value(at)

    def _days_of_month(self, match: "re.Match[bytes]") -> Found | None:
        calendar, month = self._month(match)
        year = self._year(match)
        if year is not None and (year > _COMMON_ERA) != (calendar == "gregorian"):
            return None
        if match["md"] is not None and not self._reading.text[self._reading.first[match.start()]].isupper():
            return None
        if match["md"] is not None:
            first = last = self._value(match.start() + 1)
        else:
            first = self._value(match.start("from" if match["range"] else "day"))
            last = self._value(match.start("to")) if match["range"] else first
        days = self._in_year(calendar, year, month, (first, last), self._day(match))
        impossible = days is None and (year is not None or self._day(match) is not None)
        if impossible or last < first:
            return None
        return Found(match.start(), match.end(), calendar, "day", year is None, days, calendar == "hijri")

    def _in_year(
        self, calendar: str, year: int | None, month: int, days: tuple[int, int], published: int | None
    ) -> Days | None:
        """Without a year, in the one that is nearest to publication."""
        if year is None and published is None:
            return None
        near = [year] if year is not None else _near_years(calendar, published or 0)
        options = [
            (first[0], last[1])
            for one in near
            if (first := days_of(calendar, one, month, days[0])) and (last := days_of(calendar, one, month, days[1]))
        ]
        return min(options, key=lambda option: abs(option[0] - (published or 0)), default=None)

    def _month_of_year(self, match: "re.Match[bytes]") -> Found | None:
        calendar, month = self._month(match)
        year = self._year(match)
        if year is None or (year > _COMMON_ERA) != (calendar == "gregorian"):
            return None
        return Found(
            match.start(), match.end(), calendar, "month", False, days_of(calendar, year, month), calendar == "hijri"
        )

    def _bare_month(self, match: "re.Match[bytes]") -> Found:
        calendar, month = self._month(match)
        published, side = self._day(match), _side(match)
        days = None
        if published is not None:
            options = [
                option for year in _near_years(calendar, published) if (option := days_of(calendar, year, month))
            ]
            if side > 0:
                options = [option for option in options if option[0] > published]
            elif side < 0:
                options = [option for option in options if option[1] < published]
            days = min(options, key=lambda option: abs(option[0] + 14 - published), default=None)
        return Found(match.start(), match.end(), calendar, "month", True, days, calendar == "hijri")

    def _bare_year(self, match: "re.Match[bytes]") -> Found:
        year = self._year(match)
        if year is None:
            year = self._century + self._value(match.start() + 1)
        calendar = self._home if match["short"] else self._calendar_of_year(year)
        return Found(match.start(), match.end(), calendar, "year", False, days_of(calendar, year), calendar == "hijri")

    def _counted(self, match: "re.Match[bytes]") -> Found | None:
        """So many days ago; of weeks, months and years only roughly. None where nothing says how many."""
        places = range(match.start(), match.end())
        number = next((self._value(at) for at in places if self._letters[at] in b"dDNaKTU" and self._value(at)), 0)
        unit = next((_UNITS[letter] for letter in match[0].decode() if letter in _UNITS), None)
        if not number:
            return None
        if unit is None:
            return self._beside(match, -number)
        days = self._shifted(unit, -number, self._day(match))
        return Found(match.start(), match.end(), None, unit, True, days, approximate=True)

    def _beside(self, match: "re.Match[bytes]", shift: int, *, guessed: bool = False) -> Found:
        """The day so many days from publication."""
        published = self._day(match)
        days = None if published is None else (published + shift, published + shift)
        return Found(match.start(), match.end(), None, "day", True, days, guessed)

    def _relative(self, match: "re.Match[bytes]") -> Found:
        at = match[0].find(b"r")
        return self._beside(match, _side(match) if at < 0 else self._value(match.start() + at))

    def _period(self, match: "re.Match[bytes]") -> Found | None:
        if match[0] == b"yc" and self._reading.lexicon.has_article and not self._stands_free(match.start()):
            return None
        unit = next(letter for letter in match[0] if letter in b"kty")
        published = self._day(match)
        precision = _UNITS[chr(unit)]
        return Found(
            match.start(), match.end(), None, precision, True, self._shifted(precision, _side(match), published)
        )

    def _stands_free(self, token: int) -> bool:
        """«في العام الحالي», and not «الأمين العام الحالي»."""
        return token == 0 or self._letters[token - 1] in b"e,!\n" or self._reading.begins(token, "\u0648")

    def _shifted(self, precision: str, shift: int, published: int | None) -> Days | None:
        if published is None:
            return None
        if precision == "week":
            saturday = published - (published + TO_SATURDAY) % WEEK + shift * WEEK
            return saturday, saturday + WEEK - 1
        year, month = year_and_month(self._home, published)
        if precision == "year":
            return days_of(self._home, year + shift)
        year, month = year + (month - 1 + shift) // 12, (month - 1 + shift) % 12 + 1
        return days_of(self._home, year, month)

    def _weekday(self, match: "re.Match[bytes]") -> Found:
        """The last one, or the next; a guess where only the sentence tells which."""
        published = self._day(match)
        if published is None:
            return self._beside(match, 0)
        at = match.start() + match[0].index(b"w")
        back = (published + TO_SATURDAY - self._value(at)) % WEEK
        side = _side(match)
        if b"k" in match[0]:
            week = published - (published + TO_SATURDAY) % WEEK + side * WEEK
            return self._beside(match, week + self._value(at) - published)
        if side > 0 or (side == 0 and self._is_future(match)):
            return self._beside(match, WEEK - back, guessed=side == 0)
        return self._beside(match, -(back or (WEEK if side < 0 else 0)), guessed=side == 0)

    def _is_future(self, match: "re.Match[bytes]") -> bool:
        low = max(0, match.start() - _FAR)
        start = max(low, *(self._letters.rfind(mark, low, match.start()) for mark in (b"!", b"\n")))
        ends = [
            end for mark in (b"!", b"\n") if (end := self._letters.find(mark, match.end(), match.end() + _FAR)) >= 0
        ]
        return b"F" in self._letters[start : min(ends, default=match.end() + _FAR)]


_YEARS = (*(f"y{n}" for n in range(10)), "yb")
_READERS = {
    "ymd": Dates._digits, "dmy": Dates._digits, "range": Dates._days_of_month, "dm": Dates._days_of_month,
    "md": Dates._days_of_month, "my": Dates._month_of_year, "mo": Dates._bare_month, "yr": Dates._bare_year,
    "short": Dates._bare_year, "count": Dates._counted, "week": Dates._weekday, "day_of": Dates._relative,
    "rel": Dates._relative, "this": Dates._period, "period": Dates._period, "that_day": Dates._relative,
    "wd": Dates._weekday,
}  # fmt: skip


def _side(match: "re.Match[bytes]") -> int:
    """1 where the last word says "next", -1 where it says "last" or "ago", else 0."""
    return _SIDES.get(match[0][-1], 0)


def _near_years(calendar: str, published: int) -> list[int]:
    year, _ = year_and_month(calendar, published)
    return [year - 1, year, year + 1]
