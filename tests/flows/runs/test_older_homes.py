"""A home that an older khabar published: a table that has got a column since takes it, and the old rows show it as null."""

from pathlib import Path

import duckdb
import polars as pl
import pytest
from driving import LIBRARY, MUSEUM, drive, record, rows, write_jsonl

from warehouse import publish
from warehouse.catalogue import STORAGE
from warehouse.home import Home

pytestmark = pytest.mark.usefixtures("without_text_checks")

ADDED = {"findings": "of_passage_no", "documents": "machine_translated"}


def _made_older(home: Home) -> None:
    """Take the columns out of the file and of the lake, as they were before they were thought of."""
    home.catalogue.chmod(0o644)
    with duckdb.connect(str(home.catalogue), config=dict(STORAGE)) as con:
        for table, column in ADDED.items():
            con.execute(f"ALTER TABLE history.{table} DROP COLUMN {column}")
    home.catalogue.chmod(0o444)
    for table, column in ADDED.items():
        for path in home.lake.rglob(f"*{table}*.parquet"):
            older = pl.read_parquet(path).drop(column, strict=False)
            path.chmod(0o644)
            older.write_parquet(path)


def test_a_run_adds_the_columns_that_are_new(home: Home, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run publishes; old rows hold null, new ones what was found."""
    with monkeypatch.context() as older:
        older.setattr(publish, "recipe", lambda: "older")
        drive(home, write_jsonl(news / "a.jsonl", record(LIBRARY, id=1)))
    _made_older(home)
    outcome = drive(home, write_jsonl(news / "b.jsonl", record(MUSEUM, id=2)))
    found = rows(home, "SELECT count(*), count(machine_translated) FROM documents")
    assert (outcome.state, found) == ("published", [(2, 1)])
    assert rows(home, "SELECT count(of_passage_no) FROM findings") == [(0,)]
