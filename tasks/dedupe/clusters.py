"""Groups of copies: connected by exact and near links, with an id that lasts and one copy that stands for all."""

from collections import defaultdict
from collections.abc import Iterable

import polars as pl

COMPLETE = 0.95
"""A copy this much as long as the longest is complete; among complete ones other merits decide."""


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


def regroup(
    members: pl.DataFrame, edges: pl.DataFrame, present: pl.DataFrame, reserved: frozenset[str]
) -> pl.DataFrame:
    """Memberships that change: doc_id, cluster_id, canonical_id, reason.

    `members`: doc_id, n_words, n_findings, published_at of every document of a group that is touched, and of the new
    ones. `edges`: a, b. `present`: doc_id, cluster_id, canonical_id, born (order of the group) as published.
    `reserved`: ids of groups that are not touched.
    A group that grows keeps its id, of two that merge the older one's stays, and a part that splits off gets a new id.
    """
    facts = {row["doc_id"]: row for row in members.iter_rows(named=True)}
    before = {row["doc_id"]: row for row in present.iter_rows(named=True)}
    taken = set(reserved)
    rows: list[tuple[str, str | None, str | None, str]] = []
    for group in sorted(connected(edges.iter_rows(), facts), key=len, reverse=True):
        if len(group) == 1:
            if group[0] in before:
                rows.append((group[0], None, None, "no copy of it is left"))
            continue
        cluster = _cluster_id(group, before, taken)
        taken.add(cluster)
        canonical, reason = survivor([facts[doc] for doc in group])
        rows.extend(
            (doc, cluster, canonical, reason)
            for doc in group
            if doc not in before or (before[doc]["cluster_id"], before[doc]["canonical_id"]) != (cluster, canonical)
        )
    schema = {"doc_id": pl.String, "cluster_id": pl.String, "canonical_id": pl.String, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("doc_id")


def _cluster_id(group: list[str], before: dict[str, dict[str, object]], taken: set[str]) -> str:
    known = sorted(
        {(str(before[doc]["born"]).zfill(12), str(before[doc]["cluster_id"])) for doc in group if doc in before}
    )
    for _, cluster in known:
        if cluster not in taken:
            return cluster
    return next((doc for doc in group if doc not in taken), f"{group[0]}-{len(taken)}")


def survivor(copies: list[dict[str, object]]) -> tuple[str, str]:
    """The copy that stands for the group, and why: complete, then fewest findings, then earliest, then smallest id."""
    longest = max(int(str(copy["n_words"])) for copy in copies)
    complete = [copy for copy in copies if int(str(copy["n_words"])) >= COMPLETE * longest]
    fewest = min(int(str(copy["n_findings"])) for copy in complete)
    clean = [copy for copy in complete if int(str(copy["n_findings"])) == fewest]
    best = min(clean, key=lambda copy: (copy["published_at"] is None, str(copy["published_at"]), str(copy["doc_id"])))
    if len(complete) == 1:
        return str(best["doc_id"]), "the only complete copy"
    if len(clean) == 1:
        return str(best["doc_id"]), f"complete, with the fewest findings ({fewest})"
    if best["published_at"] is not None:
        return str(best["doc_id"]), "complete, with the fewest findings, published first"
    return str(best["doc_id"]), "complete, with the fewest findings; no time known, smallest id"
