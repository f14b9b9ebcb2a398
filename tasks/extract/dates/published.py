"""When documents were published, as what their relative dates count from."""

from datetime import timedelta

import polars as pl


def published_days(documents: pl.DataFrame, hours_ahead: float) -> list[int | None]:
    """For each document the day it was published on, where its readers are; None where that is not known."""
    local = pl.col("published_at").dt.replace_time_zone(None) + timedelta(hours=hours_ahead)
    day = (
        pl.when(pl.col("published_precision") == "day")
        .then(pl.col("published_at").dt.replace_time_zone(None))
        .otherwise(local)
    )
    return [None if day is None else day.toordinal() for day in documents.select(day.dt.date().alias("day"))["day"]]
