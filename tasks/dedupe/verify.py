"""Verifying candidates: what two documents share, whether their facts agree, and so what they are to each other."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.conflicts import conflicts
from tasks.dedupe.pairing import parts_of, tagged
from tasks.dedupe.parameters import DedupeParameters
from tasks.text.codepoints import IntArray

_SHINGLES_AT_ONCE = 16_000_000

MEASURED = pl.DataFrame(
    schema={
        "a": pl.String,
        "b": pl.String,
        "exact": pl.Boolean,
        "similarity": pl.Float64,
        "containment": pl.Float64,
        "n_conflicts": pl.Int32,
    }
)
"""No rows: what measured pairs are."""


def measured(pairs: pl.DataFrame, signatures: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The pairs that share enough to be looked at: MEASURED.

    `pairs`: candidates a < b, banded; `signatures` holds one row for each document of theirs, and alone decides.
    """
    index = signatures.with_row_index("at").select("doc_id", "at", n_anchors=pl.col("anchors").list.len())
    met = pairs.select("a", "b", "banded").join(index, left_on="a", right_on="doc_id")
    met = met.join(index, left_on="b", right_on="doc_id", suffix="_b")
    apart = met.filter(~pl.col("banded"))
    shared = pl.Series(n_shared(signatures["anchors"], apart), dtype=pl.Int64)
    least = parameters.min_anchor_share * pl.min_horizontal("n_anchors", "n_anchors_b")
    met = pl.concat([met.filter("banded"), apart.filter(shared >= least)]).sort("a", "b")
    shared = pl.Series(n_shared(signatures["shingles"], met), dtype=pl.Int64)
    found = _measured(met.select("a", "b", shared=shared), signatures)
    kept = found.filter(pl.col("exact") | (pl.col("containment") >= parameters.min_containment))
    agreeing = conflicts(kept.select("facts", "places", "facts_b", "places_b"))
    return kept.with_columns(n_conflicts=agreeing).select(MEASURED.columns)


def are_notices(parameters: DedupeParameters) -> pl.Expr:
    """Which measured pairs are notices of one template, however much of each text stands in the other."""
    return ~pl.col("exact") & _other_facts(parameters) & _one_template(parameters)


def _other_facts(parameters: DedupeParameters) -> pl.Expr:
    return pl.col("n_conflicts") >= parameters.template_conflicts


def _one_template(parameters: DedupeParameters) -> pl.Expr:
    return pl.col("similarity") >= parameters.template_jaccard


def judged(found: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Those of the measured pairs that are anything to each other: a, b, relation, similarity, containment, covered,
    n_conflicts, method. `found` has the columns of `coverage` beside.

    Notices of a template are asked no more than that they share many runs of words: the facts between them differ.
    """
    most, least = pl.max_horizontal("covered", "covered_b"), pl.min_horizontal("covered", "covered_b")
    lead = pl.when(pl.col("covered") < pl.col("covered_b")).then("lead").otherwise("lead_b")
    held = most >= parameters.min_covered
    cut_short = (
        (most >= parameters.min_covered_of_beginning)
        & (least >= parameters.min_covered_by_beginning)
        & (lead >= parameters.min_covered)
    )
    copy = held & ((least >= parameters.min_covered_of_other) | cut_short)
    template = _other_facts(parameters) & (copy | _one_template(parameters))
    relation = (
        pl.when("exact")
        .then(pl.lit("exact"))
        .when(template)
        .then(pl.lit("template"))
        .when(copy)
        .then(pl.lit("near"))
        .when(held)
        .then(pl.lit("contained"))
    )
    method = pl.when("exact").then(pl.lit("exact_fingerprint")).otherwise(pl.lit("minhash_lsh"))
    rows = found.with_columns(relation=relation, method=method, covered=most, covered_of_other=least)
    measures = pl.col("similarity", "containment", "covered", "covered_of_other").round(4)
    return rows.filter(pl.col("relation").is_not_null()).select("a", "b", "relation", measures, "n_conflicts", "method")


def n_shared(lists: pl.Series, pairs: pl.DataFrame) -> IntArray:
    """How many values of `lists` (sorted and distinct) the rows at and at_b of each of `pairs` share."""
    flat = lists.explode(empty_as_null=False).to_numpy().astype(np.uint64)
    bounds = np.append(0, np.cumsum(lists.list.len().to_numpy().astype(np.int64)))
    a, b = (pairs[name].to_numpy().astype(np.int64) for name in ("at", "at_b"))
    sizes = np.diff(bounds)
    counts = [_shared(flat, bounds, a[part], b[part]) for part in parts_of(sizes[a] + sizes[b], _SHINGLES_AT_ONCE)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *counts])


def _shared(flat: NDArray[np.uint64], bounds: IntArray, a: IntArray, b: IntArray) -> IntArray:
    """The same for some pairs: both sides' keys, tagged with the pair's number, sorted together once."""
    left, right = (tagged(flat, bounds, side)[0] for side in (a, b))
    common = np.intersect1d(left, right, assume_unique=True)
    return np.bincount((common >> np.uint64(32)).astype(np.int64), minlength=len(a)).astype(np.int64)


def _measured(pairs: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    """The pairs with exact (the whole folded texts are one), similarity, containment, and the facts of both."""
    facts = signatures.select(
        "doc_id", "fingerprint", "facts", "places", n=pl.col("shingles").list.len().cast(pl.Int64)
    )
    joined = pairs.join(facts, left_on="a", right_on="doc_id", maintain_order="left").join(
        facts, left_on="b", right_on="doc_id", suffix="_b", maintain_order="left"
    )
    least, shared = pl.min_horizontal("n", "n_b"), pl.col("shared")
    exact = pl.col("fingerprint") == pl.col("fingerprint_b")
    either = pl.col("n") + pl.col("n_b") - shared
    return joined.with_columns(
        exact=exact,
        similarity=pl.when(exact).then(1.0).otherwise(shared / pl.max_horizontal(either, 1)),
        containment=pl.when(exact).then(1.0).otherwise(shared / pl.max_horizontal(least, 1)),
    )
