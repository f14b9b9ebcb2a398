"""When documents were published, as what their relative dates count from."""

from datetime import timedelta

import polars as pl


def published_days(passages: pl.DataFrame, documents: pl.DataFrame, hours_ahead: float) -> dict[int, int | None]:
    """By number of document the day it was published on, where its readers are; None where that is not known."""
    local = pl.col("published_at").dt.replace_time_zone(None) + timedelta(hours=hours_ahead)
    day = (
        pl.when(pl.col("published_precision") == "day")
        .then(pl.col("published_at").dt.replace_time_zone(None))
        .otherwise(local)
    )
    keys = ["doc_id", "revision", "batch_id"]
    numbered = (
        passages.select("document", *keys)
        .unique("document")
        .join(documents.select(*keys, day.dt.date().alias("day")), on=keys, how="left")
    )
    return {
        number: None if day is None else day.toordinal()
        for number, day in numbered.select("document", "day").iter_rows()
    }
