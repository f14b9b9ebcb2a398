"""The global step of dedupe: current revisions, links and groups of copies of a batch, given history."""

from dataclasses import dataclass

import polars as pl

from tasks.dedupe.candidates import candidate_pairs
from tasks.dedupe.clusters import regroup
from tasks.dedupe.parameters import DedupeParameters
from tasks.dedupe.verify import verify
from warehouse.contract import conform
from warehouse.tables import CURRENT_REVISIONS, DOCUMENT_LINKS, MEMBERSHIPS

KEY = ["doc_id", "revision"]


@dataclass(frozen=True, slots=True)
class History:
    """What is published: signatures, links, the newest current_revisions row of each document, and all memberships rows."""

    signatures: pl.LazyFrame
    links: pl.LazyFrame
    current: pl.LazyFrame
    memberships: pl.LazyFrame


def dedupe(
    documents: pl.DataFrame,
    signatures: pl.DataFrame,
    history: History,
    *,
    batch_id: str,
    batch_seq: int,
    parameters: DedupeParameters,
) -> dict[str, pl.DataFrame]:
    """Tables current_revisions, signatures, document_links and memberships of a batch.

    `documents`: doc_id, revision, fetched_at, content_hash of every document of the batch; `signatures`: theirs.
    """
    newest = _newest(documents, history.current)
    current = newest.with_columns(batch_id=pl.lit(batch_id), batch_seq=pl.lit(batch_seq), withdrawn=pl.lit(False))
    signed = signatures.join(newest, on=KEY, how="semi")
    alive = history.current.filter(~pl.col("withdrawn")).join(newest.lazy().select("doc_id"), on="doc_id", how="anti")
    past = history.signatures.join(alive.select(*KEY, "batch_id"), on=[*KEY, "batch_id"], how="semi")
    comparable = past.filter(pl.col("parameters") == parameters.version)
    pairs = candidate_pairs(signed, comparable, parameters)
    involved = pl.concat([pairs["a"], pairs["b"]]).unique()
    past_signatures = comparable.filter(pl.col("doc_id").is_in(involved.implode())).collect(engine="streaming")
    known = pl.concat([signed, past_signatures.unique("doc_id")])
    links = _links(verify(pairs, known.filter(pl.col("doc_id").is_in(involved.implode())), parameters), known, batch_id)
    members = _memberships(links, known, newest, history, past, alive)
    memberships = members.with_columns(batch_id=pl.lit(batch_id), batch_seq=pl.lit(batch_seq))
    return {
        "current_revisions": conform(current, CURRENT_REVISIONS),
        "signatures": signed,
        "document_links": links,
        "memberships": conform(memberships, MEMBERSHIPS),
    }


def _newest(documents: pl.DataFrame, current: pl.LazyFrame) -> pl.DataFrame:
    """The documents of the batch that become current: greatest (fetched_at, content_hash), history included."""
    order = ["fetched_at", "content_hash"]
    newest = documents.select(*KEY, *order).sort(order).unique("doc_id", keep="last", maintain_order=True)
    past = (
        current.join(newest.lazy().select("doc_id"), on="doc_id", how="semi")
        .select("doc_id", "withdrawn", *order)
        .collect()
    )
    both = newest.join(past, on="doc_id", how="left", suffix="_past")
    after = (pl.col("fetched_at") > pl.col("fetched_at_past")) | (
        (pl.col("fetched_at") == pl.col("fetched_at_past")) & (pl.col("content_hash") > pl.col("content_hash_past"))
    )
    return (
        both.filter(pl.col("fetched_at_past").is_null() | pl.col("withdrawn").fill_null(False) | after)
        .select(*KEY, *order)
        .sort("doc_id")
    )


def _links(found: pl.DataFrame, known: pl.DataFrame, batch_id: str) -> pl.DataFrame:
    revisions = known.select("doc_id", "revision")
    rows = found.join(revisions, left_on="a", right_on="doc_id").join(
        revisions.rename({"revision": "other_revision"}), left_on="b", right_on="doc_id"
    )
    rows = rows.rename({"a": "doc_id", "b": "other_doc_id"}).with_columns(batch_id=pl.lit(batch_id))
    return conform(rows.sort("doc_id", "other_doc_id"), DOCUMENT_LINKS)


def _memberships(
    links: pl.DataFrame,
    known: pl.DataFrame,
    newest: pl.DataFrame,
    history: History,
    past: pl.LazyFrame,
    alive: pl.LazyFrame,
) -> pl.DataFrame:
    """Membership rows that change: of the groups that a new link, or a new revision of a member, touches."""
    copies = links.filter(pl.col("relation").is_in(["exact", "near"]))
    edges = copies.select(a="doc_id", b="other_doc_id")
    touched = pl.concat([edges["a"], edges["b"], newest["doc_id"]]).unique()
    rows = history.memberships.select("doc_id", "cluster_id", "canonical_id", "batch_seq").collect(engine="streaming")
    # A group's age is that of its first row: newer rows come with each change of the copy that stands for it.
    born = rows.group_by("cluster_id").agg(born=pl.col("batch_seq").min())
    groups = rows.sort("batch_seq").unique("doc_id", keep="last", maintain_order=True).drop_nulls("cluster_id")
    hit = groups.filter(pl.col("doc_id").is_in(touched.implode()))["cluster_id"].unique()
    present = groups.filter(pl.col("cluster_id").is_in(hit.implode())).join(born, on="cluster_id")
    nodes = pl.concat([present["doc_id"], edges["a"], edges["b"]]).unique()
    old_edges = _standing_links(history.links, alive, nodes)
    facts = ["doc_id", "n_words", "n_findings", "published_at"]
    missing = nodes.filter(~nodes.is_in(known["doc_id"].implode()))
    others = past.filter(pl.col("doc_id").is_in(missing.implode())).select(facts).collect(engine="streaming")
    members = pl.concat([known.select(facts), others]).unique("doc_id").filter(pl.col("doc_id").is_in(nodes.implode()))
    reserved = frozenset(groups["cluster_id"].unique().to_list()) - frozenset(hit.to_list())
    return regroup(members, pl.concat([edges, old_edges]), present, reserved)


def _standing_links(links: pl.LazyFrame, alive: pl.LazyFrame, nodes: pl.Series) -> pl.DataFrame:
    """Published links between `nodes` whose revisions both still count, as a, b."""
    wanted = links.filter(
        pl.col("relation").is_in(["exact", "near"])
        & pl.col("doc_id").is_in(nodes.implode())
        & pl.col("other_doc_id").is_in(nodes.implode())
    )
    here = alive.select(*KEY)
    standing = wanted.join(here, on=KEY, how="semi").join(
        here, left_on=["other_doc_id", "other_revision"], right_on=KEY, how="semi"
    )
    return standing.select(a="doc_id", b="other_doc_id").collect(engine="streaming")
