"""What there is to ask: the tables and views of the catalogue, with their descriptions and how many rows they have."""

from dataclasses import dataclass

from warehouse.console import Ask, ConsoleError, asking
from warehouse.ddl import quoted
from warehouse.home import Home

_ORDER = ("articles", "documents", "duplicates", "quotes")


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view under the name a person types; `n_rows` is None where its files cannot be reached."""

    name: str
    n_rows: int | None
    description: str


def relations(home: Home) -> list[Relation]:
    """What the main schema and `ops` hold: first what everybody asks, then the marts, then the plumbing."""
    with asking(home) as ask:
        found = ask(
            "SELECT schema_name AS schema, view_name AS name, comment FROM duckdb_views() WHERE NOT internal AND "
            "database_name = 'khabar' "
            "UNION ALL SELECT schema_name, table_name, comment FROM duckdb_tables() WHERE NOT internal AND "
            "database_name = 'khabar'"
        )
        shown = sorted(
            (row for row in found if row["schema"] != "history"), key=lambda row: _rank(row["schema"], row["name"])
        )
        return [
            Relation(
                name if row["schema"] == "main" else f"{row['schema']}.{name}",
                _count(ask, row["schema"], name),
                row["comment"] or "",
            )
            for row in shown
            for name in [str(row["name"])]
        ]


def _rank(schema: str, name: str) -> tuple[bool, int, bool, str]:
    return schema != "main", _ORDER.index(name) if name in _ORDER else len(_ORDER), name.startswith("mart_"), name


def _count(ask: Ask, schema: str, name: str) -> int | None:
    try:
        return int(ask(f"SELECT count(*) AS n FROM {quoted(schema)}.{quoted(name)}")[0]["n"])
    except ConsoleError:
        return None
