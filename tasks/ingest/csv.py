"""CSV and TSV files with a header, row by row; a row that cannot be read costs that row alone."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from tasks.ingest.decoding import Utf8Bytes, decode_as
from tasks.ingest.drafts import NO_ROWS, Columns, Draft, draft
from tasks.ingest.fields import TEXT_FIELDS, recognise, unique_names
from tasks.ingest.inputs import InputFile
from tasks.ingest.json_columns import no_text_column
from tasks.ingest.lines import Line, lines_of
from tasks.ingest.opening import Fault
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import reject, rejects
from tasks.ingest.unpacking import unpacked

_DELIMITERS = "\t;,|"


@dataclass
class _Rows:
    """Rows on their way to a frame."""

    values: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)
    bad: list[tuple[int | None, Fault, bytes | str | None]] = field(default_factory=list)
    n_chars: int = 0


@dataclass(frozen=True)
class _Row:
    """One row as read: its cells or its fault, the line it begins on, its text and its encoding."""

    cells: list[str]
    line_no: int
    raw: str
    encoding: str
    fault: Fault | None = None


class _Feed:
    """Lines for the CSV parser that remembers those of the row at hand, and takes them back where the row is broken."""

    def __init__(self, lines: Iterator[Line], encoding: str, limit: int) -> None:
        self._lines, self._encoding, self._limit = lines, encoding, limit
        self._back: deque[tuple[Line, str, str]] = deque()
        self.row: list[tuple[Line, str, str]] = []
        self._n_row = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self._n_row > self._limit:
            raise csv.Error("a quotation mark is opened and not closed before the limit of a record")
        entry = self._back.popleft() if self._back else self._decoded(next(self._lines))
        self.row.append(entry)
        self._n_row += len(entry[1])
        return entry[1] + "\n"

    def begin(self) -> None:
        """Forget the lines of the row before."""
        self.row, self._n_row = [], 0

    def take_back(self) -> None:
        """Only the first line of the row was bad: the others are read again."""
        self._back.extendleft(reversed(self.row[1:]))
        del self.row[1:]

    def _decoded(self, line: Line) -> tuple[Line, str, str]:
        try:
            return line, line.data.decode(), self._encoding
        except UnicodeDecodeError:
            return line, *decode_as(line.data, "utf-8")


def read_csv(file: InputFile, options: IngestOptions, chunk_bytes: int) -> Iterator[Draft]:
    """Records of a CSV file; broken rows are rejects that name their line."""
    with unpacked(file, options) as packed:
        source = Utf8Bytes(packed)
        head = source.peek()
        found = _rows(
            _Feed(lines_of(source, options.max_record_bytes), source.encoding, options.max_record_bytes),
            _delimiter(head),
            options,
        )
        header = next(found, None)
        if header is not None:
            names = unique_names(header.cells)
            if not recognise(names, options.pairs).keys() & set(TEXT_FIELDS):
                yield Draft(NO_ROWS, reject(file, Fault("no_text_column", no_text_column(names)), raw=header.raw))
                return
            yield from _drafts(file, names, found, options, chunk_bytes)
        if source.fault:
            yield Draft(NO_ROWS, reject(file, source.fault, raw=head if header is None else None))


def _drafts(
    file: InputFile, names: list[str], found: Iterator[_Row], options: IngestOptions, chunk_bytes: int
) -> Iterator[Draft]:
    rows = _Rows()
    for record_no, row in enumerate(found, 1):
        fault = row.fault or _misfit(row, len(names))
        rows.n_chars += len(row.raw)
        if fault:
            rows.bad.append((record_no, fault, row.raw))
        else:
            rows.values.append(row.cells)
            rows.numbers.append(record_no)
            rows.encodings.append(row.encoding)
        if rows.n_chars * 2 >= chunk_bytes:  # an Arabic letter has two bytes
            yield _draft(file, names, rows, options)
            rows = _Rows()
    if rows.values or rows.bad:
        yield _draft(file, names, rows, options)


def _draft(file: InputFile, names: list[str], rows: _Rows, options: IngestOptions) -> Draft:
    bad = rejects(file, rows.bad)
    if not rows.values:
        return Draft(NO_ROWS, bad)
    frame = pl.DataFrame(
        [
            pl.Series(name, values, dtype=pl.String)
            for name, values in zip(names, zip(*rows.values, strict=True), strict=True)
        ]
    )
    made = draft(
        file,
        Columns(
            frame,
            pl.Series("record_no", rows.numbers, dtype=pl.Int64),
            pl.Series("encoding", rows.encodings, dtype=pl.String),
        ),
        options,
    )
    return Draft(made.rows, made.rejects.vstack(bad))


def _rows(feed: _Feed, delimiter: str, options: IngestOptions) -> Iterator[_Row]:
    """Rows of the file, blank lines apart. Where a quotation mark is never closed, its line alone is lost."""
    csv.field_size_limit(max(options.max_record_bytes, csv.field_size_limit()))  # the module's one limit; it only grows
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin()
        fault: Fault | None = None
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            feed.take_back()
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            fault = (
                Fault(
                    "unreadable_record",
                    f"line {feed.row[0][0].number} is no CSV ({error}): double the quotation marks within a field",
                )
                if feed.row
                else None
            )
        if feed.row and feed.row[0][0].too_long:
            fault = Fault(
                "too_large",
                f"line {feed.row[0][0].number} is longer than a record may be: if it is one article, raise max_record_mb in khabar.toml",
            )
        if feed.row and (cells or fault):
            repaired = [encoding for _, _, encoding in feed.row if "replaced" in encoding]
            yield _Row(
                cells,
                feed.row[0][0].number,
                "\n".join(text for _, text, _ in feed.row),
                (repaired or [feed.row[0][2]])[0],
                fault,
            )


def _misfit(row: _Row, n_columns: int) -> Fault | None:
    """A row of another length than the header: which cell is which cannot be known."""
    if len(row.cells) == n_columns:
        return None
    return Fault(
        "unreadable_record",
        f"line {row.line_no} has {len(row.cells)} fields and the header has {n_columns}: put fields that hold the delimiter in quotation marks",
    )


def _delimiter(head: bytes) -> str:
    """The delimiter that the header has most of; a comma where there is none."""
    first = codecs.getincrementaldecoder("utf-8")("replace").decode(head.partition(b"\n")[0])
    return max(_DELIMITERS, key=first.count) if any(mark in first for mark in _DELIMITERS) else ","
