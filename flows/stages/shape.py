"""The shape of a batch in progress: which shards it has and where their outputs lie."""

import json
from pathlib import Path

import polars as pl

from tasks.batch import Batch
from tasks.ingest.settle import Piece
from tasks.ingest.stage import PROBLEMS, ingest_units
from tasks.reprocess import planned_units
from tasks.shards import read
from warehouse.tables import QUARANTINE


def units_of(batch: Batch) -> list[str]:
    """The ingest units, the one of problems among them; of a batch that cleans anew, the shards that were read again."""
    return planned_units(batch) if batch.selection else [*ingest_units(batch), PROBLEMS]


def pieces_of(batch: Batch) -> list[Piece]:
    """All shards of raw documents, in order. The first stage must be done."""
    found: list[Piece] = []
    for unit in units_of(batch):
        report = json.loads((batch.folder / "ingest" / unit / "report.json").read_text(encoding="utf-8"))
        found.extend((unit, piece) for piece in report["figures"]["pieces"])
    return found


def key_of(piece: Piece) -> str:
    """The name of a shard: the key of its units of work and the name of its folders."""
    return f"{piece[0]}-{piece[1]}"


def piece_of(key: str) -> Piece:
    """The shard of that name."""
    unit, _, piece = key.rpartition("-")
    return unit, piece


def shard_folder(batch: Batch, stage: str, piece: Piece) -> Path:
    """Where a stage puts the outputs of a shard."""
    return batch.folder / stage / key_of(piece)


def set_aside_keys(batch: Batch) -> pl.DataFrame:
    """(doc_id, revision) of documents that the row checks set aside."""
    schema = {"doc_id": pl.String, "revision": pl.String}
    return pl.concat([pl.DataFrame(schema=schema), *(set_aside_of(batch, piece) for piece in pieces_of(batch))])


def set_aside_of(batch: Batch, piece: Piece) -> pl.DataFrame:
    """The same of one shard. A revision of a document lies in one shard alone, so a shard need not ask the others."""
    return read(shard_folder(batch, "check", piece), "set_aside")


def known_problems(batch: Batch) -> pl.DataFrame:
    """Quarantine rows of what could not be read and is known from an earlier run: a missing path is missing again."""
    found = [read(batch.folder / "ingest" / unit, "quarantine") for unit in units_of(batch)]
    fresh = read(batch.folder / "settle", "quarantine")
    return pl.concat([QUARANTINE.empty(), *found]).join(fresh, on="quarantine_id", how="anti")


def quarantine_of(batch: Batch) -> pl.DataFrame:
    """All quarantine rows of the batch, of every stage."""
    frames = [read(batch.folder / "settle", "quarantine")]
    for piece in pieces_of(batch):
        frames.append(read(shard_folder(batch, "clean", piece), "quarantine"))
        frames.append(read(shard_folder(batch, "check", piece), "quarantine"))
    return pl.concat([QUARANTINE.empty(), *frames]).unique("quarantine_id", keep="first", maintain_order=True)
