"""The declared tables and what they became: DuckDB's columns, types and comments, and the Parquet files' schema."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from publishing import ask, publish_again, relations_of

import warehouse.tables
from warehouse.catalogue import view_source
from warehouse.contract import Column, Table, conform
from warehouse.ddl import described, sql_type
from warehouse.home import Home
from warehouse.manifest import read_manifest
from warehouse.tables import TABLES

COLUMNS = (
    "SELECT column_name, data_type, comment, is_nullable FROM duckdb_columns() "
    "WHERE database_name = 'khabar' AND schema_name || '.' || table_name = '{}' ORDER BY column_index"
)
COMMENTS = "SELECT comment FROM duckdb_{}s() WHERE database_name = 'khabar' AND schema_name || '.' || {}_name = '{}'"


def place(table: Table) -> str:
    return f"{'history' if table.schema == 'lake' else table.schema}.{table.name}"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_catalogue_has_what_is_declared(settled: Home, table: Table) -> None:
    """Names in order, types, comments and, for tables, what may be null are as declared."""
    kind = "view" if table.schema == "lake" else "table"
    found = ask(settled.catalogue, COLUMNS.format(place(table)))
    nullable = [column.nullable or kind == "view" for column in table.columns]
    wanted = [(c.name, sql_type(c.dtype), described(c), free) for c, free in zip(table.columns, nullable, strict=True)]
    told = [(name, _spelt(dtype), comment, free) for name, dtype, comment, free in found]
    assert told == [(name, _spelt(dtype), comment, free) for name, dtype, comment, free in wanted]


def _spelt(dtype: str) -> str:
    """A DuckDB type in one spelling."""
    return dtype.replace('"', "").replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_table_says_what_it_is(settled: Home, table: Table) -> None:
    """The table's own description is its comment in the file."""
    kind = "view" if table.schema == "lake" else "table"
    assert ask(settled.catalogue, COMMENTS.format(kind, kind, place(table))) == [(table.description,)]


def test_the_files_have_what_is_declared(settled: Home) -> None:
    """Each Parquet file of the lake has the columns and types of its table, and as many rows as the manifest says."""
    drift = []
    for file in read_manifest(settled).files:
        path = settled.lake / file.path
        if (
            pl.read_parquet_schema(path) != dict(TABLES[file.table].polars_schema())
            or pq.read_metadata(path).num_rows != file.rows
        ):
            drift.append(file.path)
    assert drift == []


def test_every_module_of_a_table_is_declared() -> None:
    """A file in warehouse/tables that is not in TABLES would be a table that nobody makes; add it to warehouse/tables/__init__.py."""
    folder = Path(str(warehouse.tables.__file__)).parent
    assert sorted(TABLES) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def test_declarations_are_complete() -> None:
    """Every table and column says what it is, keys are columns, and times are called `_at`."""
    wrong = [f"{table.name}: no description" for table in TABLES.values() if len(table.description) < 15]
    for table in TABLES.values():
        wrong += [f"{table.name}.{name}: in the key and not a column" for name in table.key if name not in table.names]
        wrong += [f"{table.name}.{c.name}: {fault}" for c in table.columns for fault in _faults(c)]
    assert wrong == []


def _faults(column: Column) -> list[str]:
    timed = isinstance(column.dtype, pl.Datetime)
    faults = ["no description"] if not column.description else []
    faults += ["a time is called _at"] if timed != column.name.endswith("_at") else []
    faults += (
        ["a share has a range 0..1"] if column.name.endswith("_share") and (column.low, column.high) != (0, 1) else []
    )
    return faults + (["a count is not negative"] if column.name.startswith("n_") and column.low is None else [])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_frame_passes_the_door(table: Table) -> None:
    """Each table's empty frame has its own schema."""
    assert conform(table.empty(), table).schema == table.polars_schema()


def test_every_view_has_a_description_and_runs(settled: Home) -> None:
    """Each view of the main schema answers, and says in a comment what it shows."""
    lists = {place(table) for table in TABLES.values() if table.schema == "main"}
    views = [name for name in relations_of(settled.catalogue) if name.startswith("main.") and name not in lists]
    silent = [
        name for name in views if len(ask(settled.catalogue, COMMENTS.format("view", "view", name))[0][0] or "") < 15
    ]
    counted = [ask(settled.catalogue, f"SELECT count(*) FROM {name}")[0][0] for name in views]
    assert (silent, len(counted) > 15, min(counted)) == ([], True, 0)


def test_every_view_file_is_a_view(settled: Home) -> None:
    """Each file in warehouse/views is a view of the main schema, under its own description."""
    folder = Path(str(warehouse.__file__)).parent / "views"
    names = sorted(path.stem for path in folder.glob("*.sql"))
    shown = [ask(settled.catalogue, COMMENTS.format("view", "view", f"main.{name}")) for name in names]
    assert shown == [[(view_source(name)[0],)] for name in names]


def test_columns_that_a_view_describes_are_described(settled: Home) -> None:
    """What a view's file says of its columns is what a database tool shows."""
    shown = ask(
        settled.catalogue,
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'mart_syndication' AND comment IS NOT NULL",
    )
    told = view_source("mart_syndication")[1]
    assert (dict(shown), len(told) > 10) == (told, True)


def test_a_column_added_later_is_null_in_old_files(home: Home) -> None:
    """Files from before a column was declared are read with null there, by the catalogue and when it is built anew."""
    for file in read_manifest(home).of("documents"):
        path = home.lake / file.path
        frame = pl.read_parquet(path).drop("section")
        frame.write_parquet(path)
    home.catalogue.unlink()
    publish_again(home, 2)
    assert ask(home.catalogue, "SELECT count(*), count(section) FROM documents") == [(10, 0)]


def test_macros_are_there(settled: Home) -> None:
    """`fold` and `snippet` can be used by whoever opens the file."""
    arabic, persian = "\N{ARABIC LETTER KAF}\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER KEHEH}\N{ARABIC LETTER FARSI YEH}"
    assert ask(settled.catalogue, f"SELECT fold('{arabic}') = fold('{persian}'), snippet('abcdef', 2, 4)") == [
        (True, "cd")
    ]
