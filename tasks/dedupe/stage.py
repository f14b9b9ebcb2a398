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
    """What is published: signatures, links, the newest current_revisions row of each document, and all memberships rows.

    `links` carry batch_seq, the order of the batch that found them: a document that was cleaned anew since has others.
    """

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
    gone: pl.DataFrame | None = None,
) -> dict[str, pl.DataFrame]:
    """Tables current_revisions, signatures, document_links and memberships of a batch.

    `documents`: doc_id, revision, fetched_at, content_hash of every document of the batch; `signatures`: theirs.
    `gone`: the same of published documents that are to be shown no more.
    """
    newest = _newest(documents, history.current)
    gone = documents.clear() if gone is None else gone
    current = pl.concat(
        [newest.with_columns(withdrawn=pl.lit(False)), gone.select(newest.columns).with_columns(withdrawn=pl.lit(True))]
    ).with_columns(batch_id=pl.lit(batch_id), batch_seq=pl.lit(batch_seq))
    signed = signatures.join(newest, on=KEY, how="semi")
    alive = history.current.filter(~pl.col("withdrawn")).join(current.lazy().select("doc_id"), on="doc_id", how="anti")
    past = history.signatures.join(alive.select(*KEY, "batch_id"), on=[*KEY, "batch_id"], how="semi")
    comparable = past.filter(pl.col("parameters") == parameters.version)
    pairs = candidate_pairs(signed, comparable, parameters)
    involved = pl.concat([pairs["a"], pairs["b"]]).unique()
    past_signatures = comparable.filter(pl.col("doc_id").is_in(involved.implode())).collect(engine="streaming")
    known = pl.concat([signed, past_signatures.unique("doc_id")])
    links = _links(verify(pairs, known.filter(pl.col("doc_id").is_in(involved.implode())), parameters), known, batch_id)
    members = _memberships(links, known, current, history, past, alive)
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
    # The same revision again is one that was cleaned anew: its newer rows count.
    after = (pl.col("fetched_at") > pl.col("fetched_at_past")) | (
        (pl.col("fetched_at") == pl.col("fetched_at_past")) & (pl.col("content_hash") >= pl.col("content_hash_past"))
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
    current: pl.DataFrame,
    history: History,
    past: pl.LazyFrame,
    alive: pl.LazyFrame,
) -> pl.DataFrame:
    """Membership rows that change: of the groups that a new link, or a new revision of a member, touches."""
    copies = links.filter(pl.col("relation").is_in(["exact", "near"]))
    edges = copies.select(a="doc_id", b="other_doc_id")
    touched = pl.concat([edges["a"], edges["b"], current["doc_id"]]).unique()
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
    left = present.join(current.filter("withdrawn"), on="doc_id", how="semi").select(
        "doc_id", cluster_id=None, canonical_id=None, reason=pl.lit("it is shown no more")
    )
    changed = regroup(members, pl.concat([edges, old_edges]), present, reserved)
    return pl.concat([changed, left.cast(dict(changed.schema))])  # type: ignore[arg-type]


def _standing_links(links: pl.LazyFrame, alive: pl.LazyFrame, nodes: pl.Series) -> pl.DataFrame:
    """Published links between `nodes` whose revisions both still count, as they were when the link was found, as a, b."""
    wanted = links.filter(
        pl.col("relation").is_in(["exact", "near"])
        & pl.col("doc_id").is_in(nodes.implode())
        & pl.col("other_doc_id").is_in(nodes.implode())
    )
    here = alive.select(*KEY, since="batch_seq")
    both = wanted.join(here, on=KEY).join(here, left_on=["other_doc_id", "other_revision"], right_on=KEY, suffix="_b")
    standing = both.filter(pl.col("batch_seq") >= pl.max_horizontal("since", "since_b"))
    return standing.select(a="doc_id", b="other_doc_id").collect(engine="streaming")
