"""Looking few rows up among very many published ones, without reading more of them than must be.

`matching` goes over keys in streams: a row costs some two microseconds. `rows_of` reads whole signatures, which are ten
times as large as their keys, by the row groups that hold one of the wanted rows.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.text.codepoints import HashArray, HashSet, IntArray
from warehouse.lake import TableFiles
from warehouse.tables import SIGNATURES

ROW = ["doc_id", "revision", "batch_id"]
BLOCK = SIGNATURES.rows_a_group or 256
_ROWS_AT_ONCE, _BLOCKS_AT_ONCE = 20_000, 100
_FEW = 4
"""Where more than one block in so many holds a wanted row, reading all is no dearer."""


def matching(rows: pl.LazyFrame, keys: Sequence[str], wanted: HashArray, carried: Sequence[str]) -> pl.DataFrame:
    """(key, *carried) for each of the `wanted` keys that a row has; a row with several of them comes several times.

    `keys`: columns of unsigned numbers, or of lists of them, where null is none. `wanted`: sorted and distinct.
    """
    columns = rows.select(*dict.fromkeys([*keys, *carried]))
    schema = {"key": pl.UInt64} | {name: columns.collect_schema()[name] for name in carried}
    found, known = [pl.DataFrame(schema=schema)], HashSet(wanted)
    for part in columns.collect_batches(chunk_size=_ROWS_AT_ONCE) if len(wanted) else ():
        for name in keys:
            values, behind = _flat(part[name])
            hits = np.flatnonzero(known.holds(values))
            key = pl.Series("key", values[hits].astype(np.uint64))
            found.append(key.to_frame().hstack(part.select(carried)[np.searchsorted(behind, hits, side="right")]))
    return pl.concat(found)


def _flat(column: pl.Series) -> tuple[NDArray[np.uint32] | HashArray, IntArray]:
    """All values of a column of numbers or of lists, and for each row the place behind its last one."""
    if column.dtype != pl.List:
        return column.drop_nulls().to_numpy(), np.cumsum(column.is_not_null().to_numpy())
    sizes = column.list.len().fill_null(0).to_numpy().astype(np.int64)
    return column.explode(empty_as_null=False, keep_nulls=False).to_numpy(), np.cumsum(sizes)


def rows_of(table: TableFiles, wanted: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Some `columns`, and ROW, of those rows whose ROW is among `wanted`, in their order. Their number is what memory holds."""
    chosen = [*ROW, *(name for name in columns if name not in ROW)]
    keys = wanted.lazy().select(ROW).unique()
    if wanted.is_empty():
        return table.rows.select(chosen).head(0).collect()
    numbered = table.rows.select(ROW).with_row_index("at").join(keys, on=ROW, how="semi", maintain_order="left")
    at = np.sort(numbered.select("at").collect(engine="streaming")["at"].to_numpy().astype(np.int64))
    blocks = _blocks(at, np.array(table.heights, dtype=np.int64))
    if len(blocks) * BLOCK * _FEW > sum(table.heights) or set(chosen) <= set(ROW):
        whole = table.rows.select(chosen).join(keys, on=ROW, how="semi", maintain_order="left")
        return whole.collect(engine="streaming")
    parts = [table.files[file].slice(start, BLOCK).select(chosen) for file, start in blocks]
    cuts = [*range(0, len(parts), _BLOCKS_AT_ONCE), len(parts)]
    found = [
        pl.concat(parts[a:b]).join(keys, on=ROW, how="semi", maintain_order="left").collect() for a, b in pairwise(cuts)
    ]
    return pl.concat([table.rows.select(chosen).head(0).collect(), *found])


def _blocks(at: IntArray, heights: IntArray) -> list[tuple[int, int]]:
    """(file, first row in it) of the blocks that hold the rows `at`, which are counted over all files and sorted."""
    starts = np.append(0, np.cumsum(heights))
    file = np.searchsorted(starts, at, side="right") - 1
    block = (at - starts[file]) // BLOCK
    pairs = np.unique(np.stack([file, block], axis=1), axis=0)
    return [(file, block * BLOCK) for file, block in pairs.tolist()]
