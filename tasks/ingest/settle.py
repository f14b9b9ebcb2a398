"""Settling who is new: of all records of a batch, which were seen before, in an earlier batch or in this one.

One global step over keys alone, after all shards were read: the answer does not hang on how the input was cut.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tasks.batch import Batch
from tasks.quarantine import record_id
from tasks.shards import Put, ShardReport, do_shard, read
from tasks.versions import stage_version
from warehouse.tables import QUARANTINE

Piece = tuple[str, str]
"""A shard of raw documents: the ingest unit and the piece in it."""


def settle(
    batch: Batch, pieces: Sequence[Piece], units: Sequence[str], seen: pl.LazyFrame, set_aside: pl.LazyFrame
) -> ShardReport:
    """Write `keep` (unit, piece, row) of the records to go on with, and `quarantine` of the rejects not yet known.

    `seen`: (doc_id, content_hash) of all records that ever became documents. `set_aside`: quarantine_id of all that
    were set aside. Figures: n_records, n_read (records that could be read), n_new, n_seen_before, n_quarantined.
    """
    version = stage_version("ingest", repr((batch.id, pieces)))

    def work(put: Put) -> Mapping[str, Any]:
        known_rejects = set_aside.select("quarantine_id").unique()
        keys = _keys(batch, pieces)
        kept = _first_of_each(keys, seen, known_rejects)
        rejects = pl.concat([QUARANTINE.empty(), *(_rejects(batch, unit) for unit in units)])
        first = rejects.lazy().unique("quarantine_id", keep="first", maintain_order=True)
        aside = first.join(known_rejects, on="quarantine_id", how="anti").collect()
        put("keep", kept.select("unit", "piece", "row"))
        put("quarantine", aside)
        n_records = keys.height + rejects.height
        return {
            "n_records": n_records,
            "n_read": keys.height,
            "n_new": kept.height,
            "n_quarantined": aside.height,
            "n_seen_before": n_records - kept.height - aside.height,
        }

    return do_shard(batch.folder / "settle", version, work)


def _first_of_each(keys: pl.DataFrame, seen: pl.LazyFrame, known_rejects: pl.LazyFrame) -> pl.DataFrame:
    """The keys that were never seen, neither as documents nor in quarantine, each content of a document once."""
    content = ["doc_id", "content_hash"]
    repeated = seen.join(keys.lazy().select(content), on=content, how="semi").unique()
    unseen = keys.lazy().join(repeated, on=content, how="anti").join(known_rejects, on="quarantine_id", how="anti")
    ordered = unseen.collect(engine="streaming").sort("unit", "piece", "row")
    return ordered.unique(content, keep="first", maintain_order=True)


def _rejects(batch: Batch, unit: str) -> pl.DataFrame:
    return read(batch.folder / "ingest" / unit, "quarantine")


def _keys(batch: Batch, pieces: Sequence[Piece]) -> pl.DataFrame:
    schema = {
        "unit": pl.String,
        "piece": pl.String,
        "row": pl.UInt32,
        "doc_id": pl.String,
        "content_hash": pl.String,
        "quarantine_id": pl.String,
    }
    frames = [
        pl.read_parquet(
            batch.folder / "ingest" / unit / f"{piece}.parquet",
            columns=["doc_id", "content_hash", "source", "source_record_id"],
        )
        .with_row_index("row")
        .with_columns(unit=pl.lit(unit), piece=pl.lit(piece), quarantine_id=record_id())
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        for unit, piece in pieces
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def kept_records(batch: Batch, piece: Piece, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """The new records of a piece, as raw_documents, or some of their columns."""
    unit, name = piece
    keep = pl.read_parquet(batch.folder / "settle" / "keep.parquet")
    rows = keep.filter((pl.col("unit") == unit) & (pl.col("piece") == name))["row"]
    raw = read(batch.folder / "ingest" / unit, name, columns)
    return raw if len(rows) == raw.height else raw[rows]
