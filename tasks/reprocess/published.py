"""What is published, as reprocessing sees it: the rows that count now, and whether others are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

KEY = ["doc_id", "revision"]
ROW = [*KEY, "batch_id"]
COMPARED = ("documents", "passages", "findings")
_OF_THE_BATCH = {"batch_id", "first_seen_at"}


@dataclass(frozen=True, slots=True)
class Published:
    """The lake: files of raw_documents; all rows of documents, passages and findings; the current revisions.

    `extracted_so`: the batches whose rows the present rules of extraction have made.
    """

    raw: Sequence[Path]
    documents: pl.LazyFrame
    passages: pl.LazyFrame
    findings: pl.LazyFrame
    current: pl.LazyFrame
    extracted_so: Sequence[str]

    def tables(self) -> dict[str, pl.LazyFrame]:
        """The compared tables by name, all rows."""
        return {name: getattr(self, name) for name in COMPARED}

    def standing(self) -> pl.LazyFrame:
        """(doc_id, revision, batch_id) of the rows that count: of documents that are not withdrawn."""
        return self.current.filter(~pl.col("withdrawn")).select(ROW)


def digests(tables: dict[str, pl.LazyFrame], keys: pl.LazyFrame) -> pl.DataFrame:
    """(doc_id, revision, documents, passages, findings): a hash of all that cleaning made of each document of `keys`.

    Batch and first sight do not count, nor the order of rows. Hashes hold within one version of polars.
    """
    found = keys.select(KEY)
    for name, rows in tables.items():
        found = found.join(_hashed(rows, keys, name), on=KEY, how="left")
    return found.collect(engine="streaming")


def _hashed(rows: pl.LazyFrame, keys: pl.LazyFrame, name: str) -> pl.LazyFrame:
    schema = rows.collect_schema()
    told = [
        pl.col(column).list.join("\x1f") if isinstance(dtype, pl.List) else pl.col(column)
        for column, dtype in schema.items()
        if column not in _OF_THE_BATCH
    ]
    mine = rows.join(keys.select(ROW), on=ROW, how="semi")
    return mine.select(*KEY, digest=pl.struct(told).hash()).group_by(KEY).agg(pl.col("digest").sum().alias(name))
