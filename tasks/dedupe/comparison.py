"""The comparison of a batch with itself and with all history: where its steps find and leave their files.

sign, shard by shard -> current -> candidates, by partition of the keys -> verify, by partition of the pairs -> group.
No step holds more than a shard, a partition, or the documents that have a copy; any worker that sees the files can do one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tasks.dedupe.history import History
from tasks.dedupe.keys import keys_of, partition_of
from tasks.dedupe.lookup import ROW, rows_of
from tasks.dedupe.parameters import DedupeParameters
from tasks.dedupe.sign import sign
from tasks.shards import Put, read
from warehouse.lake import files_at
from warehouse.tables import SIGNATURES

SHARDS_A_PARTITION = 16
"""Shards whose keys meet in one partition: some two million keys."""

SIGNED = (*ROW, "text", "flags", "published_at", "first_seen_at", "fetched_at", "content_hash")
"""Columns of documents that signing and comparing need."""

TextsOf = Callable[[pl.DataFrame], pl.DataFrame]
"""Keys of documents (doc_id, revision, batch_id), of this batch and published, to doc_id and text."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`signed`: the folders of the shards' signatures; of rows of one revision those of this batch count.

    `n_partitions`: of keys, and of pairs.
    `folder`: where the steps' own outputs lie. `texts_of`: texts are asked for where two documents are linked, never else.
    """

    batch_id: str
    batch_seq: int
    signed: tuple[Path, ...]
    n_partitions: int
    folder: Path
    history: History
    texts_of: TextsOf
    parameters: DedupeParameters

    def at(self, step: str, partition: int | None = None) -> Path:
        """The folder of a step's outputs."""
        return self.folder / (step if partition is None else f"{step}-{partition}")

    def signed_current(self, only: pl.DataFrame, columns: Sequence[str] = SIGNATURES.names) -> pl.DataFrame:
        """Signatures of those documents in `only` (doc_id) that the batch made current or compares anew: some columns of them."""
        current = read(self.at("current"), "current_revisions", [*ROW, "withdrawn"]).filter(~pl.col("withdrawn"))
        signed = files_at([folder / "signatures.parquet" for folder in self.signed], SIGNATURES)
        rows = rows_of(signed, current.join(only, on="doc_id", how="semi"), columns)
        again = read(self.at("current"), "again", list(dict.fromkeys(["doc_id", *columns])))
        return pl.concat([rows.select(columns), again.join(only, on="doc_id", how="semi").select(columns)])


def partitions_for(n_shards: int) -> int:
    """How many partitions the keys of so many shards fall into."""
    return max(1, -(-n_shards // SHARDS_A_PARTITION))


def sign_shard(documents: pl.DataFrame, n_partitions: int, parameters: DedupeParameters, put: Put) -> Mapping[str, Any]:
    """Put the signatures of a shard, its `keys` for settling what is current, `members`, and `meeting-N`: their keys by partition.

    `documents`: SIGNED, and n_findings.
    """
    signatures = sign(documents, parameters)
    put("signatures", signatures)
    put("keys", documents.select(*ROW, "fetched_at", "content_hash"))
    keys, rows = keys_of(signatures)
    partition = partition_of(keys, n_partitions)
    put("members", signatures.select("doc_id", "fingerprint", n_own=pl.col("anchors").list.len()))
    for number in range(n_partitions):
        own = np.flatnonzero(partition == number)
        put(f"meeting-{number}", pl.DataFrame({"key": keys[own], "row": rows[own].astype(np.uint32)}))
    return {}
