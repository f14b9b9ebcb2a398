"""The table of outlets as the data file has it now, for the warehouse, which may not know tasks."""

from pathlib import Path

import polars as pl

from tasks.batch import Batch
from tasks.text.outlets import outlets
from warehouse.contract import conform
from warehouse.files import write_frame
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import OUTLETS


def outlet_rows(batch_id: str) -> pl.DataFrame:
    """The rows of outlets: one for each outlet of the data file."""
    rows = [(batch_id, o.name, o.kind, o.country, list(o.spellings), list(o.domains)) for o in outlets()]
    return conform(pl.DataFrame(rows, schema=OUTLETS.polars_schema(), orient="row"), OUTLETS)


def changed_outlets(home: Home, batch: Batch) -> dict[str, list[Path]]:
    """The table's file where what is published is another list; nothing where it is the same."""
    rows = outlet_rows(batch.id)
    published = scan(home, read_manifest(home), OUTLETS).drop("batch_id").collect()
    if published.equals(rows.drop("batch_id")):
        return {}
    path = batch.folder / "load" / "outlets.parquet"
    write_frame(path, rows)
    return {OUTLETS.name: [path]}
