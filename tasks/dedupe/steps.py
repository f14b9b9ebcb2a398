"""The steps of a comparison after signing. Each reads files that earlier ones left, puts its own, and returns its figures."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tasks.dedupe.candidates import MEETING, candidate_pairs, summed, worth_verifying
from tasks.dedupe.comparison import Comparison
from tasks.dedupe.current import ORDER, left_alone, newest_revisions
from tasks.dedupe.groups import changed_memberships
from tasks.dedupe.linking import linked_pairs
from tasks.dedupe.lookup import ROW
from tasks.dedupe.meeting import meetings
from tasks.shards import Put, read
from warehouse.contract import conform
from warehouse.tables import CURRENT_REVISIONS, MEMBERSHIPS, SIGNATURES


def settle_current(comparison: Comparison, gone: pl.DataFrame | None, put: Put) -> Mapping[str, Any]:
    """Put current_revisions, `own` (shard, row), where their signatures lie, and `again`, those of published ones compared anew.

    `gone`: doc_id, revision and ORDER of published documents that are to be shown no more. Documents that were signed
    again or are compared anew are current anew, in the rows that they have: from now on the links of this batch count.
    """
    shards = [read(folder, "keys") for folder in comparison.signed]
    placed = [rows.with_row_index("row").with_columns(shard=pl.lit(n, pl.UInt32)) for n, rows in enumerate(shards)]
    documents = pl.concat([_no_documents(), *placed])
    newest = newest_revisions(documents, comparison.history, comparison.batch_id)
    own = pl.lit(comparison.batch_id).alias("batch_id")
    gone = newest.clear() if gone is None else gone.with_columns(own).select(newest.columns)
    standing = newest.join(gone, on="doc_id", how="anti")
    again = left_alone(pl.concat([standing["doc_id"], gone["doc_id"]]), comparison.history)
    shown = pl.concat([standing, again]).with_columns(withdrawn=pl.lit(False))
    current = pl.concat([shown, gone.with_columns(withdrawn=pl.lit(True))]).with_columns(
        batch_seq=pl.lit(comparison.batch_seq)
    )
    put("current_revisions", conform(current, CURRENT_REVISIONS))
    put("own", documents.join(standing, on=ROW, how="semi").select("shard", "row"))
    put("again", conform(comparison.history.signatures_of(again), SIGNATURES))
    taken_in = documents.filter(pl.col("batch_id") == own)
    return {"n_in": taken_in.height, "n_documents": taken_in["doc_id"].n_unique()}


def _no_documents() -> pl.DataFrame:
    place = {name: pl.lit(None, dtype=pl.UInt32) for name in ("row", "shard")}
    return CURRENT_REVISIONS.empty().with_columns(**place).select("row", *ROW, *ORDER, "shard")


def find_candidates(comparison: Comparison, partition: int, put: Put) -> Mapping[str, Any]:
    """Put the pairs that a key of this partition brings together, as pairs-N for each partition of pairs."""
    new, known = meetings(comparison, partition)
    pairs, phrases, crowd = candidate_pairs(pl.concat([new, known.select(MEETING)]), comparison.parameters)
    put("phrases", phrases)
    revisions = known.select(ROW).unique()
    n = comparison.n_partitions
    for number in range(n):
        own = pairs.filter(pl.col("a").hash(comparison.parameters.seed) % n == number)
        put(f"pairs-{number}", own)
        ends = pl.concat([own["a"], own["b"]]).unique().to_frame("doc_id")
        put(f"known-{number}", revisions.join(ends, on="doc_id", how="semi"))
    return {"n_pairs": pairs.height, "crowd": crowd}


def verify_pairs(comparison: Comparison, partition: int, put: Put) -> Mapping[str, Any]:
    """Put document_links of this partition's pairs as they go out, and `edges` (a, b): pairs that connect all copies.

    Figures: relations, links by relation, and n_untold, pairs with much in common that are no link.
    """
    folders = [comparison.at("candidates", number) for number in range(comparison.n_partitions)]
    candidates = summed(pl.concat([read(folder, f"pairs-{partition}") for folder in folders]))
    phrases = pl.concat([read(folder, "phrases") for folder in folders])
    pairs = worth_verifying(candidates, phrases, comparison.parameters)
    known = pl.concat([read(folder, f"known-{partition}") for folder in folders]).unique()
    linked = linked_pairs(comparison, pairs, known)
    put("document_links", linked.links)
    put("edges", linked.edges)
    relations = dict(linked.links.group_by("relation").agg(n=pl.len()).sort("relation").iter_rows())
    return {"relations": relations, "n_untold": linked.n_untold}


def group_copies(comparison: Comparison, put: Put) -> Mapping[str, Any]:
    """Put current_revisions and memberships as they go out."""
    current = read(comparison.at("current"), "current_revisions")
    edges = pl.concat([read(comparison.at("links", number), "edges") for number in range(comparison.n_partitions)])
    members, others = changed_memberships(comparison, edges, current)
    memberships = members.with_columns(batch_id=pl.lit(comparison.batch_id), batch_seq=pl.lit(comparison.batch_seq))
    put("current_revisions", current)
    put("memberships", conform(memberships, MEMBERSHIPS))
    own = current.filter(batch_id=comparison.batch_id)
    standing = pl.concat([members.drop("reason"), others])
    copies = standing.filter(pl.col("doc_id") != pl.col("canonical_id"))
    return {"n_copies": copies.join(own, on="doc_id", how="semi").height}
