"""The steps of a comparison after signing. Each reads files that earlier ones left, puts its own, and returns its figures."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tasks.dedupe.candidates import MEETING, candidate_pairs, summed, worth_verifying
from tasks.dedupe.changes import changes
from tasks.dedupe.comparison import Comparison
from tasks.dedupe.coverage import coverage
from tasks.dedupe.current import ORDER, left_alone, newest_revisions
from tasks.dedupe.groups import changed_memberships
from tasks.dedupe.lookup import ROW
from tasks.dedupe.meeting import meetings
from tasks.dedupe.verify import judged, measured
from tasks.shards import Put, read
from warehouse.contract import conform
from warehouse.tables import CURRENT_REVISIONS, DOCUMENT_LINKS, MEMBERSHIPS, SIGNATURES

_PAIRS_AT_ONCE = 20_000
_COPIES = pl.col("relation").is_in(["exact", "near"])


def settle_current(comparison: Comparison, gone: pl.DataFrame | None, put: Put) -> Mapping[str, Any]:
    """Put current_revisions, `own` (shard, row), where their signatures lie, and `again`, those of published ones compared anew.

    `gone`: doc_id, revision and ORDER of published documents that are to be shown no more. Documents that were signed
    again are current anew, in the rows that they have.
    """
    shards = [read(folder, "keys") for folder in comparison.signed]
    placed = [rows.with_row_index("row").with_columns(shard=pl.lit(n, pl.UInt32)) for n, rows in enumerate(shards)]
    documents = pl.concat([_no_documents(), *placed])
    newest = newest_revisions(documents, comparison.history, comparison.batch_id)
    own = pl.lit(comparison.batch_id).alias("batch_id")
    gone = newest.clear() if gone is None else gone.with_columns(own).select(newest.columns)
    standing = newest.join(gone, on="doc_id", how="anti")
    both = [standing.with_columns(withdrawn=pl.lit(False)), gone.with_columns(withdrawn=pl.lit(True))]
    current = pl.concat(both).with_columns(batch_seq=pl.lit(comparison.batch_seq))
    put("current_revisions", conform(current, CURRENT_REVISIONS))
    put("own", documents.join(standing, on=ROW, how="semi").select("shard", "row"))
    again = left_alone(current["doc_id"], comparison.history)
    put("again", conform(comparison.history.signatures_of(again), SIGNATURES))
    taken_in = documents.filter(pl.col("batch_id") == own)
    return {"n_in": taken_in.height, "n_documents": taken_in["doc_id"].n_unique()}


def _no_documents() -> pl.DataFrame:
    place = {name: pl.lit(None, dtype=pl.UInt32) for name in ("row", "shard")}
    return CURRENT_REVISIONS.empty().with_columns(**place).select("row", *ROW, *ORDER, "shard")


def find_candidates(comparison: Comparison, partition: int, put: Put) -> Mapping[str, Any]:
    """Put the pairs that a key of this partition brings together, as pairs-N for each partition of pairs."""
    new, known = meetings(comparison, partition)
    pairs = candidate_pairs(pl.concat([new, known.select(MEETING)]), comparison.parameters)
    revisions = known.select(ROW).unique()
    n = comparison.n_partitions
    for number in range(n):
        own = pairs.filter(pl.col("a").hash(comparison.parameters.seed) % n == number)
        put(f"pairs-{number}", own)
        put(f"known-{number}", revisions.filter(pl.col("doc_id").is_in(pl.concat([own["a"], own["b"]]).implode())))
    return {"n_pairs": pairs.height}


def verify_pairs(comparison: Comparison, partition: int, put: Put) -> Mapping[str, Any]:
    """Put `links`: the pairs of this partition that hold, with what the two are to each other."""
    folders = [comparison.at("candidates", number) for number in range(comparison.n_partitions)]
    candidates = summed(pl.concat([read(folder, f"pairs-{partition}") for folder in folders]))
    pairs = worth_verifying(candidates, comparison.parameters)
    known = pl.concat([read(folder, f"known-{partition}") for folder in folders]).unique()
    parts = [pairs.slice(start, _PAIRS_AT_ONCE) for start in range(0, pairs.height, _PAIRS_AT_ONCE)]
    links = pl.concat([DOCUMENT_LINKS.empty(), *(_links(comparison, part, known) for part in parts)])
    put("links", links)
    return {"relations": dict(links.group_by("relation").agg(n=pl.len()).sort("relation").iter_rows())}


def _links(comparison: Comparison, pairs: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Rows of document_links for some pairs."""
    involved = pl.concat([pairs["a"], pairs["b"]]).unique().to_frame("doc_id")
    past = comparison.history.signatures_of(known.join(involved, on="doc_id", how="semi"))
    signatures = pl.concat([comparison.signed_current(involved), conform(past, SIGNATURES)]).unique("doc_id")
    own = signatures.select(ROW)
    found, texts = _judged(comparison, pairs, signatures, own)
    rows = found.join(own.drop("batch_id"), left_on="a", right_on="doc_id", maintain_order="left").join(
        own.rename({"revision": "other_revision"}), left_on="b", right_on="doc_id", maintain_order="left"
    )
    rows = rows.rename({"a": "doc_id", "b": "other_doc_id"}).with_columns(batch_id=pl.lit(comparison.batch_id))
    return conform(rows.hstack(changes(rows, texts)), DOCUMENT_LINKS)


def _judged(
    comparison: Comparison, pairs: pl.DataFrame, signatures: pl.DataFrame, own: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs that hold, and the texts of their documents; exact copies are told without their texts."""
    found = measured(pairs, signatures, comparison.parameters)
    worded = found.filter(~pl.col("exact"))
    ends = pl.concat([worded["a"], worded["b"]]).unique().rename("doc_id").to_frame()
    texts = comparison.texts_of(own.join(ends, on="doc_id", how="semi"))
    shares = worded.select("a", "b").hstack(coverage(worded, texts, comparison.parameters.shingle_words))
    covered = found.join(shares, on=["a", "b"], how="left", maintain_order="left")
    covered = covered.with_columns(pl.col(shares.columns[2:]).fill_null(1.0))
    return judged(covered, comparison.parameters), texts


def group_copies(comparison: Comparison, put: Put) -> Mapping[str, Any]:
    """Put current_revisions, document_links and memberships as they go out."""
    current = read(comparison.at("current"), "current_revisions")
    links = pl.concat([read(comparison.at("links", number), "links") for number in range(comparison.n_partitions)])
    edges = links.filter(_COPIES).select(a="doc_id", b="other_doc_id")
    members = changed_memberships(comparison, edges, current)
    # Pairs of documents that were compared anew are published already.
    fresh = pl.col("doc_id").is_in(current["doc_id"].implode()) | pl.col("other_doc_id").is_in(
        current["doc_id"].implode()
    )
    fresh_links = links.filter(fresh)
    memberships = members.with_columns(batch_id=pl.lit(comparison.batch_id), batch_seq=pl.lit(comparison.batch_seq))
    put("current_revisions", current)
    put("document_links", fresh_links)
    put("memberships", conform(memberships, MEMBERSHIPS))
    own = current.filter(batch_id=comparison.batch_id)
    relations = dict(fresh_links.group_by("relation").agg(n=pl.len()).sort("relation").iter_rows())
    copies = memberships.filter(pl.col("cluster_id").is_not_null() & (pl.col("doc_id") != pl.col("canonical_id")))
    return {"relations": relations, "n_copies": copies.join(own, on="doc_id", how="semi").height}
