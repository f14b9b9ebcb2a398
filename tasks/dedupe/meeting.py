"""Who meets whom in a partition of the keys: keys first, as numbers, and documents only where a key is shared."""

import numpy as np
import polars as pl

from tasks.dedupe.candidates import MEETING
from tasks.dedupe.comparison import Comparison
from tasks.dedupe.keys import KEY_COLUMNS, keys_of, partition_of
from tasks.shards import read
from tasks.text.codepoints import HashArray, HashSet


def meetings(comparison: Comparison, partition: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """MEETING rows of new and of published documents, for the keys of this partition that two documents share.

    New are the batch's current documents and those compared anew. The published ones come with ROW.
    """
    again = read(comparison.at("current"), "again", ["doc_id", "n_words", *KEY_COLUMNS])
    mine = _own_keys(again, comparison.n_partitions, partition)
    parts = [read(folder, f"meeting-{partition}", ["key"])["key"].to_numpy() for folder in comparison.signed]
    keys = np.sort(np.concatenate([mine["key"].to_numpy(), *parts]))
    same = keys[1:] == keys[:-1]
    wanted = keys[np.append(True, ~same)] if len(keys) else keys
    known = comparison.history.matching(wanted, comparison.parameters)
    known = known.join(_superseded(comparison), on="doc_id", how="anti").with_columns(new=pl.lit(False))
    # Of a million keys few are shared, and a number is a quarter of the row that it stands for.
    shared = HashSet(np.union1d(keys[1:][same], known["key"].to_numpy()))
    told = again.with_columns(n_own=pl.col("anchors").list.len())
    new = [_sharing(mine, shared).join(told.with_row_index("row"), on="row")]
    current = read(comparison.at("current"), "own")
    for (shard,), own in current.group_by("shard"):
        folder = comparison.signed[int(str(shard))]
        meeting = _sharing(read(folder, f"meeting-{partition}"), shared).join(own, on="row", how="semi")
        new.append(meeting.hstack(read(folder, "members")[meeting["row"]]))
    return pl.concat([part.select(MEETING[:-1]) for part in new]).with_columns(new=pl.lit(True)), known


def _own_keys(signatures: pl.DataFrame, n_partitions: int, partition: int) -> pl.DataFrame:
    """(key, row) of `signatures` in this partition."""
    keys, rows = keys_of(signatures)
    mine = np.flatnonzero(partition_of(keys, n_partitions) == partition)
    return pl.DataFrame({"key": keys[mine], "row": rows[mine].astype(np.uint32)})


def _sharing(meeting: pl.DataFrame, shared: HashSet) -> pl.DataFrame:
    held: HashArray = meeting["key"].to_numpy()
    return meeting.filter(pl.Series(shared.holds(held)))


def _superseded(comparison: Comparison) -> pl.DataFrame:
    """(doc_id) of published rows that count no more, or that are among the new ones to be compared anew."""
    folder = comparison.at("current")
    return pl.concat([read(folder, "current_revisions", ["doc_id"]), read(folder, "again", ["doc_id"])])
