"""Times of day in a date field: hour, minute, second, half of the day and zone. The day itself is read in `dates`."""

from functools import cache

import polars as pl

from tasks.ingest.calendars import any_of, day_halves

_COMPACT_TIME = r"^(?:\d{8}|.*\dt)(\d{2})(\d{2})(\d{2})?(?:\D|$)"
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "irst": 210, "cet": 60, "cest": 120,
}  # fmt: skip
"""Zone names of RFC 2822 and a few of the region, in minutes east of Greenwich."""


@cache
def time_pattern() -> str:
    """A time of day with its half of the day and its zone."""
    halves = f"(?:({any_of(day_halves('before_noon'))})|({any_of(day_halves('after_noon'))}))"
    zone = rf"(?:\s*\(?([+-]\d{{2}}:?\d{{2}}|(?:utc|gmt)?[+-]\d{{1,2}}|{any_of(list(_ZONES))})(?:[^\p{{L}}\d]|$))"
    return rf"(?:^|t|[^\d:+])(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?:[.,]\d+)?(?:\s*{halves}(?:[^\p{{L}}]|$))?{zone}?"


def times_of(text: pl.Series) -> tuple[pl.Series, ...]:
    """hour, minute, second and minutes east of Greenwich, null where they are not given."""
    frame = text.to_frame("text").select(
        pl.col("text")
        .str.extract_groups(time_pattern())
        .struct.rename_fields(["hour", "minute", "second", "before", "after", "zone"])
        .alias("time"),
        pl.col("text")
        .str.extract_groups(_COMPACT_TIME)
        .struct.rename_fields(["hour", "minute", "second"])
        .alias("compact"),
        pl.col("text").str.extract(r"\dt\d{4,6}(?:\.\d+)?(z|[+-]\d{2}:?\d{2})$", 1).alias("compact_zone"),
    )
    time, compact = pl.col("time").struct, pl.col("compact").struct
    plain = frame.select(
        *(pl.coalesce(time.field(name), compact.field(name)).cast(pl.Int64, strict=False).alias(name) for name in ("hour", "minute", "second")),
        _offset(pl.coalesce(time.field("zone"), "compact_zone")).alias("offset"), time.field("before").alias("before"), time.field("after").alias("after"),
    )  # fmt: skip
    hour = pl.col("hour")
    turned = (
        pl.when(pl.col("after").is_not_null() & (hour < 12))
        .then(hour + 12)
        .when(pl.col("before").is_not_null() & (hour == 12))
        .then(0)
        .otherwise(hour)
    )
    return tuple(plain.select(turned.alias("hour"), "minute", pl.col("second").fill_null(0), "offset").get_columns())


def _offset(zone: pl.Expr) -> pl.Expr:
    """Minutes east of Greenwich of +03:30, +0330, gmt+3 or a name."""
    signed = zone.str.extract_groups(r"([+-])(\d{1,2}):?(\d{2})?$")
    field = signed.struct.field
    minutes = field("2").cast(pl.Int64) * 60 + field("3").cast(pl.Int64).fill_null(0)
    return pl.coalesce(
        pl.when(field("1") == "-").then(-minutes).otherwise(minutes),
        zone.replace_strict(_ZONES, default=None, return_dtype=pl.Int64),
    )
