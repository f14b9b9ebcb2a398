"""The ingest stage: input files become shards of raw documents, of bounded bytes, whatever the files' sizes."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from tasks.batch import Batch
from tasks.ingest.identity import SEPARATOR, blake3
from tasks.ingest.inputs import InputFile, Problem
from tasks.ingest.reading import read_files
from tasks.shards import Put, ShardReport, do_shard
from tasks.versions import stage_version
from warehouse.contract import conform
from warehouse.tables import QUARANTINE, RAW_DOCUMENTS

SHARD_BYTES = 16 * 1024**2
"""Bytes of text in a shard: large enough for columns to pay, small enough for a stage to fit in 2 GB of memory."""


def shard_bytes(batch: Batch) -> int:
    """The same for this batch, as its options say."""
    return batch.options.shard_bytes or SHARD_BYTES


PROBLEMS = "problems"


def ingest_units(batch: Batch) -> dict[str, tuple[InputFile, ...]]:
    """Files to read together: small ones up to the size of a shard, a large one alone. Keyed by the unit's name."""
    units: list[list[InputFile]] = []
    size = 0
    for file in batch.files:
        if not units or size + file.n_bytes > shard_bytes(batch):
            units.append([])
            size = 0
        units[-1].append(file)
        size += file.n_bytes
    return {f"{number:05d}": tuple(unit) for number, unit in enumerate(units)}


def ingest_unit(batch: Batch, name: str, files: tuple[InputFile, ...]) -> ShardReport:
    """Read the `files` of a unit into pieces of raw_documents (0000, 0001, …), with what could not be read in quarantine."""
    version = stage_version("ingest", repr((batch.id, shard_bytes(batch))))
    return do_shard(batch.folder / "ingest" / name, version, lambda put: _read(batch, files, put))


def ingest_problems(batch: Batch) -> ShardReport:
    """Set aside the arguments and files that could not even be opened."""
    version = stage_version("ingest", batch.id)

    def work(put: Put) -> Mapping[str, Any]:
        put("quarantine", _problem_rows(batch))
        return {"pieces": [], "sources": []}

    return do_shard(batch.folder / "ingest" / PROBLEMS, version, work)


def _read(batch: Batch, files: tuple[InputFile, ...], put: Put) -> Mapping[str, Any]:
    pieces: list[str] = []
    waiting: list[pl.DataFrame] = []
    rejects: list[pl.DataFrame] = [QUARANTINE.empty()]
    counts: Counter[Path] = Counter()
    size = 0

    def flush() -> None:
        if waiting:
            pieces.append(f"{len(pieces):04d}")
            put(pieces[-1], conform(pl.concat(waiting).with_columns(batch_id=pl.lit(batch.id)), RAW_DOCUMENTS))
            waiting.clear()

    for chunk in read_files(files, batch.options, now=batch.now, chunk_bytes=shard_bytes(batch)):
        counts.update(chunk.counts)
        if chunk.rejects.height:
            rejects.append(conform(chunk.rejects.with_columns(batch_id=pl.lit(batch.id)), QUARANTINE))
        if chunk.records.height:
            n_bytes = int(chunk.records["body"].str.len_bytes().sum())
            if waiting and size + n_bytes > shard_bytes(batch):
                flush()
                size = 0
            waiting.append(chunk.records)
            size += n_bytes
    flush()
    put("quarantine", pl.concat(rejects))
    return {"pieces": pieces, "sources": [_source(file, counts[file.path]) for file in files]}


def _source(file: InputFile, n_records: int) -> dict[str, Any]:
    """A row of the ledger of files."""
    return {
        "source": file.source,
        "input_name": file.name,
        "sha256": file.sha256,
        "n_bytes": file.n_bytes,
        "n_records": n_records,
    }


def _problem_rows(batch: Batch) -> pl.DataFrame:
    return conform(
        pl.concat([QUARANTINE.empty(), *(_problem_row(batch, problem) for problem in batch.problems)]), QUARANTINE
    )


def _problem_row(batch: Batch, problem: Problem) -> pl.DataFrame:
    rows = pl.DataFrame(
        {
            "batch_id": [batch.id],
            "source": [problem.source],
            "source_record_id": [problem.name],
            "input_name": [problem.name],
            "stage": ["ingest"],
            "reason": [problem.reason],
            "detail": [problem.detail],
            "quarantined_at": [batch.now],
        }
    )
    identity = pl.concat_str(pl.lit("problem"), "source", "input_name", "reason", separator=SEPARATOR)
    return conform(rows.with_columns(quarantine_id=blake3(identity).str.head(16)), QUARANTINE)
