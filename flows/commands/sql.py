"""`khabar sql`: one reading question, answered as a table, CSV, JSON or Parquet."""

import base64
import io
import json
import math
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console, show_table
from warehouse.console import query
from warehouse.files import replacing
from warehouse.home import Home
from warehouse.relations import relations

TABLE_ROWS = 100
"""More rows than this no table shows; it says how many there are."""


def sql_command(home: Home, question: str | None, form: str, output: Path | None) -> int:
    """Answer `question`, or list what there is to ask where there is none; returns the exit code."""
    answer = _listing(home) if question is None else query(home, question)
    if form == "table":
        text = _table(answer, to_file=output is not None)
        if text is not None and output is not None:
            _write(home, output, text.encode())
        return OK
    content = {"csv": _csv, "json": _json, "parquet": _parquet}[form](answer)
    if output is not None:
        _write(home, output, content)
        return OK
    if form == "parquet" and sys.stdout.isatty():
        raise CommandError("Parquet is not for a terminal: add --output FILE, or send it to a file or a program")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return OK


def _listing(home: Home) -> pl.DataFrame:
    rows = [(found.name, found.n_rows, found.description) for found in relations(home)]
    return pl.DataFrame(rows, schema={"name": pl.String, "n_rows": pl.Int64, "description": pl.String}, orient="row")


def _table(answer: pl.DataFrame, *, to_file: bool) -> str | None:
    buffer = io.StringIO() if to_file else None
    out = console(buffer)
    show_table(out, answer.columns, answer.head(TABLE_ROWS).rows())
    if answer.height > TABLE_ROWS:
        out.print(f"{TABLE_ROWS} of {answer.height:,} rows; --format csv or json gives all")
    elif answer.height == 0:
        out.print("no rows")
    return buffer.getvalue() if buffer else None


def _csv(answer: pl.DataFrame) -> bytes:
    """CSV with a header; nested values as JSON."""
    nested = [name for name, dtype in answer.schema.items() if dtype.is_nested() or dtype == pl.Binary]
    flat = answer.with_columns(
        pl.Series(
            name,
            [None if v is None else json.dumps(plain(v), ensure_ascii=False) for v in answer[name].to_list()],
            dtype=pl.String,
        )
        for name in nested
    )
    return flat.with_columns(
        pl.col(name).dt.to_string("%Y-%m-%dT%H:%M:%S%.f" + ("%:z" if dtype.time_zone else ""))
        for name, dtype in flat.schema.items()
        if isinstance(dtype, pl.Datetime)
    ).write_csv().encode()  # fmt: skip


def _json(answer: pl.DataFrame) -> bytes:
    """A list of objects, one row a line."""
    rows = (
        json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False, allow_nan=False)
        for row in answer.iter_rows(named=True)
    )
    return ("[" + ",\n".join(rows) + "]\n").encode()


def plain(value: Any) -> Any:
    """A value as JSON has it: times in ISO form, whole decimals as integers, NaN as null, bytes in base64."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _parquet(answer: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    answer.write_parquet(buffer)
    return buffer.getvalue()


def _write(home: Home, output: Path, content: bytes) -> None:
    target = output.resolve()
    if target == home.catalogue.resolve() or target.is_relative_to(home.lake.resolve()):
        raise CommandError(f"{output} belongs to the warehouse itself; write somewhere else")
    with replacing(target) as temporary:
        temporary.write_bytes(content)
        temporary.chmod(0o644)
