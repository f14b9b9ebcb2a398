"""Signing documents: all that finding copies needs of a text, so that no published text is read again. Compares nothing."""

import polars as pl

from tasks.dedupe.facts import facts
from tasks.dedupe.parameters import DedupeParameters
from tasks.dedupe.shingling import anchors, distinct_of, lists, lsh_bands, rolled_shingles
from tasks.text.codepoints import fold_texts
from warehouse.contract import conform
from warehouse.tables import SIGNATURES


def sign(documents: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Signatures of `documents`, in their order; n_findings is a column of theirs.

    Texts shorter than a shingle have a fingerprint alone: only an exact copy matches them.
    """
    folded = fold_texts(documents["text"])
    words = folded.word_hashes()
    owners, rolled = rolled_shingles(words, folded.word_bounds, parameters.shingle_words)
    shingles, bounds = distinct_of(owners, rolled, documents.height)
    anchored = distinct_of(*anchors(owners, rolled, parameters.sample_every), documents.height)
    found, places = facts(words, folded)
    rows = documents.select(
        "doc_id",
        "revision",
        "batch_id",
        "published_at",
        "first_seen_at",
        "n_findings",
        parameters=pl.lit(parameters.version),
        fingerprint=pl.Series(folded.text_hashes(), dtype=pl.UInt64),
        bands=lsh_bands(shingles, bounds, parameters),
        anchors=lists(*anchored),
        shingles=lists(shingles, bounds),
        facts=found,
        places=places,
        n_words=pl.Series(folded.n_words(), dtype=pl.Int64),
        n_flags=pl.col("flags").list.len().cast(pl.Int64),
    )
    return conform(rows, SIGNATURES)
