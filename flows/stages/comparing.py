"""Dedupe: who copies whom, in the batch and against all that is published."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl

from flows.stages.index import DEDUPE, NO_FILES, PARAMETERS, dedupe_version, history_of, n_partitions, signed_again
from flows.stages.report import Progress, Spread, StageClock, StageReport, summed
from flows.stages.shape import key_of, piece_of, pieces_of, set_aside_of, shard_folder
from tasks.batch import Batch
from tasks.dedupe import Comparison, sign_shard
from tasks.dedupe.comparison import SIGNED
from tasks.dedupe.steps import find_candidates, group_copies, settle_current, verify_pairs
from tasks.ingest.settle import Piece, kept_records
from tasks.shards import Put, ShardReport, do_shard, read
from warehouse.home import Home
from warehouse.lake import texts_in, texts_of
from warehouse.manifest import read_manifest
from warehouse.tables import DOCUMENTS

KEY = ["doc_id", "revision"]


def dedupe_stage(_home: Home, batch: Batch, progress: Progress, spread: Spread) -> StageReport:
    """Sign all shards, then find the copies among them and against all that is published.

    Where the published signatures were made otherwise, all published documents are signed and compared again.
    """
    pieces = pieces_of(batch)
    clock = StageClock("dedupe", progress, len(pieces) + 5)
    (outdated,) = clock.spread(spread, "find outdated", [DEDUPE])
    partitions = [str(number) for number in range(n_partitions(batch))]
    clock.total = len(pieces) + outdated.figures["n_units"] + 2 * len(partitions) + 3
    clock.spread(spread, "sign again", [str(number) for number in range(outdated.figures["n_units"])])
    clock.spread(spread, "sign", [key_of(piece) for piece in pieces])
    (settled,) = clock.spread(spread, "settle current", [DEDUPE])
    met = clock.spread(spread, "find candidates", partitions)
    verified = clock.spread(spread, "verify", partitions)
    (grouped,) = clock.spread(spread, "group", [DEDUPE])
    n_canonical = settled.figures["n_documents"] - grouped.figures["n_copies"]
    figures = {
        "relations": summed(verified, "relations"),
        "n_signed_again": outdated.figures["n_documents"],
        "largest_crowd": max(found.figures["crowd"] for found in met),
        "n_untold": sum(found.figures["n_untold"] for found in verified),
    }
    return clock.report(settled.figures["n_in"], n_canonical, figures, _notes(figures))


def _notes(figures: Mapping[str, Any]) -> tuple[str, ...]:
    """What a person should know: that the index was made anew, and where a bound was met."""
    met, told = PARAMETERS.most_met, PARAMETERS.most_links
    notes = {
        "n_signed_again": "{:,} published documents signed and compared again: their signatures were made by other "
        "parameters or an older khabar",
        "largest_crowd": f"up to {{:,}} different texts share a key: each was compared with {met} of them under that key",
        "n_untold": f"{{:,}} pairs in crowds are no links of their own: a document has the {told} that it has most in common with",
    }
    return tuple(note.format(figures[name]) for name, note in notes.items() if figures[name])


def _comparison(home: Home, batch: Batch) -> Comparison:
    pieces, again, history = pieces_of(batch), signed_again(batch), history_of(home)
    if again:  # all that is current is among them
        history = replace(history, signatures=NO_FILES)
    return Comparison(
        batch_id=batch.id,
        batch_seq=batch.seq,
        signed=(*again, *(shard_folder(batch, "sign", piece) for piece in pieces)),
        n_partitions=n_partitions(batch),
        folder=batch.folder / DEDUPE,
        history=history,
        texts_of=partial(_texts_of, home, batch),
        parameters=PARAMETERS,
    )


def sign_documents(_home: Home, batch: Batch, key: str) -> ShardReport:
    """Sign one shard."""
    piece = piece_of(key)
    return do_shard(shard_folder(batch, "sign", piece), dedupe_version(batch), partial(_sign, batch, piece))


def _sign(batch: Batch, piece: Piece, put: Put) -> Mapping[str, Any]:
    cleaned = shard_folder(batch, "clean", piece)
    documents = read(cleaned, "documents", SIGNED).join(set_aside_of(batch, piece), on=KEY, how="anti")
    findings = read(cleaned, "findings", KEY).group_by(KEY).agg(n_findings=pl.len().cast(pl.Int64))
    counted = documents.join(findings, on=KEY, how="left", maintain_order="left").with_columns(
        pl.col("n_findings").fill_null(0)
    )
    return sign_shard(counted, n_partitions(batch), PARAMETERS, put)


def settle_revisions(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Say which revisions are current; there is one such unit."""
    comparison = _comparison(home, batch)
    gone = _gone(batch) if batch.selection else None
    return do_shard(comparison.at("current"), dedupe_version(batch), partial(settle_current, comparison, gone))


def find_pairs(home: Home, batch: Batch, key: str) -> ShardReport:
    """Find the candidates of one partition of keys."""
    comparison = _comparison(home, batch)
    work = partial(find_candidates, comparison, int(key))
    return do_shard(comparison.at("candidates", int(key)), dedupe_version(batch), work)


def verify_partition(home: Home, batch: Batch, key: str) -> ShardReport:
    """Verify the candidates of one partition of pairs."""
    comparison = _comparison(home, batch)
    return do_shard(
        comparison.at("links", int(key)), dedupe_version(batch), partial(verify_pairs, comparison, int(key))
    )


def group_documents(home: Home, batch: Batch, _key: str) -> ShardReport:
    """Group all copies; there is one such unit."""
    comparison = _comparison(home, batch)
    return do_shard(comparison.at("groups"), dedupe_version(batch), partial(group_copies, comparison))


def _texts_of(home: Home, batch: Batch, wanted: pl.DataFrame) -> pl.DataFrame:
    """Texts of documents of this batch, from its shards that have any of them, and of published ones."""
    own = pl.col("batch_id") == batch.id
    cleaned = [shard_folder(batch, "clean", piece) / "documents.parquet" for piece in pieces_of(batch)]
    here = texts_in(cleaned, wanted.filter(own))
    return pl.concat([here, texts_of(home, read_manifest(home), wanted.filter(~own))])


def _gone(batch: Batch) -> pl.DataFrame:
    """Published documents that are none any more: cleaned anew, nothing is left of them or a check set them aside."""
    pieces = pieces_of(batch)
    empty = DOCUMENTS.empty().select(*KEY, "fetched_at", "content_hash")
    keys = [read(shard_folder(batch, "sign", piece), "keys", empty.columns) for piece in pieces]
    records = [kept_records(batch, piece, empty.columns) for piece in pieces]
    return pl.concat([empty, *records]).join(pl.concat([empty, *keys]), on=KEY, how="anti")
