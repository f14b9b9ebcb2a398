"""Memberships that change with a batch: of the groups that a new link, a new revision or a withdrawal touches."""

import polars as pl

from tasks.dedupe.clusters import regroup
from tasks.dedupe.comparison import Comparison
from tasks.dedupe.lookup import ROW

FACTS = ["doc_id", "n_words", "n_flags", "n_findings", "published_at"]


def changed_memberships(
    comparison: Comparison, edges: pl.DataFrame, current: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """doc_id, cluster_id, canonical_id, reason of what changes, and doc_id, cluster_id, canonical_id of what stays.

    `edges`: a, b of copies that were found, which connect all that have one. What stays is told of groups that are touched.

    A published group counts as connected, unless one of its members has another text now: then what its other members
    have in common was looked for anew, and is among the `edges`.
    """
    history = comparison.history
    found = pl.concat([edges["a"], edges["b"]])
    present = history.groups(pl.concat([found, current["doc_id"]]).unique())
    broken = present.join(current, on="doc_id", how="semi").select("cluster_id").unique()
    whole = present.join(broken, on="cluster_id", how="anti")
    standing = whole.select(a=pl.col("doc_id").first().over("cluster_id"), b="doc_id").filter(
        pl.col("a") != pl.col("b")
    )
    nodes = pl.concat([found, present["doc_id"]]).unique().sort()
    withdrawn = current.filter("withdrawn")
    ids = history.born(pl.concat([nodes, present["cluster_id"]]).unique())
    changed = regroup(
        _facts(comparison, nodes.filter(~nodes.is_in(withdrawn["doc_id"].implode()))),
        pl.concat([edges, standing]),
        present.join(ids, on="cluster_id"),
        frozenset(ids["cluster_id"].to_list()),
    )
    left = present.join(withdrawn, on="doc_id", how="semi").select(
        "doc_id", cluster_id=None, canonical_id=None, reason=pl.lit("it is shown no more")
    )
    changes = pl.concat([changed, left.cast(dict(changed.schema))])  # type: ignore[arg-type]
    return changes, present.join(changes, on="doc_id", how="anti")


def _facts(comparison: Comparison, nodes: pl.Series) -> pl.DataFrame:
    """FACTS of documents, of this batch and published."""
    here = comparison.signed_current(nodes.to_frame("doc_id"), FACTS)
    others = comparison.history.standing(nodes.filter(~nodes.is_in(here["doc_id"].implode())))
    return pl.concat([here, comparison.history.signatures_of(others.select(ROW), FACTS)])
