"""What of a batch goes out: the files of its stages without what was set aside, put together once for gate and load."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from flows.stages.index import DEDUPE, links_of, signed_again
from flows.stages.quoting import groups_of, signatures_of
from flows.stages.shape import pieces_of, set_aside_keys, shard_folder
from tasks.batch import Batch
from tasks.ingest.settle import Piece, kept_records
from tasks.shards import Put, do_shard, read
from tasks.versions import stage_version
from warehouse.contract import conform
from warehouse.tables import TABLES

KEY = ["doc_id", "revision"]
_FROM_CLEAN = ("documents", "passages", "findings")
_FROM_EXTRACT = ("mentions", "quotes", "office_claims", "attributions", "dates")
_FROM_DEDUPE = ("current_revisions", "memberships")
_OUTPUTS = "outputs"


def outputs(batch: Batch) -> dict[str, list[Path]]:
    """The files of the batch that go out, by table; whatever was set aside is left out of them."""
    made = do_shard(batch.folder / _OUTPUTS, _version(batch), partial(_put_together, batch))
    return {table: [batch.folder / name for name in names] for table, names in made.figures["files"].items()}


def _version(batch: Batch) -> str:
    """A hash of the reports that the outputs rest on: where one of their shards was done again, they are made again."""
    digest = hashlib.blake2b(digest_size=8)
    shards = [
        shard_folder(batch, stage, piece) for stage in ("clean", "check", "extract") for piece in pieces_of(batch)
    ]
    grouped = [path.parent for path in groups_of(batch)]
    for folder in (batch.folder / "settle", batch.folder / DEDUPE / "groups", *shards, *grouped):
        digest.update((folder / "report.json").read_bytes())
    return stage_version("group quotes", f"{batch.id} {digest.hexdigest()}")


def _put_together(batch: Batch, put: Put) -> Mapping[str, Any]:
    """Write what no stage has written as it goes out; the figure `files` has the names of all, within the batch."""
    pieces = pieces_of(batch)
    aside = set_aside_keys(batch)
    tables: dict[str, list[Path]] = {name: [] for name in ("raw_documents", *_FROM_CLEAN, "signatures", *_FROM_EXTRACT)}
    for piece in pieces:
        cleaned = shard_folder(batch, "clean", piece)
        documents = read(cleaned, "documents", KEY).join(aside, on=KEY, how="anti")
        if batch.selection is None:  # a record is fetched once and cleaned again and again
            tables["raw_documents"].append(_raw(batch, piece, documents, put))
        for name in _FROM_CLEAN:
            tables[name].append(_without(cleaned / f"{name}.parquet", documents, batch, put))
        tables["signatures"].append(shard_folder(batch, "sign", piece) / "signatures.parquet")
        for name in _FROM_EXTRACT:
            tables[name].append(shard_folder(batch, "extract", piece) / f"{name}.parquet")
    tables["signatures"] += [folder / "signatures.parquet" for folder in signed_again(batch)]
    groups = batch.folder / DEDUPE / "groups"
    tables |= {name: [groups / f"{name}.parquet"] for name in _FROM_DEDUPE}
    tables |= {
        "document_links": links_of(batch),
        "quote_signatures": signatures_of(batch),
        "quote_groups": groups_of(batch),
    }
    for name in ("entities", "aliases") if pieces else ():
        put(name, _united(batch, pieces, name))
        tables[name] = [_path(batch, name)]
    return {
        "files": {name: [path.relative_to(batch.folder).as_posix() for path in paths] for name, paths in tables.items()}
    }


def _path(batch: Batch, name: str) -> Path:
    """Where `put` puts an output."""
    return batch.folder / _OUTPUTS / f"{name}.parquet"


def _raw(batch: Batch, piece: Piece, documents: pl.DataFrame, put: Put) -> Path:
    """The raw records that became documents: the ingest's own file where that is all of them."""
    whole = batch.folder / "ingest" / piece[0] / f"{piece[1]}.parquet"
    if documents.height == pl.scan_parquet(whole).select(pl.len()).collect().item():
        return whole
    name = f"raw_documents-{piece[0]}-{piece[1]}"
    put(name, kept_records(batch, piece).join(documents, on=KEY, how="semi"))
    return _path(batch, name)


def _without(path: Path, documents: pl.DataFrame, batch: Batch, put: Put) -> Path:
    """The shard's file, or a copy without the rows of what was set aside; empty documents' passages stay out too."""
    rows = read(path.parent, path.stem, KEY)
    if rows.join(documents, on=KEY, how="semi").height == rows.height:
        return path
    name = f"{path.stem}-{path.parent.name}"
    put(name, pl.read_parquet(path).join(documents, on=KEY, how="semi"))
    return _path(batch, name)


def _united(batch: Batch, pieces: Sequence[Piece], name: str) -> pl.DataFrame:
    """Entities or aliases of all shards, each once."""
    frame = pl.concat([read(shard_folder(batch, "extract", piece), name) for piece in pieces])
    if name == "entities":
        frame = frame.group_by("entity_id", maintain_order=True).agg(pl.all().drop_nulls().first())
    else:
        key = ["entity_id", "alias", "language"]
        frame = frame.group_by(key, maintain_order=True).agg(
            pl.exclude("n_mentions").first(), pl.col("n_mentions").sum()
        )
    return conform(frame, TABLES[name])
