"""Candidate pairs: documents that share a key, new with new and new with published ones.

Which pairs these are does not hang on how the input was cut: two documents meet whichever of them came first. Where a
crowd shares a key, each text of it meets but some of the others; see DedupeParameters.
"""

from typing import NamedTuple

import polars as pl

from tasks.dedupe.keys import IS_ANCHOR
from tasks.dedupe.parameters import DedupeParameters

PAIR = ["a", "b"]
MEETING = ["key", "doc_id", "fingerprint", "n_own", "new"]
"""n_own: anchors that the document has; new: False where it was published before."""
_PAIRS_AT_ONCE = 4_000_000
_MEMBER = ["key", "doc_id", "n_own", "new", "rank"]


class Candidates(NamedTuple):
    """`pairs`: a < b, banded (they share a band or the fingerprint), the n_anchors that they share, and n_least, how many
    the one has that has fewer.

    `phrases`: doc_id, n_phrases: how many anchors of a document brought nobody together, since too many texts have them.
    `crowd`: the most texts that share a key and met in part.
    """

    pairs: pl.DataFrame
    phrases: pl.DataFrame
    crowd: int


def candidate_pairs(meeting: pl.DataFrame, parameters: DedupeParameters) -> Candidates:
    """The pairs that share a key. `meeting`: MEETING, a row a key that a document has.

    Published documents met each other when they came.
    """
    shared = meeting.filter(pl.col("key").is_duplicated())  # first: most keys are one text's alone
    shared = shared.unique(["key", "doc_id"]).filter(pl.col("key").is_duplicated())
    shared = shared.filter(pl.col("new").any().over("key"))
    phrase = IS_ANCHOR & (pl.col("fingerprint").n_unique().over("key") > parameters.crowded_anchor)
    shared = shared.with_columns(phrase=phrase, crowded=pl.len().over("key") > parameters.crowded_key)
    phrases = shared.filter("phrase").group_by("doc_id").agg(n_phrases=pl.len().cast(pl.Int64)).sort("doc_id")
    shared = shared.filter(~pl.col("phrase"))
    crowd = shared.filter("crowded")
    met = pl.concat([shared.filter(~pl.col("crowded")), _one_each(crowd)])
    ordered = met.sort("key", "fingerprint", "doc_id")
    ranked = ordered.with_columns(rank=pl.int_range(1, pl.len() + 1).over("key")).select(_MEMBER)
    found = [*(_pairs(part, parameters) for part in _parts(ranked, parameters)), _same_text(crowd)]
    beyond = ranked.filter(pl.col("rank") > parameters.most_met)["rank"].max()
    return Candidates(summed(pl.concat(found)), phrases, int(beyond or 0))  # type: ignore[arg-type]


def summed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each pair once, whatever the keys and partitions that it was found in."""
    return (
        pairs.group_by(PAIR)
        .agg(pl.col("banded").any(), pl.col("n_anchors").sum(), pl.col("n_least").first())
        .sort(PAIR)
    )


def worth_verifying(pairs: pl.DataFrame, phrases: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The pairs without those that have but a phrase in common. Both frames are those of all partitions.

    Phrases of the trade bring nobody together, but where they stand in both texts they count: as many as can be.
    """
    counted = phrases.group_by("doc_id").agg(pl.col("n_phrases").sum())
    for side in PAIR:
        pairs = pairs.join(counted.rename({"doc_id": side, "n_phrases": f"n_{side}"}), on=side, how="left")
    most = pl.col("n_anchors") + pl.min_horizontal(pl.col("n_a", "n_b").fill_null(0))
    worth = pl.col("banded") | (most >= parameters.min_anchor_share * pl.col("n_least"))
    return pairs.filter(worth).select(*PAIR, "banded").sort(PAIR)


def _one_each(crowd: pl.DataFrame) -> pl.DataFrame:
    """Of the documents of crowded keys one for each text, a published one where there is any: it has its pairs already."""
    return crowd.sort("key", "fingerprint", "new", "doc_id").unique(
        ["key", "fingerprint"], keep="first", maintain_order=True
    )


def _same_text(crowd: pl.DataFrame) -> pl.DataFrame:
    """Pairs of each document of a crowded key with the one that stands for its text."""
    firsts = pl.col("doc_id").sort_by("new", "doc_id").first().over("key", "fingerprint")
    pairs = crowd.with_columns(first=firsts).filter(pl.col("new") & (pl.col("first") != pl.col("doc_id")))
    return _oriented(pairs.select(pl.col("doc_id").alias("a"), pl.col("first").alias("b"), "key", n_least="n_own"))


def _parts(ranked: pl.DataFrame, parameters: DedupeParameters) -> list[pl.DataFrame]:
    """The rows, keys whole, in parts whose pairs are not too many to hold."""
    sizes = ranked.group_by("key").agg(n=pl.len().cast(pl.Int64)).sort("key")
    n_pairs = pl.col("n") * pl.min_horizontal("n", pl.lit(parameters.most_met))
    numbered = ranked.join(sizes.select("key", part=n_pairs.cum_sum() // _PAIRS_AT_ONCE), on="key", how="left")
    return [frame.drop("part") for frame in numbered.partition_by("part", maintain_order=True)]


def _pairs(rows: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """The pairs under a key of which one at least is new, and one at least among the first by rank."""
    first = rows.filter(pl.col("rank") <= parameters.most_met)
    sides = ((rows.filter("new"), first), (rows.filter(~pl.col("new")), first.filter("new")))
    met = pl.concat([some.join(others, on="key", suffix="_b") for some, others in sides])
    return _oriented(
        met.filter(pl.col("rank") > pl.col("rank_b")).select(
            "key", a="doc_id", b="doc_id_b", n_least=pl.min_horizontal("n_own", "n_own_b")
        )
    )


def _oriented(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.group_by(a=pl.min_horizontal(PAIR), b=pl.max_horizontal(PAIR)).agg(
        banded=(~IS_ANCHOR).any(), n_anchors=IS_ANCHOR.sum().cast(pl.Int64), n_least=pl.col("n_least").first()
    )
