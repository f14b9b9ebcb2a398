"""When a record says it was published: from its date field, else from its address. No date is no date: nothing is guessed.

A time without a zone is taken as UTC; one beside a Jalali date as Tehran's. A date without a time is that day at 00:00 UTC,
at day precision. Day comes before month in 03/05/2024.
"""

from datetime import UTC, datetime, timedelta

import polars as pl

from tasks.ingest.calendars import HIJRI_YEARS, JALALI_YEARS, TEHRAN, any_of, folded, gregorian, months
from tasks.ingest.clock_times import time_pattern, times_of
from warehouse.contract import TIMESTAMP

MAX_LENGTH = 120
"""Characters of a date field; a longer one is no date."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
AHEAD = timedelta(days=2)
"""So far before its time a record may be dated: clocks and zones differ."""

_YMD = r"(?:^|\D)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)"
_DMY = r"(?:^|\D)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\D|$)"
_COMPACT = r"^(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:t\d{4,6}z?)?$"
_EPOCH = r"^(\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?$"
_IN_URL = r"/(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[/_.?#-]|$)"
_NOTHING = (pl.lit(None, TIMESTAMP).alias("at"), pl.lit(None, pl.String).alias("precision"))
_NUMBERS = ("year", "month", "day", "hour", "minute", "second", "offset")


def parse_dates(published_raw: pl.Series, url: pl.Series, *, now: datetime | None = None) -> pl.DataFrame:
    """published_at (UTC), published_precision (second, day, none) and published_from (record, url, null), row by row.

    `now`: dates more than two days after it are none; without it, those after LAST_YEAR.
    """
    raw = published_raw.cast(pl.String).rename("raw").to_frame()
    distinct = raw.unique().drop_nulls()
    read = distinct.with_columns(_read(distinct["raw"]) if distinct.height else _NOTHING)
    in_url = pl.lit(None, TIMESTAMP) if url.null_count() == len(url) else _in_url(url.cast(pl.String))
    frame = raw.join(read, on="raw", how="left", maintain_order="left").with_columns(in_url.alias("url_at"))
    latest = pl.lit(now + AHEAD if now else datetime(LAST_YEAR, 12, 31, tzinfo=UTC), TIMESTAMP)
    frame = frame.with_columns(
        pl.when(pl.col(name) <= latest).then(pl.col(name)).alias(name) for name in ("at", "url_at")
    )
    source = (
        pl.when(pl.col("at").is_not_null())
        .then(pl.lit("record"))
        .when(pl.col("url_at").is_not_null())
        .then(pl.lit("url"))
    )
    return frame.select(
        published_at=pl.coalesce("at", "url_at").cast(TIMESTAMP),
        published_precision=pl.when(pl.col("at").is_not_null())
        .then("precision")
        .when(pl.col("url_at").is_not_null())
        .then(pl.lit("day"))
        .otherwise(pl.lit("none")),
        published_from=source,
    )


def _read(raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Instants (null where there is none) and their precision, for distinct date fields."""
    text = raw.to_frame("raw").select(
        pl.when(pl.col("raw").str.len_chars() <= MAX_LENGTH).then(folded(pl.col("raw"))).alias("text")
    )
    frame = text.with_columns(times_of(text["text"])).with_columns(
        pl.col("text").str.replace(time_pattern(), " ").alias("rest")
    )
    frame = frame.with_columns(_days(frame["rest"]))
    jalali = frame["year"].is_between(*JALALI_YEARS) | (frame["calendar"] == "jalali").fill_null(False)
    frame = frame.with_columns(jalali.alias("jalali"))
    converted = gregorian(
        *(pl.select(pl.when(jalali).then(frame[name])).to_series() for name in ("year", "month", "day"))
    )
    frame = frame.with_columns(
        pl.when(jalali).then(converted[name]).otherwise(frame[name]).alias(name) for name in ("year", "month", "day")
    )
    frame = frame.with_columns(_instant().alias("at"))
    epoch = _epoch(frame["text"])
    precision = (
        pl.when(epoch.is_not_null() | pl.col("hour").is_not_null())
        .then(pl.lit("second"))
        .otherwise(pl.lit("day"))
        .alias("precision")
    )
    return epoch.rename("at").zip_with(epoch.is_not_null(), frame["at"]), frame.select(precision).to_series()


def _days(rest: pl.Series) -> pl.DataFrame:
    """year, month, day as written and the calendar that a month's name proves; null where there is no date."""
    found = rest.to_frame("rest").select(
        _groups(_YMD, "year", "month", "day").alias("ymd"),
        _groups(_DMY, "day", "month", "year").alias("dmy"),
        _groups(_COMPACT, "year", "month", "day").alias("compact"),
    )
    columns = [found.unnest(name).with_columns(pl.lit(None, pl.String).alias("calendar")) for name in found.columns]
    # The patterns of names are dear to build, and many shards write all their months in digits.
    named = rest.str.contains(r"\p{L}").any()
    columns += [_named_days(rest, calendar) for calendar in ("jalali", "gregorian") if named]
    wanted = ("year", "month", "day", "calendar")
    merged = columns[0].select(wanted)
    for other in columns[1:]:
        taken = merged["year"].is_not_null()
        merged = pl.DataFrame([merged[name].zip_with(taken, other[name]) for name in wanted])
    is_hijri = merged["year"].is_between(*HIJRI_YEARS)
    if named:
        is_hijri |= rest.str.contains(_bounded(list(months("hijri")))).fill_null(False)
    return merged.with_columns(pl.when(is_hijri).then(None).otherwise(pl.col("year")).alias("year"))


def _groups(pattern: str, *names: str) -> pl.Expr:
    """The groups of a pattern as a struct of numbers."""
    groups = pl.col("rest").str.extract_groups(pattern).struct.rename_fields(list(names))
    return pl.struct(groups.struct.field(name).cast(pl.Int64, strict=False) for name in ("year", "month", "day"))


def _bounded(names: list[str]) -> str:
    return rf"(?:^|[^\p{{L}}])(?:{any_of(names)})(?:[^\p{{L}}]|$)"


def _named_days(rest: pl.Series, calendar: str) -> pl.DataFrame:
    """Dates with the month's name: 3 May 2024, May 3, 2024 and 2024 May 3, in any language."""
    names = months(calendar)
    month = rf"({any_of(list(names))})"
    orders = (
        (
            rf"(?:^|\D)(\d{{1,2}})(?:\D*[^\d\p{{L}}])?{month}(?:[^\d\p{{L}}]\D*)?(\d{{4}})(?:\D|$)",
            ("day", "name", "year"),
        ),
        (rf"(?:^|[^\p{{L}}]){month}(?:[^\d\p{{L}}]\D*)?(\d{{1,2}})\D+(\d{{4}})(?:\D|$)", ("name", "day", "year")),
        (
            rf"(?:^|\D)(\d{{4}})(?:\D*[^\d\p{{L}}])?{month}(?:[^\d\p{{L}}]\D*)?(\d{{1,2}})(?:\D|$)",
            ("year", "name", "day"),
        ),
    )
    frame = rest.to_frame("rest")
    parts = frame.select(
        pl.col("rest").str.extract_groups(pattern).struct.rename_fields(list(fields)).alias(str(n))
        for n, (pattern, fields) in enumerate(orders)
    )
    merged = parts.select(
        pl.coalesce(pl.col(column).struct.field(name) for column in parts.columns).alias(name)
        for name in ("year", "name", "day")
    )
    number = pl.col("name").str.replace_all(r"[.\s]+", " ").replace_strict(names, default=None, return_dtype=pl.Int64)
    return merged.select(
        pl.col("year").cast(pl.Int64, strict=False), number.alias("month"), pl.col("day").cast(pl.Int64, strict=False),
        pl.when(number.is_not_null()).then(pl.lit(calendar)).alias("calendar"),
    )  # fmt: skip


def _instant() -> pl.Expr:
    """The instant of the columns _NUMBERS; null for what no calendar and no clock has."""
    year, month, day, hour, minute, second, offset = map(pl.col, _NUMBERS)
    date = pl.concat_str(year, month, day, separator="-").str.to_date("%Y-%m-%d", strict=False)
    fits = year.is_between(FIRST_YEAR, LAST_YEAR) & (hour.is_null() | ((hour < 24) & (minute < 60) & (second < 60)))
    local = date.cast(pl.Datetime("us")) + pl.duration(
        hours=hour.fill_null(0), minutes=minute.fill_null(0), seconds=pl.when(hour.is_null()).then(0).otherwise(second)
    )
    tehran = (
        local.dt.replace_time_zone(TEHRAN, ambiguous="earliest", non_existent="null")
        .dt.convert_time_zone("UTC")
        .dt.replace_time_zone(None)
    )
    in_utc = (
        pl.when(hour.is_null()).then(local)
        .when(offset.is_not_null()).then(local - pl.duration(minutes=offset))
        .when(pl.col("jalali")).then(pl.coalesce(tehran, local - pl.duration(minutes=210)))
        .otherwise(local)
    )  # fmt: skip
    return pl.when(fits).then(in_utc).dt.replace_time_zone("UTC")


def _epoch(text: pl.Series) -> pl.Series:
    """Seconds, milliseconds or microseconds since 1970, by their number of digits."""
    digits = text.str.extract(_EPOCH, 1)
    scale = digits.str.len_chars().replace_strict(
        {9: 10**6, 10: 10**6, 12: 10**3, 13: 10**3, 15: 1, 16: 1}, default=None, return_dtype=pl.Int64
    )
    return (digits.cast(pl.Int64) * scale).cast(TIMESTAMP)


def _in_url(url: pl.Series) -> pl.Series:
    """The day that an address names in its path, /2024/05/03/ or /1403/02/14/."""
    rest = url.to_frame("rest").select(_groups(_IN_URL, "year", "month", "day").alias("day")).unnest("day")
    jalali = rest["year"].is_between(*JALALI_YEARS).fill_null(False)
    converted = gregorian(*(pl.select(pl.when(jalali).then(rest[name])).to_series() for name in rest.columns))
    whole = pl.DataFrame([converted[name].zip_with(jalali, rest[name]) for name in rest.columns])
    empty = {name: pl.lit(None, pl.Int64) for name in ("hour", "minute", "second", "offset")}
    return whole.with_columns(**empty, jalali=jalali).select(_instant()).to_series()
