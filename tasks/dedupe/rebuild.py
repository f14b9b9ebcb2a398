"""Signing published documents again, where their signatures were made otherwise than those of today and cannot be compared.

This is the one place where finding copies reads published texts that are nobody's copy. All current documents are signed
again, a few thousand at a time, and are then compared as if they came with the batch: so the partition is what one batch of
all documents would have given.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tasks.dedupe.comparison import SIGNED, sign_shard
from tasks.dedupe.history import History
from tasks.dedupe.lookup import ROW
from tasks.dedupe.parameters import DedupeParameters
from tasks.shards import Put, read
from warehouse.lake import TableFiles

DOCUMENTS_A_UNIT = 5_000


def is_outdated(history: History, parameters: DedupeParameters) -> bool:
    """Whether documents are published whose signatures were made otherwise, or that have none at all."""
    made = history.signatures.rows.select("parameters").unique().collect(engine="streaming")["parameters"]
    if len(made):
        return made.to_list() != [parameters.version]
    return not history.current.head(1).collect().is_empty()


def plan_rebuild(
    history: History, documents: TableFiles, findings: pl.LazyFrame, parameters: DedupeParameters, put: Put
) -> Mapping[str, Any]:
    """Put `outdated`: unit, file, row (in it) and n_findings of the published documents that must be signed again.

    `documents`, `findings`: those tables of the lake. Figures: n_units, n_documents; both 0 where nothing is outdated.
    """
    schema = {"unit": pl.Int64, "file": pl.Int64, "row": pl.Int64, "n_findings": pl.Int64}
    if not is_outdated(history, parameters):
        put("outdated", pl.DataFrame(schema=schema))
        return {"n_units": 0, "n_documents": 0}
    current = history.all_standing().lazy()
    found = findings.select(ROW).group_by(ROW).agg(n_findings=pl.len().cast(pl.Int64))
    numbered = documents.rows.select(ROW).with_row_index("at").join(current, on=ROW, how="semi")
    counted = numbered.join(found, on=ROW, how="left").select(pl.col("at").cast(pl.Int64), "n_findings")
    rows = counted.collect(engine="streaming").sort("at").with_columns(pl.col("n_findings").fill_null(0))
    starts = np.append(0, np.cumsum(documents.heights))
    at = rows["at"].to_numpy()
    file = np.searchsorted(starts, at, side="right") - 1
    placed = rows.with_columns(file=pl.Series(file, dtype=pl.Int64), row=pl.Series(at - starts[file], dtype=pl.Int64))
    units = placed.with_columns(unit=pl.struct("file", pl.col("row") // DOCUMENTS_A_UNIT).rle_id().cast(pl.Int64))
    put("outdated", units.select(*schema))
    return {"n_units": units["unit"].n_unique(), "n_documents": units.height}


def sign_again(
    documents: TableFiles, plan: Path, unit: int, n_partitions: int, parameters: DedupeParameters, put: Put
) -> Mapping[str, Any]:
    """Put what signing a shard puts, for one unit of the `plan`'s folder; the rows keep the batch that published them."""
    rows = read(plan, "outdated").filter(unit=unit)
    first, last = int(rows["row"][0]), int(rows["row"][-1])
    stretch = documents.files[rows["file"][0]].slice(first, last - first + 1).select(SIGNED).collect()
    chosen = stretch[(rows["row"] - first).to_list()]
    return sign_shard(chosen.with_columns(rows["n_findings"]), n_partitions, parameters, put)
