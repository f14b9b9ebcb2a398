"""Days, weeks, months and years that texts name."""

import polars as pl

from warehouse.contract import PASSAGE_NO, Column, Table, per_document, span

DATES = Table(
    name="dates",
    description="Where a text names a day, a week, a month or a year, in any calendar, and which days it means.",
    key=("doc_id", "revision", "batch_id", "date_no"),
    columns=per_document(
        Column("date_no", pl.Int32, "Number of the date in its document, from 1", low=1),
        PASSAGE_NO,
        *span("the date"),
        Column("surface", pl.String, "The date as written"),
        Column(
            "calendar",
            pl.String,
            "Calendar it is written in; null for what names none (yesterday, Tuesday)",
            nullable=True,
            allowed=("gregorian", "jalali", "hijri"),
        ),
        Column("precision", pl.String, "What is named", allowed=("day", "week", "month", "year")),
        Column("relative", pl.Boolean, "Whether the words alone do not say which day, month or year it is"),
        Column("date_from", pl.Date, "First day meant; null where only the publication date could tell", nullable=True),
        Column("date_to", pl.Date, "Last day meant, as date_from", nullable=True),
        Column(
            "approximate",
            pl.Boolean,
            "Whether other days may be meant: computed Hijri dates (a day or two), a bare weekday (taken as the last one, "
            "or the next in a sentence about the future), weeks, months and years counted back",
        ),
    ),
)
