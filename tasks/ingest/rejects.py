"""Records and files that cannot be used, as rows. Each says which file, which record, what was wrong and what to do."""

import polars as pl

from tasks.ingest.inputs import InputFile
from tasks.ingest.opening import Fault

RAW_LIMIT = 1 << 16
"""Characters of a raw record that a row keeps."""

REJECTS = pl.Schema(
    {
        "input_name": pl.String, "input_source": pl.String, "sha256": pl.String, "record_no": pl.Int64, "reason": pl.String, "detail": pl.String,
        "raw": pl.String, "id": pl.String, "url": pl.String, "title": pl.String, "source": pl.String,
    }
)  # fmt: skip
"""A reject on its way; `finishing` makes a row of quarantine of it."""
NO_REJECTS = REJECTS.to_frame()


def reject(
    file: InputFile, fault: Fault, *, record_no: int | None = None, raw: bytes | str | None = None
) -> pl.DataFrame:
    """One reject, of REJECTS. `raw` is the record as read, null where the whole file is meant."""
    return rejects(file, [(record_no, fault, raw)])


def rejects(file: InputFile, found: list[tuple[int | None, Fault, bytes | str | None]]) -> pl.DataFrame:
    """Rejects from (record number, fault, raw record), of REJECTS."""
    rows = [
        {
            "record_no": record_no,
            "reason": fault.reason,
            "detail": sentence(file, record_no, fault.detail),
            "raw": None if raw is None else printable(raw),
        }
        for record_no, fault, raw in found
    ]
    return complete(
        file, pl.DataFrame(rows, schema={name: REJECTS[name] for name in ("record_no", "reason", "detail", "raw")})
    )


def complete(file: InputFile, frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the file's columns, in the shape of REJECTS; absent columns are null."""
    known = frame.with_columns(
        input_name=pl.lit(file.name), input_source=pl.lit(file.source), sha256=pl.lit(file.sha256)
    )
    return known.select(
        (pl.col(n) if n in known.columns else pl.lit(None)).cast(t).alias(n) for n, t in REJECTS.items()
    )


def sentence(file: InputFile, record_no: int | None, detail: str) -> str:
    """File, record and what was wrong, as one line."""
    return f"{file.name}, record {record_no}: {detail}" if record_no else f"{file.name}: {detail}"


def printable(raw: bytes | str) -> str:
    """The record in at most RAW_LIMIT characters; bytes that are not UTF-8 as backslash escapes."""
    cut = raw[:RAW_LIMIT]
    text = (
        cut.decode("utf-8", "backslashreplace")
        if isinstance(cut, bytes)
        else cut.encode("utf-8", "backslashreplace").decode()
    )
    return text[:RAW_LIMIT]
