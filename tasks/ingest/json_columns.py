"""Parsed JSON objects as columns. Where the objects come from, lines or one long value, is said in `jsonl` and `json_values`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import polars as pl

from tasks.ingest.drafts import Columns, Draft, draft
from tasks.ingest.fields import TEXT_FIELDS, recognise
from tasks.ingest.inputs import InputFile
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import printable
from tasks.ingest.values import to_json

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


@dataclass(frozen=True)
class Parsed:
    """One JSON object with its number, the encoding it was read in and its source text."""

    record_no: int
    record: dict[str, Any]
    encoding: str
    raw: bytes | str


def draft_of(file: InputFile, parsed: list[Parsed], options: IngestOptions) -> Draft:
    """Usable records and rejects among JSON objects.

    In Python, 0.15 s for 21,000 records of 47 MB: polars' own JSON reader is three times faster, but makes strings of
    numbers and lists, NUL of lone surrogates, and reads a record differently according to those around it.
    """
    records = [item.record for item in parsed]
    keys = dict.fromkeys(chain.from_iterable(records))
    names = recognise((key for key in keys if _clean(key) == key), options.pairs)
    known = {column for found in names.values() for column in found}
    texts = [column for field in TEXT_FIELDS for column in names.get(field, ())]
    mended: set[int] = set()
    frame = pl.DataFrame(
        [_strings(key, [record.get(key) for record in records], mended) for key in keys if key in known]
    )
    columns = Columns(
        frame=frame,
        record_no=pl.Series("record_no", [item.record_no for item in parsed], dtype=pl.Int64),
        encoding=pl.Series(
            "encoding",
            [item.encoding + " (lone surrogates replaced)" * (n in mended) for n, item in enumerate(parsed)],
            dtype=pl.String,
        ),
        odd={column: kinds for column in texts if (kinds := _odd(column, records)) is not None},
        extra={key: _pieces(key, [record.get(key) for record in records]) for key in keys if key not in known},
    )
    return _said_better(file, draft(file, columns, options), parsed, options)


def _strings(key: str, values: list[Any], mended: set[int]) -> pl.Series:
    """Values as strings; what is none, as JSON. Rows where a lone surrogate had to be replaced are added to `mended`."""
    try:
        return pl.Series(key, values, dtype=pl.String)
    except (TypeError, UnicodeEncodeError):
        strings = [value if value is None or isinstance(value, str) else to_json(value) for value in values]
        clean = [None if text is None else _clean(text) for text in strings]
        mended.update(n for n, (text, other) in enumerate(zip(strings, clean, strict=True)) if text != other)
        return pl.Series(key, clean, dtype=pl.String)


def _clean(text: str) -> str:
    """Text without lone surrogates, which JSON can write and no encoding can: U+FFFD for each; pairs are joined."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _odd(column: str, records: list[dict[str, Any]]) -> pl.Series | None:
    """What stands in a text column instead of a string; null where nothing does."""
    kinds = [_KINDS.get(type(record.get(column))) for record in records]
    return pl.Series(column, kinds, dtype=pl.String) if any(kinds) else None


def _pieces(key: str, values: Iterable[Any]) -> pl.Series:
    """Values of a field that has no column here, as pieces of JSON."""
    name = json.dumps(_clean(key), ensure_ascii=False)
    return pl.Series(
        [None if value is None or value == "" else f"{name}:{_clean(to_json(value))}" for value in values],
        dtype=pl.String,
    )


def _said_better(file: InputFile, made: Draft, parsed: list[Parsed], options: IngestOptions) -> Draft:
    """Rejects with the record as read, and with `no_text_column` where a record has no field for text at all."""
    if not made.rejects.height:
        return made
    by_number = {item.record_no: item for item in parsed}
    rows = made.rejects.to_dicts()
    for row in rows:
        item = by_number[row["record_no"]]
        row["raw"] = printable(item.raw)
        names = recognise(item.record, options.pairs)
        if row["reason"] == "empty" and not names.keys() & set(TEXT_FIELDS):
            row["reason"], row["detail"] = (
                "no_text_column",
                f"{file.name}, record {item.record_no}: {no_text_column(item.record)}",
            )
    return replace(made, rejects=pl.DataFrame(rows, schema=made.rejects.schema))


def no_text_column(columns: Iterable[str]) -> str:
    """What to say of a record or file without a column for text."""
    found = ", ".join(_clean(str(column))[:80] for column in list(columns)[:40]) or "none"
    return f"no column holds the text; there are: {found}. Say which one does: --map text=COLUMN"
