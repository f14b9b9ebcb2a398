"""Groups of copies: connected by exact and near links, with an id that lasts and one copy that stands for all."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

from tasks.dedupe.survivor import survivor


def connected(edges: Iterable[tuple[str, str]], nodes: Iterable[str]) -> list[list[str]]:
    """The connected components of `nodes` under `edges`, each sorted, in the order of their first members."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        a, b = root(a), root(b)
        if a != b:
            parent[max(a, b)] = min(a, b)
    groups = defaultdict(list)
    for node in sorted(parent):
        groups[root(node)].append(node)
    return [groups[key] for key in sorted(groups)]


def regroup(members: pl.DataFrame, edges: pl.DataFrame, present: pl.DataFrame, taken: frozenset[str]) -> pl.DataFrame:
    """Memberships that change: doc_id, cluster_id, canonical_id, reason.

    `members`: doc_id, n_words, n_flags, n_findings, published_at of all documents of groups that are touched, and of the
    new ones. `edges`: a, b. `present`: doc_id, cluster_id, canonical_id, born (order of the group) as published.
    `taken`: ids that a group has or had.
    A group that grows keeps its id, of two that merge the older one's stays, and a part that splits off gets a new id.
    """
    facts: dict[str, Any] = {row["doc_id"]: row for row in members.iter_rows(named=True)}
    before = {row["doc_id"]: row for row in present.iter_rows(named=True)}
    given: set[str] = set()
    rows: list[tuple[str, str | None, str | None, str]] = []
    for group in sorted(connected(edges.iter_rows(), facts), key=lambda group: (-len(group), group)):
        if len(group) == 1:
            if group[0] in before:
                rows.append((group[0], None, None, "no copy of it is left"))
            continue
        cluster = _cluster_id(group, before, given, taken)
        given.add(cluster)
        canonical, reason = survivor([facts[doc] for doc in group])
        rows.extend(
            (doc, cluster, canonical, reason)
            for doc in group
            if doc not in before or (before[doc]["cluster_id"], before[doc]["canonical_id"]) != (cluster, canonical)
        )
    schema = {"doc_id": pl.String, "cluster_id": pl.String, "canonical_id": pl.String, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("doc_id")


def _cluster_id(group: list[str], before: dict[str, dict[str, Any]], given: set[str], taken: frozenset[str]) -> str:
    """The oldest id of the group's members that no larger part kept; else that of its first member, or one made of it."""
    known = sorted({(before[doc]["born"], before[doc]["cluster_id"]) for doc in group if doc in before})
    for _, cluster in known:
        if cluster not in given:
            return str(cluster)
    for doc in group:
        if doc not in taken and doc not in given:
            return doc
    return hashlib.blake2b(" ".join([*group, *sorted(taken)]).encode(), digest_size=8).hexdigest()
