"""The reading console: one reading statement at a time over the published catalogue, and no way out of it.

DuckDB refuses other files, ATTACH and settings once locked; a COPY into the lake, which lies in the allowed folder, it
would allow: so only statements that read are let through.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import duckdb
import polars as pl

from warehouse.ddl import literal, quoted
from warehouse.home import Home

_WRITES = {"COPY", "INSERT", "UPDATE", "DELETE", "MERGE"}
_EXPLAIN = re.compile(r"\s*explain(\s+analyze)?(\s*\([^)]*\))?\s", re.IGNORECASE)


Ask: TypeAlias = Callable[..., list[dict[str, Any]]]
"""(SQL, parameters) to rows, each a dict by column name."""


class ConsoleError(ValueError):
    """The query was refused or failed; the message is for the person who asked."""


class NoWarehouseError(ConsoleError):
    """There is no published catalogue in this home."""


@contextmanager
def console(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked, read-only connection to the newest published state. Raises NoWarehouseError or ConsoleError."""
    if not home.catalogue.exists():
        raise NoWarehouseError(f"no warehouse in {home.root} yet; `khabar run SOURCE --home {home.root}` makes one")
    # In memory and attached: a second connect to a path in one process would return the state it saw first.
    with duckdb.connect(":memory:") as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET enable_progress_bar = false")  # it would stand among the rows
        try:
            con.execute(f"ATTACH {literal(str(home.catalogue))} AS khabar (READ_ONLY)")
        except duckdb.Error as error:
            raise ConsoleError(_attach_hint(home, error)) from error
        con.execute("USE khabar")
        con.execute(f"SET allowed_directories = [{literal(str(home.lake.absolute()) + '/')}]")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        yield con


def _attach_hint(home: Home, error: duckdb.Error) -> str:
    wal = home.catalogue.with_name(home.catalogue.name + ".wal")
    if wal.exists():
        return f"{wal} was left by a program that opened the warehouse for writing; `khabar doctor --mend --home {home.root}` removes it"
    return f"{home.catalogue} cannot be opened ({error}); `khabar doctor --home {home.root}` says more"


def query(home: Home, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """The answer to one reading statement. Raises ConsoleError with a message for a person."""
    with console(home) as con:
        try:
            _allow_one_reading_statement(con, sql)
            if _EXPLAIN.match(sql):
                rows = con.execute(sql, list(parameters)).fetchall()
                return pl.DataFrame(rows, schema=["plan", "text"], orient="row")
            answer: pl.DataFrame = _portable(con.sql(sql, params=list(parameters) or None)).pl()
            return answer
        except duckdb.Error as error:
            raise ConsoleError(_explained(home, error)) from error


def _portable(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The relation with the types that polars does not know (INTERVAL, UNION) as text."""
    strange = [any(word in str(dtype) for word in ("INTERVAL", "UNION")) for dtype in relation.types]
    if not any(strange):
        return relation
    columns = zip(relation.columns, strange, strict=True)
    return relation.project(
        ", ".join(quoted(name) + (f"::VARCHAR AS {quoted(name)}" if odd else "") for name, odd in columns)
    )


@contextmanager
def asking(home: Home) -> Iterator[Ask]:
    """A function that answers one statement of ours after another, all from one published state, with rows as dicts.

    Raises NoWarehouseError or ConsoleError. What a person typed goes to `query`, which looks at it first.
    """
    with console(home) as con:

        def ask(sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
            try:
                answered = con.execute(sql, list(parameters))
                names = [column[0] for column in answered.description or ()]
                return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]
            except duckdb.Error as error:
                raise ConsoleError(_explained(home, error)) from error

        yield ask


def _writing_words(sql: str) -> list[str]:
    """Keywords that write, wherever they stand: DuckDB takes a COPY inside a WITH and calls the whole a SELECT."""
    tokens = duckdb.tokenize(sql)
    ends = [start for start, _ in tokens[1:]] + [len(sql)]
    words = {
        sql[start:end].split()[0].upper()
        for (start, kind), end in zip(tokens, ends, strict=True)
        if kind == duckdb.token_type.keyword and sql[start:end].split()
    }
    return sorted(words & _WRITES)


def _allow_one_reading_statement(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise ConsoleError("one statement at a time, please" if statements else "the query is empty")
    kind = statements[0].type
    if kind == duckdb.StatementType.EXPLAIN and (match := _EXPLAIN.match(sql)):
        return _allow_one_reading_statement(con, sql[match.end() :])
    if words := _writing_words(sql):
        raise ConsoleError(
            f"this console only reads; {', '.join(words)} is refused (a column of that name wants quotes)"
        )
    if kind != duckdb.StatementType.SELECT:
        raise ConsoleError(
            f"this console only reads (SELECT, FROM, DESCRIBE, SUMMARIZE, SHOW); a {kind.name} statement is refused"
        )
    return None


def _explained(home: Home, error: duckdb.Error) -> str:
    text = str(error).strip()
    if isinstance(error, duckdb.IOException | duckdb.PermissionException) and "/lake/" in text:
        return f"{text}\nThe raw payloads lie in the lake beside the file; after a move `khabar doctor --mend --home {home.root}` mends the paths."
    return text
