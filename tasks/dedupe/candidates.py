"""Candidate pairs: documents that share a fingerprint or an LSH band, new with new and new with history."""

import polars as pl

from tasks.dedupe.parameters import DedupeParameters

PAIR = ["a", "b"]


def candidate_pairs(new: pl.DataFrame, history: pl.LazyFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Distinct pairs (a, b) of doc_ids, a new and b either new with b > a, or of history.

    `new`: signatures. `history`: signatures of current revisions; its keys alone are scanned, in streams.
    """
    keys = _keys(new.lazy()).collect()
    past = _keys(history).join(keys.lazy().select("key").unique(), on="key", how="semi").collect(engine="streaming")
    within = _within(keys, parameters.crowded_band)
    # Few keys meet history: only those are worth sorting.
    meeting = keys.join(past.select("key").unique(), on="key", how="semi")
    across = (
        _thinned(meeting, parameters.crowded_band)
        .join(_thinned(past, parameters.crowded_band), on="key")
        .select(a="doc_id", b="doc_id_right")
    )
    return pl.concat([within, across]).filter(pl.col("a") != pl.col("b")).unique().sort(PAIR)


def _keys(signatures: pl.LazyFrame) -> pl.LazyFrame:
    bands = signatures.select("doc_id", key="bands").explode("key").drop_nulls()
    worded = signatures.filter(pl.col("n_words") > 0)  # stars and dashes fold to nothing, which is nobody's copy
    return pl.concat([bands, worded.select("doc_id", key="fingerprint")])


def _within(keys: pl.DataFrame, crowded: int) -> pl.DataFrame:
    """Pairs that share a key; in a crowded key each document meets the first ones and its neighbour, which joins them all."""
    shared = keys.filter(pl.col("key").is_duplicated()).sort("key", "doc_id")
    shared = shared.with_columns(place=pl.int_range(pl.len()).over("key"))
    meeting = shared.filter(pl.col("place") < crowded)
    pairs = (
        meeting.join(shared, on="key")
        .filter(pl.col("place") < pl.col("place_right"))
        .select(a="doc_id", b="doc_id_right")
    )
    chain = shared.select(a="doc_id", b=pl.col("doc_id").shift(-1).over("key")).drop_nulls()
    return pl.concat([pairs, chain]).select(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b")).unique()


def _thinned(keys: pl.DataFrame, crowded: int) -> pl.DataFrame:
    return keys.sort("key", "doc_id").filter(pl.int_range(pl.len()).over("key") < crowded)
