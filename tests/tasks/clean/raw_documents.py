"""Frames of raw documents made by hand, as the ingest stage would give them, and a short way to clean them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import polars as pl

from tasks.clean import Cleaned, clean
from tasks.ingest.identity import identify
from warehouse.contract import conform
from warehouse.tables import RAW_DOCUMENTS

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

Mark = Mapping[str, object]


def raw_documents(
    bodies: Sequence[str],
    titles: Sequence[str | None] | None = None,
    marks: Sequence[Sequence[Mark]] | None = None,
    authors: Sequence[str | None] | None = None,
) -> pl.DataFrame:
    """One raw document a body, with source_record_id 0, 1, …; `marks`: start, end and kind of marked stretches of each body."""
    n = len(bodies)
    rows = pl.DataFrame(
        {
            "source": ["by hand"] * n,
            "source_record_id": [str(number) for number in range(n)],
            "input_name": ["by hand"] * n,
            "format": ["text"] * n,
            "url": [None] * n,
            "title": list(titles) if titles else [None] * n,
            "body": list(bodies),
            "marks": [list(of_body) for of_body in marks] if marks else [None] * n,
            "authors": [[author] if author else None for author in authors] if authors else [None] * n,
            "fetched_at": [NOW] * n,
            "batch_id": ["batch"] * n,
        },
        schema_overrides={
            "url": pl.String,
            "title": pl.String,
            "body": pl.String,
            "authors": pl.List(pl.String),
            "marks": RAW_DOCUMENTS.polars_schema()["marks"],
        },
    )
    identified = identify(rows)
    return conform(identified.select(name for name in RAW_DOCUMENTS.names if name in identified.columns), RAW_DOCUMENTS)


def clean_bodies(
    bodies: Sequence[str],
    titles: Sequence[str | None] | None = None,
    marks: Sequence[Sequence[Mark]] | None = None,
    authors: Sequence[str | None] | None = None,
) -> Cleaned:
    """What cleaning makes of `bodies`."""
    return clean(raw_documents(bodies, titles, marks, authors), now=NOW)
