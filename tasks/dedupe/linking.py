"""What the pairs of a partition are to each other, and which of them are told as links: groups are made of all copies."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from tasks.dedupe.candidates import PAIR
from tasks.dedupe.changes import changes
from tasks.dedupe.clusters import connected
from tasks.dedupe.comparison import Comparison
from tasks.dedupe.coverage import coverage
from tasks.dedupe.lookup import ROW
from tasks.dedupe.verify import MEASURED, are_notices, judged, measured
from tasks.shards import read
from warehouse.contract import conform
from warehouse.tables import DOCUMENT_LINKS

_DOCUMENTS_AT_ONCE, _PAIRS_AT_ONCE = 10_000, 20_000
_COMPARED = ["doc_id", "fingerprint", "anchors", "shingles", "facts", "places"]
_COPIES = pl.col("relation").is_in(["exact", "near"])


class Linked(NamedTuple):
    """`links`: rows of document_links. `edges`: a, b of copies, enough of them to connect what is connected.

    `n_untold`: pairs with much in common that are no link, since their documents have so many.
    """

    links: pl.DataFrame
    edges: pl.DataFrame
    n_untold: int


def linked_pairs(comparison: Comparison, pairs: pl.DataFrame, known: pl.DataFrame) -> Linked:
    """`pairs`: a, b, banded. `known`: ROW of the published documents among them. Of each of their documents one row counts."""
    parameters, folder = comparison.parameters, comparison.at("current")
    new = read(folder, "current_revisions", ["doc_id"])
    rows = pl.concat([read(folder, "current_revisions", ROW), known])
    found = pl.concat([MEASURED.clear(), *(_measured(comparison, part, known) for part in _parts(pairs))])
    notices, others = (found.filter(which) for which in (are_notices(parameters), ~are_notices(parameters)))
    told = pl.concat([most_alike(some, new, parameters.most_links) for some in (notices, others)]).sort(PAIR)
    links = pl.concat([DOCUMENT_LINKS.empty(), *(_links(comparison, part, rows) for part in _parts(told))])
    edges = links.filter(_COPIES).select(a="doc_id", b="other_doc_id")
    rest = others.join(told, on=PAIR, how="anti")
    for some in rest.iter_slices(_PAIRS_AT_ONCE):
        part = _apart(some, edges)
        edges = pl.concat([edges, _judged(comparison, part, rows)[0].filter(_COPIES).select(PAIR)])
    fresh = [found.select(PAIR).join(new, left_on=side, right_on="doc_id", how="semi") for side in PAIR]
    return Linked(links, edges, pl.concat(fresh).unique().height - told.height)


def most_alike(found: pl.DataFrame, new: pl.DataFrame, most: int) -> pl.DataFrame:
    """The pairs that are among the `most` of a new document which have most in common. `found`: measured; `new`: doc_id."""
    sides = [found.select(*PAIR, "containment", "similarity", doc_id=side) for side in PAIR]
    ends = pl.concat(sides).join(new, on="doc_id", how="semi")
    ends = ends.sort("containment", "similarity", *PAIR, descending=[True, True, False, False])
    kept = ends.filter(pl.int_range(pl.len()).over("doc_id") < most)
    return found.join(kept, on=PAIR, how="semi")


def _parts(pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The pairs in parts whose documents can be held: all at once where they have few documents, however many they are."""
    if pl.concat([pairs["a"], pairs["b"]]).n_unique() <= _DOCUMENTS_AT_ONCE:
        yield pairs
    else:
        yield from pairs.iter_slices(_PAIRS_AT_ONCE)


def _measured(comparison: Comparison, pairs: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    ends = _ends(pairs)
    past = comparison.history.signatures_of(known.join(ends, on="doc_id", how="semi"), _COMPARED)
    signatures = pl.concat([comparison.signed_current(ends, _COMPARED), past])
    parts = pairs.iter_slices(_PAIRS_AT_ONCE)
    return pl.concat([MEASURED.clear(), *(measured(part, signatures, comparison.parameters) for part in parts)])


def _links(comparison: Comparison, pairs: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of document_links for those of the measured pairs that hold."""
    found, texts = _judged(comparison, pairs, rows)
    revisions = rows.select("doc_id", "revision")
    links = found.join(revisions, left_on="a", right_on="doc_id", maintain_order="left").join(
        revisions.rename({"revision": "other_revision"}), left_on="b", right_on="doc_id", maintain_order="left"
    )
    links = links.rename({"a": "doc_id", "b": "other_doc_id"}).with_columns(batch_id=pl.lit(comparison.batch_id))
    return conform(links.hstack(changes(links, texts)), DOCUMENT_LINKS)


def _judged(comparison: Comparison, pairs: pl.DataFrame, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs that hold, and the texts of their documents; exact copies are told without their texts."""
    worded = pairs.filter(~pl.col("exact"))
    texts = comparison.texts_of(rows.join(_ends(worded), on="doc_id", how="semi"))
    shares = worded.select(PAIR).hstack(coverage(worded, texts, comparison.parameters.shingle_words))
    covered = pairs.join(shares, on=PAIR, how="left", maintain_order="left")
    covered = covered.with_columns(pl.col(shares.columns[2:]).fill_null(1.0))
    return judged(covered, comparison.parameters), texts


def _apart(pairs: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose documents the `edges` do not connect yet. A document at a time: they are those that have a copy."""
    groups = connected(edges.iter_rows(), _ends(edges)["doc_id"])
    numbers = {doc: number for number, group in enumerate(groups) for doc in group}
    group = pl.DataFrame(
        {"doc_id": list(numbers), "group": list(numbers.values())}, schema={"doc_id": pl.String, "group": pl.Int64}
    )
    for side in PAIR:
        pairs = pairs.join(
            group.rename({"doc_id": side, "group": f"group_{side}"}), on=side, how="left", maintain_order="left"
        )
    return pairs.filter(~(pl.col("group_a") == pl.col("group_b")).fill_null(False))


def _ends(pairs: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([pairs["a"], pairs["b"]]).unique().to_frame("doc_id")
