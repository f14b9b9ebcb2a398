"""Parquet files, batch by batch, so that a large row group is never in memory whole."""

from collections.abc import Iterator

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.ingest.decoding import Decoded, decode
from tasks.ingest.drafts import NO_ROWS, Columns, Draft, draft
from tasks.ingest.fields import TEXT_FIELDS, recognise, unique_names
from tasks.ingest.inputs import InputFile
from tasks.ingest.json_columns import no_text_column
from tasks.ingest.opening import Fault
from tasks.ingest.options import IngestOptions
from tasks.ingest.rejects import printable, reject

_MAX_ROWS = 50_000


def read_parquet(file: InputFile, options: IngestOptions, chunk_bytes: int) -> Iterator[Draft]:
    """Records of a Parquet file; what is damaged is a reject, and the batches before it are kept."""
    try:
        with pq.ParquetFile(file.path, page_checksum_verification=True) as parquet:
            if refusal := _without_text(parquet, options):
                yield Draft(NO_ROWS, reject(file, refusal))
                return
            for first, found in _batches(parquet, _rows_at_once(parquet, chunk_bytes)):
                yield (
                    Draft(NO_ROWS, reject(file, found))
                    if isinstance(found, Fault)
                    else draft(file, _columns(found, first), options)
                )
    except (pa.ArrowException, OSError) as error:
        yield Draft(
            NO_ROWS,
            reject(
                file,
                Fault(
                    "unreadable_file", f"it is damaged or no Parquet ({_why(error, file)}): fetch or export it again"
                ),
            ),
        )


def _batches(parquet: pq.ParquetFile, n_rows: int) -> Iterator[tuple[int, pa.RecordBatch | Fault]]:
    """Batches with the number of their first record. Once one is damaged, row group by row group, so that the others are read."""
    n_read = 0
    try:
        for batch in parquet.iter_batches(batch_size=n_rows):
            yield n_read + 1, batch
            n_read += batch.num_rows
    except (pa.ArrowException, OSError):
        yield from _sound_batches(parquet, n_rows, n_read)


def _sound_batches(parquet: pq.ParquetFile, n_rows: int, n_read: int) -> Iterator[tuple[int, pa.RecordBatch | Fault]]:
    """The batches after the first `n_read` records that can be read, and a fault for each row group that cannot."""
    end = 0
    for group in range(parquet.num_row_groups):
        place, end = end, end + int(parquet.metadata.row_group(group).num_rows)
        if end <= n_read:
            continue
        try:
            for batch in parquet.iter_batches(batch_size=n_rows, row_groups=[group]):
                known = min(max(0, n_read - place), batch.num_rows)
                if known < batch.num_rows:
                    yield place + known + 1, batch.slice(known)
                place += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            yield (
                place + 1,
                Fault(
                    "unreadable_file",
                    f"records {max(place, n_read) + 1} to {end} are damaged ({_why(error)}): the others were read; fetch or export the file again",
                ),
            )


def _why(error: Exception, file: InputFile | None = None) -> str:
    """The first line of an error of Arrow, without the path of this machine."""
    line = (str(error).splitlines() or [type(error).__name__])[0][:300]
    return line.replace(str(file.path), file.name) if file else line


def _rows_at_once(parquet: pq.ParquetFile, chunk_bytes: int) -> int:
    """Rows of about `chunk_bytes`, by the unpacked size that the file states."""
    facts = parquet.metadata
    n_bytes = sum(int(facts.row_group(n).total_byte_size) for n in range(facts.num_row_groups))
    per_row = max(1, n_bytes // max(1, int(facts.num_rows)))
    return max(1, min(_MAX_ROWS, chunk_bytes // per_row))


def _without_text(parquet: pq.ParquetFile, options: IngestOptions) -> Fault | None:
    """Why no column of the file can be the text."""
    schema = parquet.schema_arrow
    kinds = dict(zip(unique_names(schema.names), schema.types, strict=True))
    names = recognise(kinds, options.pairs)
    texts = [column for field in TEXT_FIELDS for column in names.get(field, ())]
    if not texts:
        return Fault("no_text_column", no_text_column(kinds))
    if not any(_may_be_text(kinds[column]) for column in texts):
        return Fault(
            "no_text_column", f"column {texts[0]} holds {kinds[texts[0]]}, which is no text. {no_text_column(kinds)}"
        )
    return None


def _may_be_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_string_view,
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_binary_view,
        pa.types.is_null,
    )
    return any(test(kind) for test in tests)


def _columns(batch: pa.RecordBatch, first: int) -> Columns:
    """The batch, its records numbered from `first`. Strings that are not UTF-8 are repaired, and the encoding says so."""
    numbers = pl.int_range(first, first + batch.num_rows, eager=True).alias("record_no")
    encodings = pl.Series("encoding", ["utf-8"]).new_from_index(0, batch.num_rows)
    columns: list[pl.Series] = []
    odd: dict[str, pl.Series] = {}
    for name, array in zip(unique_names(batch.schema.names), batch.columns, strict=True):
        if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
            array, broken = _valid(array)
            if broken:
                encodings = encodings.scatter(broken, "utf-8 (bytes replaced)")
        series = _series(name, array)
        if series.dtype == pl.Binary:
            series, odd[name] = _decoded(series)
        columns.append(series)
    return Columns(pl.DataFrame(columns), numbers, encodings, odd=odd)


def _series(name: str, array: pa.Array) -> pl.Series:
    """The array as polars has it; of types that polars does not have, as strings."""
    try:
        return pl.Series(name, array)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, NotImplementedError, TypeError, ValueError):
        return pl.Series(name, [None if value is None else str(value) for value in array.to_pylist()], dtype=pl.String)


def _valid(array: pa.Array) -> tuple[pa.Array, list[int]]:
    """Strings that are UTF-8, and the rows that had to be repaired: Arrow believes what the file says."""
    try:
        array.validate(full=True)
        return array, []
    except pa.ArrowInvalid:
        raw = array.cast(pa.large_binary() if pa.types.is_large_string(array.type) else pa.binary()).to_pylist()
        texts = [None if value is None else value.decode("utf-8", "replace") for value in raw]
        return pa.array(texts, pa.large_string()), [n for n, text in enumerate(texts) if text and "\ufffd" in text]


def _decoded(series: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Bytes as text, in whatever encoding each is, and what they are where they are none. In Python: text is seldom kept as bytes."""
    read = [None if not value else decode(value) for value in series.to_list()]
    texts = [
        found.text if isinstance(found, Decoded) else value and printable(value)
        for found, value in zip(read, series.to_list(), strict=True)
    ]
    faults = [
        f"bytes, and {found.detail}" if isinstance(found, Fault) and found.reason != "empty" else None for found in read
    ]
    return pl.Series(series.name, texts, dtype=pl.String), pl.Series(series.name, faults, dtype=pl.String)
