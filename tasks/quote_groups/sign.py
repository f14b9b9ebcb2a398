"""Signing quotes: all that comparing needs of each, so that no published quote is read again. Compares nothing."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.facts import words_at
from tasks.dedupe.shingling import distinct_of, lists
from tasks.quote_groups.parameters import GroupParameters
from tasks.quote_groups.vocabulary import facts, negates, stems, words
from tasks.text.codepoints import Folded, HashArray, IntArray, fold_texts, mix
from warehouse.contract import conform
from warehouse.tables.quote_signatures import QUOTE_SIGNATURES

QUOTE = ("doc_id", "revision", "batch_id", "quote_no")
SIGNED = (*QUOTE, "quote_text", "speaker_id", "speaker_name")
"""Columns of quotes that signing needs, beside published_at of their documents."""

_BY_DOCUMENT, _BY_SPEAKER, _BY_DAY = (
    np.uint64(n) for n in (0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3)
)


def sign_quotes(quotes: pl.DataFrame, parameters: GroupParameters) -> pl.DataFrame:
    """Signatures of `quotes` (SIGNED, published_at), in their order. Who is not known, or says too little, has no keys."""
    folded = fold_texts(quotes["quote_text"])
    fingerprint = folded.text_hashes()
    named = quotes.select(pl.coalesce("speaker_id", "speaker_name"))["speaker_id"]
    known = named.is_not_null().to_numpy()
    speaker = _each_once(named)
    day = quotes["published_at"].dt.epoch("d")
    places = _each_once(quotes["doc_id"]) * _BY_DOCUMENT + np.where(known, speaker, 0) * _BY_SPEAKER
    dated = day.fill_null(-1).to_numpy().astype(np.uint64) * _BY_DAY
    told = _told(folded, quotes.height)
    n_stems = np.diff(told.stems[1])
    keyed = known & (n_stems >= parameters.least_stems)
    rows = quotes.select(
        *QUOTE,
        parameters=pl.lit(parameters.version),
        statement=pl.Series(mix(places + dated + fingerprint)),
        speaker=pl.Series(speaker).zip_with(pl.Series(known), pl.Series([None], dtype=pl.UInt64)),
        fingerprint=pl.Series(fingerprint),
        day=day,
        keys=_keys(told.stems, speaker, keyed, parameters),
        stems=lists(*told.stems),
        facts=lists(*told.facts),
        n_negations=pl.Series(told.n_negations, dtype=pl.Int32),
    )
    return conform(rows, QUOTE_SIGNATURES)


def _each_once(texts: pl.Series) -> HashArray:
    """Hashes of texts of which many are the same."""
    encoded = texts.to_arrow().dictionary_encode(null_encoding="encode")
    distinct = fold_texts(pl.Series(encoded.dictionary, dtype=pl.String)).text_hashes()
    hashes: HashArray = distinct[encoded.indices.to_numpy()]
    return hashes


@dataclass(frozen=True, slots=True)
class _Told:
    """Sorted distinct stems and facts of each text with their bounds, and how often each denies."""

    stems: tuple[NDArray[np.uint32], IntArray]
    facts: tuple[NDArray[np.uint32], IntArray]
    n_negations: IntArray


def _told(folded: Folded, n_texts: int) -> _Told:
    """What a text tells, word by word. Each spelling is looked at once, however often it is written."""
    hashes = folded.word_hashes()
    encoded = pl.Series(hashes).to_arrow().dictionary_encode()
    spelling = encoded.indices.to_numpy()
    place = np.zeros(len(encoded.dictionary), dtype=np.int64)  # where each spelling is written for once
    place[spelling] = np.arange(len(spelling))
    word = words_at(folded, place)
    kinds = pl.DataFrame({"word": word}).select(
        stem=stems(pl.col("word")),
        fact=pl.col("word").str.contains(r"\d") | pl.col("word").is_in(facts().implode()),
        negates=negates(pl.col("word")),
        counts=(pl.col("word").str.len_chars() > 1) & ~pl.col("word").is_in(words("function_words").implode()),
    )
    stem = fold_texts(kinds["stem"]).text_hashes() >> np.uint64(32)
    fact = encoded.dictionary.to_numpy() >> np.uint64(32)
    owner = np.repeat(np.arange(n_texts, dtype=np.uint64), folded.n_words())
    is_fact, denies, counts = (kinds[name].to_numpy()[spelling] for name in ("fact", "negates", "counts"))
    counts = counts & ~denies | is_fact
    return _Told(
        distinct_of(owner[counts], stem[spelling[counts]], n_texts),
        distinct_of(owner[is_fact], fact[spelling[is_fact]], n_texts),
        np.bincount(owner[denies].astype(np.int64), minlength=n_texts),
    )


def _keys(
    told: tuple[NDArray[np.uint32], IntArray], speaker: HashArray, keyed: NDArray[np.bool_], parameters: GroupParameters
) -> pl.Series:
    """A column of lists: the MinHash bands of those that are `keyed`, each mixed with the speaker."""
    values, bounds = told
    n, n_bands = int(keyed.sum()), parameters.n_bands
    stems = values[np.repeat(keyed, np.diff(bounds))].astype(np.uint64)
    starts = np.append(0, np.cumsum(np.diff(bounds)[keyed]))[:-1]
    factors = mix(np.arange(1, n_bands * parameters.rows_per_band + 1, dtype=np.uint64)) | np.uint64(1)
    bands = np.broadcast_to(np.arange(n_bands, dtype=np.uint64), (n, n_bands)) + speaker[keyed][:, None]
    for number, factor in enumerate(factors.tolist() if n else ()):
        least = np.minimum.reduceat(stems * np.uint64(factor), starts)
        bands[:, number % n_bands] = mix(bands[:, number % n_bands] ^ least)
    return lists(bands.reshape(-1), np.append(0, np.cumsum(np.where(keyed, n_bands, 0))))
