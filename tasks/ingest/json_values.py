"""JSON that is no lines: one array of records, one object written over many lines, or several after each other."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tasks.ingest.decoding import Utf8Bytes
from tasks.ingest.drafts import NO_ROWS, Draft
from tasks.ingest.inputs import InputFile
from tasks.ingest.json_columns import Parsed, draft_of
from tasks.ingest.opening import Fault
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import NO_REJECTS, RAW_LIMIT, rejects

_BLOCK = 1 << 18
_BETWEEN = re.compile(r"[\s,\[\]]*")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)


@dataclass(frozen=True)
class _Value:
    """A value with its text, or the fault after which nothing more can be found."""

    value: Any
    raw: str
    fault: Fault | None = None


def is_one_value(head: bytes) -> bool:
    """True where content that begins with `head` is an array, or an object that does not end on its line."""
    start = head.lstrip()
    if start.startswith(b"["):
        return True
    first, _, rest = start.partition(b"\n")
    return (
        start.startswith(b"{")
        and not first.rstrip().endswith(b"}")
        and bool(rest.strip())
        and not rest.lstrip().startswith(b"{")
    )


def read_values(file: InputFile, source: Utf8Bytes, options: IngestOptions, chunk_bytes: int) -> Iterator[Draft]:
    """Records one after the other, however many there are. After broken JSON nothing is found again: that is one reject."""
    parsed: list[Parsed] = []
    bad: list[tuple[int | None, Fault, bytes | str | None]] = []
    n_chars = 0
    for record_no, found in enumerate(_values(source, options.max_record_bytes), 1):
        n_chars += len(found.raw)
        if found.fault is None and isinstance(found.value, dict):
            parsed.append(Parsed(record_no, found.value, source.encoding, found.raw))
        else:
            bad.append(
                (
                    record_no,
                    found.fault
                    or Fault("unreadable_record", 'it is no JSON object: a record is {"title": …, "text": …}'),
                    found.raw,
                )
            )
        if n_chars >= chunk_bytes:
            yield _draft(file, parsed, bad, options)
            parsed, bad, n_chars = [], [], 0
    if parsed or bad:
        yield _draft(file, parsed, bad, options)


def _draft(
    file: InputFile,
    parsed: list[Parsed],
    bad: list[tuple[int | None, Fault, bytes | str | None]],
    options: IngestOptions,
) -> Draft:
    made = draft_of(file, parsed, options) if parsed else Draft(NO_ROWS, NO_REJECTS)
    return Draft(made.rows, made.rejects.vstack(rejects(file, bad)))


def _values(source: Utf8Bytes, limit: int) -> Iterator[_Value]:
    """Values in order. Holds one value of at most `limit` characters and as much again."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text, place, done = "", 0, False
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty string too
        value, end, error = _next(text, place)
        if error is None and (done or end < len(text)):
            yield _Value(value, text[place:end])
            place = end
        elif isinstance(error, RecursionError) or done or len(text) - place > limit:
            if place < len(text):
                yield _Value(None, text[place : place + RAW_LIMIT], _fault(error, done))
            return
        else:  # read as much again as there is, so that a long value is not tried too often
            block = source.read(_BLOCK)
            while block and len(block) < len(text) - place and (more := source.read(_BLOCK)):
                block += more
            text, place, done = text[place:] + decoder.decode(block, final=not block), 0, not block


def _next(text: str, place: int) -> tuple[Any, int, Exception | None]:
    """The value at `place` and where it ends, or the error: it may be that its end has not been read yet."""
    try:
        return *_DECODER.raw_decode(text, place), None
    except (RecursionError, ValueError) as error:
        return None, place, error


def _fault(error: Exception | None, done: bool) -> Fault:
    """What is wrong with a value after which nothing can be found."""
    if isinstance(error, RecursionError):
        return Fault(
            "unreadable_record",
            "it nests lists or objects too deeply to be a record of news; nothing after it was read",
        )
    if not done:
        return Fault(
            "too_large",
            "it is longer than max_record_mb in khabar.toml allows, or its JSON is broken; nothing after it was read",
        )
    why = getattr(error, "msg", error)
    return Fault("unreadable_record", f"broken JSON ({why}): nothing after it was read; mend the file")
