"""Verifying candidates: Jaccard and containment of their shingles, whether their facts agree, and so what they are to each other."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.conflicts import conflicts
from tasks.dedupe.parameters import DedupeParameters
from tasks.text.codepoints import IntArray

_PAIRS_AT_ONCE = 20_000


def verify(pairs: pl.DataFrame, signatures: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The pairs that hold: a, b, relation, similarity, containment, n_conflicts, method.

    `pairs`: candidates a < b; `signatures` holds one row for each document of theirs, and alone decides.
    """
    index = signatures.with_row_index("at").select("doc_id", "at")
    met = pairs.select("a", "b").join(index, left_on="a", right_on="doc_id")
    met = met.join(index, left_on="b", right_on="doc_id", suffix="_b").sort("a", "b")
    shared = _shared_shingles(signatures["shingles"], met["at"].to_numpy(), met["at_b"].to_numpy())
    measured = _measured(met.select("a", "b", shared=pl.Series(shared, dtype=pl.Int64)), signatures)
    return _judged(measured, parameters)


def _shared_shingles(lists: pl.Series, a: NDArray[np.uint32], b: NDArray[np.uint32]) -> IntArray:
    """How many shingles the texts in row a[i] and in row b[i] of `lists` share."""
    flat = lists.explode(empty_as_null=False).to_numpy().astype(np.uint64)
    bounds = np.append(0, np.cumsum(lists.list.len().to_numpy().astype(np.int64)))
    parts = [slice(start, start + _PAIRS_AT_ONCE) for start in range(0, len(a), _PAIRS_AT_ONCE)]
    counts = [_shared(flat, bounds, a[part].astype(np.int64), b[part].astype(np.int64)) for part in parts]
    return np.concatenate([np.zeros(0, dtype=np.int64), *counts])


def _shared(flat: NDArray[np.uint64], bounds: IntArray, a: IntArray, b: IntArray) -> IntArray:
    """The same for some pairs: both sides' keys, tagged with the pair's number, sorted together once."""
    left, right = _tagged(flat, bounds, a), _tagged(flat, bounds, b)
    common = np.intersect1d(left, right, assume_unique=True)
    return np.bincount((common >> np.uint64(32)).astype(np.int64), minlength=len(a)).astype(np.int64)


def _tagged(flat: NDArray[np.uint64], bounds: IntArray, rows: IntArray) -> NDArray[np.uint64]:
    sizes = bounds[rows + 1] - bounds[rows]
    offset = np.repeat(bounds[rows] - np.append(0, np.cumsum(sizes)[:-1]), sizes)
    tags = np.repeat(np.arange(len(rows), dtype=np.uint64), sizes)
    tagged: NDArray[np.uint64] = (tags << np.uint64(32)) | flat[np.arange(sizes.sum()) + offset]
    return tagged


def _measured(pairs: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    """The pairs with exact (the whole folded texts are one), similarity, containment, the ratio of their lengths, and facts."""
    facts = signatures.select(
        "doc_id", "fingerprint", "facts", "places", n=pl.col("shingles").list.len().cast(pl.Int64)
    )
    joined = pairs.join(facts, left_on="a", right_on="doc_id", maintain_order="left").join(
        facts, left_on="b", right_on="doc_id", suffix="_b", maintain_order="left"
    )
    least, most, shared = pl.min_horizontal("n", "n_b"), pl.max_horizontal("n", "n_b"), pl.col("shared")
    exact = pl.col("fingerprint") == pl.col("fingerprint_b")
    either = pl.col("n") + pl.col("n_b") - shared
    return joined.with_columns(
        exact=exact,
        similarity=pl.when(exact).then(1.0).otherwise(shared / pl.max_horizontal(either, 1)),
        containment=pl.when(exact).then(1.0).otherwise(shared / pl.max_horizontal(least, 1)),
        ratio=pl.when(exact).then(1.0).otherwise(least / pl.max_horizontal(most, 1)),
    )


def _judged(measured: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The measured pairs that are anything to each other, with what they are."""
    holds = pl.col("containment") >= parameters.min_containment
    as_long = pl.col("ratio") >= parameters.min_length_ratio
    alike = pl.when(holds).then(as_long).otherwise(pl.col("similarity") >= parameters.min_jaccard)
    kept = measured.filter(pl.col("exact") | alike | holds).with_columns(alike=alike)
    kept = kept.with_columns(n_conflicts=conflicts(kept.select("facts", "places", "facts_b", "places_b")))
    template = (pl.col("n_conflicts") >= parameters.template_conflicts) & pl.col("alike")
    copy = pl.when("alike").then(pl.lit("near")).otherwise(pl.lit("contained"))
    relation = pl.when("exact").then(pl.lit("exact")).when(template).then(pl.lit("template")).otherwise(copy)
    return kept.select(
        "a",
        "b",
        pl.col("similarity", "containment").round(4),
        "n_conflicts",
        relation=relation,
        method=pl.when("exact").then(pl.lit("exact_fingerprint")).otherwise(pl.lit("minhash_lsh")),
    )
