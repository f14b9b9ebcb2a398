"""The keys under which documents meet: the fingerprint of the whole, the LSH bands, and the anchors.

Anchors are 32-bit numbers and the others 64-bit hashes, so one column holds them all and a key's size tells its kind.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.text.codepoints import HashArray, IntArray

KEY_COLUMNS = ("fingerprint", "bands", "anchors")
IS_ANCHOR = pl.col("key") < 1 << 32


def keys_of(signatures: pl.DataFrame) -> tuple[HashArray, IntArray]:
    """All keys of `signatures` (KEY_COLUMNS, n_words) and the row that each belongs to."""
    n = np.arange(signatures.height)
    worded = signatures["n_words"].to_numpy() > 0  # stars and dashes fold to nothing, which is nobody's copy
    keys, rows = [signatures["fingerprint"].to_numpy()[worded]], [n[worded]]
    for name in ("bands", "anchors"):
        lists = signatures[name]
        keys.append(lists.explode(empty_as_null=False).to_numpy().astype(np.uint64))
        rows.append(np.repeat(n, lists.list.len().to_numpy()))
    return np.concatenate(keys), np.concatenate(rows)


def partition_of(keys: HashArray, n_partitions: int) -> NDArray[np.uint64]:
    """Which of `n_partitions` a key belongs to: documents that share a key meet in its partition."""
    return keys % np.uint64(n_partitions)
