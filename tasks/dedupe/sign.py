"""Signing documents: fingerprint, shingles, LSH bands and numbers of the folded text. Compares nothing."""

from functools import cache

import numpy as np
import polars as pl
import pyarrow as pa
import rensa
from numpy.typing import NDArray

from tasks.dedupe.parameters import DedupeParameters
from tasks.languages import language, tags
from tasks.text.codepoints import Folded, HashArray, IntArray, among, fold_texts, mix
from warehouse.contract import conform
from warehouse.tables import SIGNATURES

_COMBINE = np.uint64(0xD6E8FEB86659FD93)


def sign(documents: pl.DataFrame, parameters: DedupeParameters) -> pl.DataFrame:
    """Signatures of `documents`. Texts shorter than a shingle have a fingerprint alone: only an exact copy matches them."""
    folded = fold_texts(documents["text"])
    words = folded.word_hashes()
    shingles, bounds = _shingles(words, folded.word_bounds, parameters.shingle_words)
    rows = documents.select(
        "doc_id",
        "revision",
        "batch_id",
        "published_at",
        "first_seen_at",
        parameters=pl.lit(parameters.version),
        fingerprint=pl.Series(folded.text_hashes()),
        bands=_bands(shingles, bounds, parameters),
        shingles=_lists(shingles, bounds),
        numbers=_numbers(words, folded),
        n_words=pl.Series(folded.n_words()),
        n_findings=pl.col("flags").list.len().cast(pl.Int64),
    )
    return conform(rows, SIGNATURES)


def _shingles(words: HashArray, bounds: IntArray, width: int) -> tuple[NDArray[np.uint32], IntArray]:
    """Sorted distinct hashes of runs of `width` words, and where each text's lie."""
    n = max(len(words) - width + 1, 0)
    rolled = words[:n].copy()
    for step in range(1, width):
        rolled *= _COMBINE
        rolled += words[step : step + n]
    owner = np.repeat(np.arange(len(bounds) - 1, dtype=np.uint64), np.diff(bounds))
    inside = owner[:n] == owner[width - 1 : width - 1 + n]
    keys = _distinct((owner[:n][inside] << np.uint64(32)) | (mix(rolled[inside]) >> np.uint64(32)))
    starts = np.searchsorted(keys, np.arange(len(bounds), dtype=np.uint64) << np.uint64(32))
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts.astype(np.int64)


def _distinct(keys: HashArray) -> HashArray:
    """Sorted distinct keys. A sort is fifteen times as fast as numpy's own `unique`, which hashes."""
    keys = np.sort(keys)
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _bands(shingles: NDArray[np.uint32], bounds: IntArray, parameters: DedupeParameters) -> pl.Series:
    n_perm = parameters.n_bands * parameters.rows_per_band
    filled = np.flatnonzero(np.diff(bounds) > 0)
    digests = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
        mix(shingles.astype(np.uint64)),
        np.append(bounds[filled], len(shingles)).astype(np.uint64),
        n_perm,
        parameters.seed,
    )
    matrix = np.array(digests.to_rows(), dtype=np.uint64).reshape(
        len(filled), parameters.n_bands, parameters.rows_per_band
    )
    keys = np.broadcast_to(np.arange(parameters.n_bands, dtype=np.uint64), matrix.shape[:2]).copy()
    for row in range(parameters.rows_per_band):
        keys = keys * _COMBINE + matrix[:, :, row]
    sizes = np.zeros(len(bounds) - 1, dtype=np.int64)
    sizes[filled] = parameters.n_bands
    return _lists(mix(keys.reshape(-1)), np.append(0, np.cumsum(sizes)))


def _lists(values: NDArray[np.uint32] | HashArray, bounds: IntArray) -> pl.Series:
    """A column of lists: the stretches of `values` between `bounds`."""
    lists = pa.LargeListArray.from_arrays(pa.array(bounds), pa.array(values))
    return pl.Series(lists)


@cache
def _calendar() -> HashArray:
    """Hashes of the names of weekdays and months in all languages: with numbers, they are what a notice's copies differ in."""
    names = [
        name
        for tag in tags()
        for name in _strings(language(tag).get("months", {})) + _strings(language(tag).get("weekdays", {}))
    ]
    folded = fold_texts(pl.Series([name for name in names if " " not in name], dtype=pl.String))
    return np.unique(folded.text_hashes())


def _strings(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _strings(child)]


def _numbers(words: HashArray, folded: Folded) -> pl.Series:
    """Hashes of the numbers and calendar words of each text, in order."""
    wanted = among(words, _calendar())
    digits = (folded.letters >= ord("0")) & (folded.letters <= ord("9"))
    begun = np.flatnonzero(digits[folded.words[:-1]])  # words that begin with a digit, one in thirty
    starts, sizes = folded.words[begun], folded.words[begun + 1] - folded.words[begun]
    firsts = np.append(0, np.cumsum(sizes))
    inside = np.arange(firsts[-1]) + np.repeat(starts - firsts[:-1], sizes)
    counted = np.append(0, np.cumsum(digits[inside]))
    wanted[begun[counted[firsts[1:]] - counted[firsts[:-1]] == sizes]] = True
    bounds = np.append(0, np.cumsum(wanted))[folded.word_bounds]
    return _lists((words[wanted] >> np.uint64(32)).astype(np.uint32), bounds)
