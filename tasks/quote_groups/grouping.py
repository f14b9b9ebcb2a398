"""The groups of one partition of speakers: new statements are compared with each other and with what is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from tasks.quote_groups.history import COMPARED, StatementHistory
from tasks.quote_groups.pairs import equal_pairs
from tasks.quote_groups.parameters import GroupParameters
from tasks.quote_groups.sign import QUOTE
from tasks.shards import Put
from tasks.text.codepoints import HashArray, HashSet, IntArray
from warehouse.contract import conform
from warehouse.lake import files_at
from warehouse.tables.quote_groups import QUOTE_GROUPS
from warehouse.tables.quote_signatures import QUOTE_SIGNATURES


@dataclass(frozen=True, slots=True)
class Grouping:
    """`signed`: files of quote_signatures that are grouped now. `anew`: all that is published is among them."""

    batch_seq: int
    signed: Sequence[Path]
    n_partitions: int
    history: StatementHistory
    anew: bool
    parameters: GroupParameters


def group_statements(grouping: Grouping, partition: int, put: Put) -> Mapping[str, Any]:
    """Put `quote_groups` of this partition as they go out. Figures: n_groups of more than one statement that are touched."""
    new = _own(grouping, partition)
    known = _known(grouping, new)
    pairs = equal_pairs(_meeting(new, known), known, grouping.parameters)
    present = grouping.history.groups_of(pl.concat([new["statement"], pairs["a"], pairs["b"]]))
    groups = _groups(new["statement"], pairs, present, anew=grouping.anew)
    told = present.select(*QUOTE, "statement", "quote_group_id")
    fresh = new.select(*QUOTE, "statement").join(told, on=QUOTE, how="anti", maintain_order="left")
    moved = told.rename({"quote_group_id": "before"}).join(groups, on="statement", maintain_order="left")
    moved = moved.filter(pl.col("before") != pl.col("quote_group_id")).drop("before")
    rows = pl.concat([fresh.join(groups, on="statement", maintain_order="left"), moved])
    put("quote_groups", conform(rows.with_columns(batch_seq=pl.lit(grouping.batch_seq)), QUOTE_GROUPS))
    return {"n_groups": groups.filter(pl.col("quote_group_id").is_duplicated())["quote_group_id"].n_unique()}


def _own(grouping: Grouping, partition: int) -> pl.DataFrame:
    """QUOTE, speaker and COMPARED of what this partition groups. Without a speaker a statement meets nobody, wherever it is."""
    rows = files_at(grouping.signed, QUOTE_SIGNATURES).rows
    own = pl.coalesce("speaker", "statement") % grouping.n_partitions == partition
    return rows.filter(own).select(*QUOTE, "speaker", *COMPARED).collect(engine="streaming").sort(QUOTE)


def _known(grouping: Grouping, new: pl.DataFrame) -> pl.DataFrame:
    """COMPARED of the published statements that share a key with new ones, and are none of them."""
    wanted = _flat(new.clear() if grouping.anew else new)
    found = grouping.history.sharing(_distinct(wanted), new["speaker"], grouping.parameters)
    return found.join(new, on="statement", how="anti")


def _meeting(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """COMPARED of the new statements that share a key with another, each once: one in three."""
    once = new.filter(pl.col("statement").is_first_distinct()).select(COMPARED)
    keys = _flat(once)
    ordered = np.sort(keys)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    shared = HashSet(_distinct(np.concatenate([repeated, _flat(known)]))).holds(keys)
    owner = np.repeat(np.arange(once.height), once["keys"].list.len().to_numpy())
    meets = np.zeros(once.height, dtype=bool)
    meets[owner[shared]] = True
    return once.filter(pl.Series(meets))


def _flat(rows: pl.DataFrame) -> HashArray:
    keys: HashArray = rows["keys"].explode(empty_as_null=False, keep_nulls=False).to_numpy().astype(np.uint64)
    return keys


def _distinct(keys: HashArray) -> HashArray:
    keys = np.sort(keys)  # much faster than numpy's own `unique`, which hashes
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _groups(new: pl.Series, pairs: pl.DataFrame, present: pl.DataFrame, *, anew: bool) -> pl.DataFrame:
    """statement, quote_group_id of the `new` statements and of all members of the groups that are `present`.

    `anew`: groups that are present do not connect, but lend their ids.
    """
    standing = present.select("statement", "quote_group_id", "born").unique("statement", maintain_order=True)
    nodes = pl.concat([pairs["a"], pairs["b"], standing["statement"]]).unique().sort()
    edges = pairs if anew else pl.concat([pairs, _chained(standing)])
    ends = [np.searchsorted(nodes.to_numpy(), edges[side].to_numpy()) for side in ("a", "b")]
    members = pl.DataFrame({"statement": nodes, "component": connected(len(nodes), *ends)})
    members = members.join(standing, on="statement", how="left", maintain_order="left")
    # An id stays with the largest of the parts that it fell into, and of several ids that meet the oldest stays.
    by_size = members.with_columns(n=pl.len().over("component")).drop_nulls("quote_group_id")
    kept = by_size.sort("n", "component", descending=[True, False]).unique("quote_group_id", maintain_order=True)
    oldest = kept.sort("born", "quote_group_id").unique("component", keep="first", maintain_order=True)
    ids = oldest.select("component", kept="quote_group_id")
    named = members.drop("quote_group_id").join(ids, on="component", how="left", maintain_order="left")
    own = _hexadecimal(nodes)
    # Asked once for all: within the window each component would get a list of all ids of its own.
    named = named.with_columns(own=own, free=~own.is_in(present["quote_group_id"].unique().implode()))
    # What has no id yet is called by its first statement; an id that another part has kept is not given twice.
    first = pl.coalesce(pl.col("own").filter("free").first(), pl.col("own").first()).over("component")
    grouped = named.select("statement", quote_group_id=pl.coalesce("kept", first))
    alone = new.unique().to_frame("statement").join(nodes.to_frame("statement"), on="statement", how="anti")
    return pl.concat([grouped, alone.with_columns(quote_group_id=_hexadecimal(alone["statement"]))])


def _chained(standing: pl.DataFrame) -> pl.DataFrame:
    """(a, b) that connect the members of each group that stands."""
    firsts = standing.with_columns(a=pl.col("statement").first().over("quote_group_id"))
    return firsts.select("a", b="statement").filter(pl.col("a") != pl.col("b"))


def connected(n_nodes: int, a: IntArray, b: IntArray) -> IntArray:
    """For each of `n_nodes` the least node that it is connected with, by edges `a` to `b`."""
    least = np.arange(n_nodes)
    while True:
        joined = np.minimum(least[a], least[b])
        found = least.copy()
        for ends in (a, b, least[a], least[b]):
            np.minimum.at(found, ends, joined)
        found = found[found]
        if np.array_equal(found, least):
            return least
        least = found


def _hexadecimal(numbers: pl.Series) -> pl.Series:
    """Each number as sixteen digits."""
    digits = np.frombuffer(numbers.to_numpy().astype(">u8").tobytes().hex().encode(), dtype=np.uint8)
    binary = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(numbers), [None, pa.py_buffer(digits)])
    return pl.Series(binary.cast(pa.binary()).cast(pa.string()), dtype=pl.String)
