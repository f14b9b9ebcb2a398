"""JSON Lines, one record a line; a `.json` file of one array or object is passed on to `json_values`."""

import json
from collections.abc import Iterator

from tasks.ingest.decoding import Utf8Bytes, decode_as
from tasks.ingest.drafts import NO_ROWS, Draft
from tasks.ingest.inputs import InputFile
from tasks.ingest.json_columns import Parsed, draft_of
from tasks.ingest.json_values import is_one_value, read_values
from tasks.ingest.lines import Line, lines_of
from tasks.ingest.opening import Fault
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import NO_REJECTS, reject, rejects
from tasks.ingest.unpacking import unpacked

Bad = list[tuple[int | None, Fault, bytes | str | None]]

_DIGITS = 38
"""Digits that a 128-bit integer holds."""


def read_jsonl(file: InputFile, options: IngestOptions, chunk_bytes: int) -> Iterator[Draft]:
    """Records of a file of JSON; lines that cannot be read are rejects, and the file's end too where it came too soon."""
    with unpacked(file, options) as packed:
        source = Utf8Bytes(packed)
        if is_one_value(source.peek()):
            yield from read_values(file, source, options, chunk_bytes)
        else:
            yield from _read_lines(file, source, options, chunk_bytes)
        if source.fault:
            yield Draft(NO_ROWS, reject(file, source.fault, raw=source.peek() or None))


def _read_lines(file: InputFile, source: Utf8Bytes, options: IngestOptions, chunk_bytes: int) -> Iterator[Draft]:
    parsed: list[Parsed] = []
    bad: Bad = []
    n_bytes = record_no = 0
    for line in lines_of(source, options.max_record_bytes):
        if not line.data.strip():
            continue
        record_no += 1
        n_bytes += len(line.data)
        found = _parse(line, record_no, source)
        if isinstance(found, Parsed):
            parsed.append(found)
        else:
            bad.append((record_no, found, line.data))
        if n_bytes >= chunk_bytes:
            yield _draft(file, parsed, bad, options)
            parsed, bad, n_bytes = [], [], 0
    if parsed or bad:
        yield _draft(file, parsed, bad, options)


def _draft(file: InputFile, parsed: list[Parsed], bad: Bad, options: IngestOptions) -> Draft:
    made = draft_of(file, parsed, options) if parsed else Draft(NO_ROWS, NO_REJECTS)
    return Draft(made.rows, made.rejects.vstack(rejects(file, bad)))


def _parse(line: Line, record_no: int, source: Utf8Bytes) -> Parsed | Fault:
    """One line parsed, or what is wrong with it."""
    if line.too_long:
        return Fault(
            "too_large",
            f"line {line.number} is longer than a record may be: if it is one article, raise max_record_mb in khabar.toml",
        )
    encoding = source.encoding
    try:
        text = line.data.decode()
    except UnicodeDecodeError:
        text, encoding = decode_as(line.data, "utf-8")
    try:
        record = json.loads(text, parse_constant=_not_a_number, parse_int=_number)
    except RecursionError:
        return Fault(
            "unreadable_record", f"line {line.number} nests lists or objects too deeply to be a record of news"
        )
    except json.JSONDecodeError as error:
        cut = bool(source.fault and line.unended)
        why = "the file ends within it" if cut else f"{error.msg.removesuffix(' at')} at character {error.colno}"
        return Fault("unreadable_record", f"line {line.number} is no JSON: {why}; mend the line or export again")
    except ValueError as error:  # numbers of many thousand digits
        return Fault("unreadable_record", f"line {line.number} cannot be read: {error}")
    if not isinstance(record, dict):
        return Fault(
            "unreadable_record", f'line {line.number} is no JSON object: a record is {{"title": …, "text": …}}'
        )
    return Parsed(record_no, record, encoding, line.data)


def _number(digits: str) -> int | str:
    """An integer, or its digits where no column can hold it."""
    return int(digits) if len(digits) <= _DIGITS else digits


def _not_a_number(_: str) -> None:
    """NaN and Infinity, which JSON does not have, are no value."""
