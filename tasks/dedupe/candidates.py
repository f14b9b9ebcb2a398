"""Candidate pairs: documents that share a key, new with new and new with published ones.

Which pairs these are does not hang on how the input was cut: two documents meet whichever of them came first.
"""

import polars as pl

from tasks.dedupe.keys import IS_ANCHOR
from tasks.dedupe.parameters import DedupeParameters

PAIR = ["a", "b"]
_PAIRS_AT_ONCE = 4_000_000


def candidate_pairs(meeting: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Pairs a < b of doc_ids that share a key: with banded (a band or the fingerprint) and n_anchors that they share.

    `meeting`: key, doc_id, fingerprint, new (False: published before), a row a key that a document has. Published
    documents met each other when they came.
    """
    shared = meeting.unique(["key", "doc_id"]).filter(pl.len().over("key") > 1)
    shared = shared.filter(pl.col("new").any().over("key"))
    told = ~IS_ANCHOR | (pl.col("fingerprint").n_unique().over("key") <= parameters.crowded_anchor)
    shared = shared.filter(told).with_columns(crowded=pl.len().over("key") > parameters.crowded_key)
    crowd = shared.filter("crowded")
    texts = _one_each(crowd, parameters)
    few = pl.concat([shared.filter(~pl.col("crowded")), texts]).sort("key", "doc_id")
    found = [*(_pairs(part) for part in _parts(few)), _same_text(crowd)]
    return summed(pl.concat(found))


def summed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each pair once, whatever the keys and partitions that it was found in."""
    return pairs.group_by(PAIR).agg(pl.col("banded").any(), pl.col("n_anchors").sum()).sort(PAIR)


def _one_each(crowd: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Of the documents of crowded keys one for each text, a published one where there is any: it has its pairs already."""
    texts = crowd.sort("key", "fingerprint", "new", "doc_id").unique(
        ["key", "fingerprint"], keep="first", maintain_order=True
    )
    return texts.filter(pl.int_range(pl.len()).over("key") < parameters.most_texts)


def _same_text(crowd: pl.DataFrame) -> pl.DataFrame:
    """Pairs of each document of a crowded key with the one that stands for its text."""
    firsts = pl.col("doc_id").sort_by("new", "doc_id").first().over("key", "fingerprint")
    pairs = crowd.with_columns(first=firsts).filter(pl.col("new") & (pl.col("first") != pl.col("doc_id")))
    return _oriented(pairs.select(pl.col("doc_id").alias("a"), pl.col("first").alias("b"), "key"))


def _parts(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """The rows, keys whole, in parts whose pairs are not too many to hold."""
    sizes = rows.group_by("key", maintain_order=True).agg(n=pl.len().cast(pl.Int64))
    part = (pl.col("n") * pl.col("n")).cum_sum() // _PAIRS_AT_ONCE
    numbered = rows.join(sizes.select("key", part=part), on="key", maintain_order="left")
    return [frame.drop("part") for frame in numbered.partition_by("part", maintain_order=True)]


def _pairs(rows: pl.DataFrame) -> pl.DataFrame:
    """All pairs under a key of which one at least is new."""
    met = rows.join(rows, on="key", suffix="_b").filter(
        (pl.col("doc_id") < pl.col("doc_id_b")) & (pl.col("new") | pl.col("new_b"))
    )
    return _oriented(met.select(a="doc_id", b="doc_id_b", key="key"))


def _oriented(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.group_by(a=pl.min_horizontal(PAIR), b=pl.max_horizontal(PAIR)).agg(
        banded=(~IS_ANCHOR).any(), n_anchors=IS_ANCHOR.sum().cast(pl.Int64)
    )
