"""The DuckDB file: schemas, tables, views and macros, and merging a batch's rows into them.

Functions take an open connection; when the file is copied, built anew and renamed is `warehouse.publish`'s affair.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.contract import Table
from warehouse.ddl import comments, create_table, literal, quoted, sql_type
from warehouse.folding import DROPPED, LETTERS
from warehouse.home import Home
from warehouse.manifest import LakeFile, Manifest
from warehouse.tables import TABLES

STORAGE = {"storage_compatibility_version": "v1.5.0"}
"""DuckDB 1.5 tools can open the file too."""

SIZEABLE = ("documents", "passages")
"""Tables that become views over the lake when the catalogue would grow too large to copy at each publish."""

_NEWEST = {"current_revisions": "current_state", "memberships": "membership_state", "quote_groups": "quote_group_state"}
"""Append-only tables of which the newest row of a document, or of a quote, counts, and the table that holds those rows."""

_NEWEST_OF = {"quote_groups": ("doc_id", "revision", "batch_id", "quote_no")}
"""What has a row there, where that is not a document."""

_END_OF_LATIN = "\u0250"
"""Before it stand the capitals among the letters that are folded."""

_SHOWN_OTHERWISE = ("documents", "document_links", "signatures", "quotes", "quote_signatures")
"""Tables of documents' rows whose view is a file of its own, or that have none."""

_FIRST_VIEWS = (
    "outlet_spellings",
    "documents",
    "document_links",
    "quotes",
    "articles",
    "memberships",
    "entities",
    "aliases",
    "duplicates",
    "mart_statements",
    "mart_credits",
    "mart_stories",
    "mart_syndication",
)


def build_schemas(con: duckdb.DuckDBPyConnection, layout: str) -> None:
    """Make every table and column that is not there yet. `layout` is `tables`, or `lake` for views over the sizeable tables."""
    for schema in ("history", "ops"):
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    known: dict[tuple[str, str], set[str]] = {}
    for schema, name, column in con.sql("SELECT schema_name, table_name, column_name FROM duckdb_columns()").fetchall():
        known.setdefault((schema, name), set()).add(column)
    for table in TABLES.values():
        if table.schema == "lake" or (layout == "lake" and table.name in SIZEABLE):
            continue
        for name in (table.name, *([_NEWEST[table.name]] if table.name in _NEWEST else [])):
            schema = "ops" if name != table.name else table.schema
            if (schema, name) not in known:
                con.execute(create_table(table, schema).replace(quoted(table.name), quoted(name), 1))
            elif not _add_columns(con, table, f"{schema}.{quoted(name)}", known[schema, name]):
                continue
            for statement in comments(table, f"{schema}.{quoted(name)}"):
                con.execute(statement)


def _add_columns(con: duckdb.DuckDBPyConnection, table: Table, name: str, known: set[str]) -> bool:
    """Add the columns that the table has got since the file was made, null in its rows; whether there are any."""
    missing = [column for column in table.columns if column.name not in known]
    for column in missing:
        con.execute(f"ALTER TABLE {name} ADD COLUMN {quoted(column.name)} {sql_type(column.dtype)}")
    return bool(missing)


def merge(con: duckdb.DuckDBPyConnection, home: Home, added: Sequence[LakeFile], layout: str) -> None:
    """Add the rows of the lake files `added` to the tables, in the transaction of the caller."""
    for table in TABLES.values():
        paths = [home.lake / file.path for file in added if file.table == table.name]
        if not paths or table.schema == "lake" or (layout == "lake" and table.name in SIZEABLE):
            continue
        rows = f"SELECT * FROM {parquet(paths)}"
        if table.replaces:
            con.execute(f"DELETE FROM {table.schema}.{quoted(table.name)}")
        con.execute(f"INSERT INTO {table.schema}.{quoted(table.name)} BY NAME {rows}")
        if table.name in _NEWEST:
            _keep_newest(con, table, rows)


def _keep_newest(con: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    state = f"ops.{_NEWEST[table.name]}"
    key = ", ".join(_NEWEST_OF.get(table.name, ("doc_id",)))
    newest = f"SELECT * FROM ({rows}) QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY batch_seq DESC) = 1"
    con.execute(f"CREATE OR REPLACE TEMP TABLE newest AS {newest}")
    con.execute(f"DELETE FROM {state} WHERE ({key}) IN (SELECT ({key}) FROM newest)")
    con.execute(f"INSERT INTO {state} BY NAME SELECT * FROM newest")
    con.execute("DROP TABLE newest")


def parquet(paths: Iterable[Path]) -> str:
    """A table function that reads Parquet files, columns matched by name."""
    return f"read_parquet([{', '.join(literal(str(path.absolute())) for path in paths)}], union_by_name = true)"


def build_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make all views and macros anew: of current rows, and the ready answers."""
    _macros(con)
    for table in TABLES.values():
        if table.per_document and table.schema in ("history", "lake") and table.name not in _SHOWN_OTHERWISE:
            _current_view(con, table)
    for name in (*_FIRST_VIEWS, *sorted(_view_names() - set(_FIRST_VIEWS))):
        _file_view(con, name)
        if name == "outlet_spellings":
            outlet_macro(con)


def build_lake_views(con: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest, layout: str) -> None:
    """Make the views over the files of the lake anew; the others rest on them."""
    for table in TABLES.values():
        if table.schema != "lake" and not (layout == "lake" and table.name in SIZEABLE):
            continue
        paths = [home.lake / file.path for file in manifest.of(table.name)]
        columns = ", ".join(quoted(name) for name in table.names)
        empty = ", ".join(f"NULL::{sql_type(c.dtype)} AS {quoted(c.name)}" for c in table.columns)
        # Files may be older than a column: the empty row has them all.
        rows = f"(SELECT {empty} WHERE false UNION ALL BY NAME SELECT * FROM {parquet(paths)})" if paths else ""
        source = f"SELECT {columns} FROM {rows}" if paths else f"SELECT {empty} WHERE false"
        con.execute(f"CREATE OR REPLACE VIEW history.{quoted(table.name)} AS {source}")
        for statement in comments(table, f"history.{quoted(table.name)}", "VIEW"):
            con.execute(statement)


def _current_view(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    name = quoted(table.name)
    # A record is fetched once and cleaned again and again: its raw row keeps the first batch.
    key = "doc_id, revision" if table.name == "raw_documents" else "doc_id, revision, batch_id"
    con.execute(
        f"CREATE OR REPLACE VIEW main.{name} AS SELECT t.* FROM history.{name} t "
        f"SEMI JOIN (FROM ops.current_state WHERE NOT withdrawn) c USING ({key})"
    )
    for statement in comments(table, f"main.{name}", "VIEW"):
        con.execute(statement)


def _view_names() -> set[str]:
    folder = files("warehouse.views")
    return {entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql")}


def view_source(name: str) -> tuple[str, dict[str, str], str]:
    """Description, descriptions of columns (lines `-- @column …`) and SELECT of a view: its file's leading comment, and the rest."""
    lines = files("warehouse.views").joinpath(f"{name}.sql").read_text(encoding="utf-8").splitlines()
    n_comment = next(i for i, line in enumerate(lines) if not line.startswith("--"))
    told = [line.removeprefix("--").strip() for line in lines[:n_comment]]
    columns = [line[1:].partition(" ") for line in told if line.startswith("@")]
    description = " ".join(line for line in told if not line.startswith("@"))
    return description, {name: text for name, _, text in columns}, "\n".join(lines[n_comment:])


def _file_view(con: duckdb.DuckDBPyConnection, name: str) -> None:
    description, columns, select = view_source(name)
    con.execute(f"CREATE OR REPLACE VIEW main.{quoted(name)} AS {select}")
    con.execute(f"COMMENT ON VIEW main.{quoted(name)} IS {literal(description)}")
    for column, text in columns.items():
        con.execute(f"COMMENT ON COLUMN main.{quoted(name)}.{quoted(column)} IS {literal(text)}")
    if name in TABLES:
        for statement in comments(TABLES[name], f"main.{quoted(name)}", "VIEW")[1:]:
            con.execute(statement)


def _any_of(letters: Iterable[str]) -> str:
    return "[" + "".join(sorted(letters)) + "]"


def _translated(text: str, variants: Iterable[str]) -> str:
    written = sorted(variants)
    return f"translate({text}, {literal(''.join(written))}, {literal(''.join(LETTERS[letter] for letter in written))})"


def _macros(con: duckdb.DuckDBPyConnection) -> None:
    kept = f"regexp_replace(nfc_normalize(text), {literal(_any_of(DROPPED))}, '', 'g')"
    # DuckDB reads the table of letters anew for each text, and most texts here have no capital: four fifths of it. Asked of
    # the text as it is, for a filter would do the rest twice; normalized, two signs are capitals too.
    capitals = [variant for variant in LETTERS if variant < _END_OF_LATIN] + ["\N{KELVIN SIGN}", "\N{ANGSTROM SIGN}"]
    others = [variant for variant in LETTERS if variant >= _END_OF_LATIN]
    capital = f"regexp_matches(text, {literal(_any_of(capitals))})"
    letters = f"CASE WHEN {capital} THEN {_translated(kept, LETTERS)} ELSE {_translated(kept, others)} END"
    con.execute(
        f"CREATE OR REPLACE MACRO fold(text) AS trim(regexp_replace({letters}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
    )
    con.execute(
        "CREATE OR REPLACE MACRO snippet(text, start_char, end_char) AS substring(text, start_char + 1, end_char - start_char)"
    )
    con.execute(
        "CREATE OR REPLACE MACRO marked(differs) AS array_to_string(list_transform(differs, lambda place: "
        "coalesce('[-' || place.cut || '-]', '') || coalesce('{+' || place.added || '+}', '')), ' ')"
    )
    con.execute("COMMENT ON MACRO marked IS 'What differs as one text: [-cut-]{+added+}'")
    con.execute(
        "COMMENT ON MACRO fold IS 'One spelling of a text for comparison: letters, digits and vowel signs folded'"
    )
    con.execute("COMMENT ON MACRO snippet IS 'The piece of a text between two offsets in code points, counted from 0'")


def outlet_macro(con: duckdb.DuckDBPyConnection) -> None:
    """The macro outlet_of, over the view outlet_spellings: an address goes by its host, and by what that lies below."""
    host = r"^(?:https?://)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?:[/:?#].*)?$"
    whole = f"fold(regexp_replace(trim(text), {literal(host)}, '\\1'))"
    keys = [whole, *(f"nullif(regexp_extract({whole}, '^(?:\\S+ ){{{n}}}(.+)$', 1), '')" for n in (1, 2))]
    found = ", ".join(f"(SELECT any_value(s.name) FROM outlet_spellings s WHERE s.key = {key})" for key in keys)
    con.execute(f"CREATE OR REPLACE MACRO outlet_of(text) AS coalesce({found})")
    con.execute(
        "COMMENT ON MACRO outlet_of IS 'The outlet that a spelling, a host or an address means, by its one name; null where it is none'"
    )
