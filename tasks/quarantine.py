"""Setting records aside after they were read: one shape for every stage, one id for the same record in every run."""

from datetime import datetime

import polars as pl

from tasks.ingest.identity import SEPARATOR, blake3
from warehouse.contract import conform
from warehouse.tables import QUARANTINE

_RAW_CHARS = 65536


def record_id() -> pl.Expr:
    """The quarantine_id of a record of raw_documents: the same record, with the same content, has it in every run."""
    parts = pl.concat_str(pl.lit("record"), "doc_id", "source", "source_record_id", "content_hash", separator=SEPARATOR)
    return blake3(parts).str.head(16)


def set_aside(records: pl.DataFrame, *, stage: str, reason: str, detail: pl.Expr, now: datetime) -> pl.DataFrame:
    """Quarantine rows of `records` (raw_documents)."""
    rows = records.select(
        "batch_id",
        "source",
        "source_record_id",
        "input_name",
        "doc_id",
        "url",
        "title",
        quarantine_id=record_id(),
        record_no=pl.lit(None),
        stage=pl.lit(stage),
        reason=pl.lit(reason),
        detail=detail,
        raw=pl.col("body").str.head(_RAW_CHARS),
        quarantined_at=pl.lit(now),
    )
    return conform(rows, QUARANTINE)
