"""What readers found, made into rows of the contract: source, outlet, ids, times. The last step of reading."""

from datetime import datetime

import polars as pl

from tasks.ingest.dates import parse_dates
from tasks.ingest.identity import SEPARATOR, blake3, identify, url_hosts
from tasks.ingest.inputs import STDIN
from tasks.ingest.options import IngestOptions
from warehouse.tables.quarantine import QUARANTINE
from warehouse.tables.raw_documents import RAW_DOCUMENTS

RECORD_COLUMNS = {column.name: column.dtype for column in RAW_DOCUMENTS.columns if column.name != "batch_id"}
REJECT_COLUMNS = {column.name: column.dtype for column in QUARANTINE.columns if column.name != "batch_id"}


def finish_rows(rows: pl.DataFrame, options: IngestOptions, now: datetime) -> pl.DataFrame:
    """Rows of raw_documents, but for batch_id. fetched_at is `now` where the record does not say or says the impossible."""
    named = _named(rows, options)
    fetched = parse_dates(named["fetched"], named["fetched"].clear(rows.height), now=now)["published_at"]
    named = named.with_columns(fetched_at=fetched.fill_null(now), published_raw=pl.col("published"))
    whole = identify(named.with_columns(source_record_id=_stdin_id(named)))
    return whole.select(pl.col(name).cast(kind) for name, kind in RECORD_COLUMNS.items())


def finish_rejects(rejects: pl.DataFrame, options: IngestOptions, now: datetime, seen: dict[str, int]) -> pl.DataFrame:
    """Rows of quarantine, but for batch_id.

    The id hangs on source, file and content, not on the place in the file; `seen` counts equal ones of a batch, and the
    second of them gets another id. It is changed here.
    """
    named = _named(rejects.with_columns(outlet=pl.lit(None, pl.String), body=pl.col("raw")), options)
    content = pl.coalesce("raw", "sha256")
    base = (
        named.select(blake3(pl.concat_str("source", "input_name", "reason", content, separator=SEPARATOR)).str.head(16))
        .to_series()
        .to_list()
    )
    ids: list[str] = []
    for key in base:  # rejects are few; a count over all chunks is no column
        n = seen.get(key, 0)
        seen[key] = n + 1
        ids.append(key if n == 0 else f"{key}-{n + 1}")
    known = pl.col("id").is_not_null() | pl.col("url").is_not_null()
    whole = identify(named.with_columns(source_record_id=_stdin_id(named)))
    return whole.with_columns(
        quarantine_id=pl.Series(ids, dtype=pl.String),
        stage=pl.lit("ingest"),
        quarantined_at=pl.lit(now),
        doc_id=pl.when(known).then("doc_id"),
    ).select(pl.col(name).cast(kind) for name, kind in REJECT_COLUMNS.items())


def _named(rows: pl.DataFrame, options: IngestOptions) -> pl.DataFrame:
    """Source and outlet, and an id: the record's own, else its file and number; null for standard input."""
    host = url_hosts(rows["url"])
    by_place = pl.concat_str("input_name", ("#" + pl.col("record_no").cast(pl.String)).fill_null(""))
    return rows.with_columns(
        source=pl.coalesce(pl.lit(options.source, pl.String), "source", host, "input_source"),
        outlet=pl.coalesce(pl.lit(options.outlet, pl.String), "outlet", host),
        source_record_id=pl.coalesce("id", pl.when(pl.col("input_name") != STDIN).then(by_place)),
    )


def _stdin_id(rows: pl.DataFrame) -> pl.Series:
    """Ids, with one by content for records of standard input that have none: a stream has no places that stay."""
    if not rows["source_record_id"].has_nulls():
        return rows["source_record_id"]
    content = pl.concat_str(pl.col("title").fill_null(""), pl.lit(SEPARATOR), pl.col("body").fill_null(""))
    return rows.select(
        pl.coalesce("source_record_id", "stdin-" + blake3(content).str.head(12)).alias("source_record_id")
    ).to_series()
