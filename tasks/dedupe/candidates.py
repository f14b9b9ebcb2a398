"""Candidate pairs: documents that share a key, new with new and new with published ones.

Which pairs these are does not hang on how the input was cut: two documents meet whichever of them came first.
"""

import polars as pl

from tasks.dedupe.keys import IS_ANCHOR
from tasks.dedupe.parameters import DedupeParameters

PAIR = ["a", "b"]
MEETING = ["key", "doc_id", "fingerprint", "n_own", "new"]
"""n_own: anchors that the document has; new: False where it was published before."""
_PAIRS_AT_ONCE = 4_000_000


def candidate_pairs(meeting: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Pairs a < b of doc_ids that share a key: with banded (a band or the fingerprint), the n_anchors that they share, and
    n_least, how many the one has that has fewer.

    `meeting`: MEETING, a row a key that a document has. Published documents met each other when they came.
    """
    shared = meeting.unique(["key", "doc_id"]).filter(pl.col("key").is_duplicated())
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
    return (
        pairs.group_by(PAIR)
        .agg(pl.col("banded").any(), pl.col("n_anchors").sum(), pl.col("n_least").first())
        .sort(PAIR)
    )


def worth_verifying(pairs: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The pairs without those that have but a phrase in common. `pairs`: summed over all partitions."""
    return pairs.filter(pl.col("banded") | (pl.col("n_anchors") >= parameters.min_anchor_share * pl.col("n_least")))


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
    return _oriented(pairs.select(pl.col("doc_id").alias("a"), pl.col("first").alias("b"), "key", n_least="n_own"))


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
    return _oriented(met.select("key", a="doc_id", b="doc_id_b", n_least=pl.min_horizontal("n_own", "n_own_b")))


def _oriented(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.group_by(a=pl.min_horizontal(PAIR), b=pl.max_horizontal(PAIR)).agg(
        banded=(~IS_ANCHOR).any(), n_anchors=IS_ANCHOR.sum().cast(pl.Int64), n_least=pl.col("n_least").first()
    )
