"""Shingles of folded words, and the keys made of them under which texts meet: LSH bands and anchors."""

import numpy as np
import polars as pl
import pyarrow as pa
import rensa
from numpy.typing import NDArray

from tasks.dedupe.parameters import DedupeParameters
from tasks.text.codepoints import HashArray, IntArray, mix

_COMBINE = np.uint64(0xD6E8FEB86659FD93)


def rolled_shingles(words: HashArray, bounds: IntArray, width: int) -> tuple[HashArray, HashArray]:
    """Number of the text and 32-bit hash of each run of `width` words, in the order of the texts.

    `bounds`: n + 1 positions in `words` where each text's words begin.
    """
    n = max(len(words) - width + 1, 0)
    rolled = words[:n].copy()
    for step in range(1, width):
        rolled *= _COMBINE
        rolled += words[step : step + n]
    owner = np.repeat(np.arange(len(bounds) - 1, dtype=np.uint64), np.diff(bounds))
    inside = owner[:n] == owner[width - 1 : width - 1 + n]
    return owner[:n][inside], mix(rolled[inside]) >> np.uint64(32)


def distinct_of(owners: HashArray, hashes: HashArray, n_texts: int) -> tuple[NDArray[np.uint32], IntArray]:
    """Sorted distinct 32-bit hashes of each text, and the n + 1 positions where each text's lie."""
    keys = np.sort((owners << np.uint64(32)) | hashes)  # fifteen times as fast as numpy's own `unique`, which hashes
    keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
    starts = np.searchsorted(keys, np.arange(n_texts + 1, dtype=np.uint64) << np.uint64(32))
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts.astype(np.int64)


def anchors(owners: HashArray, hashes: HashArray, sample_every: int) -> tuple[HashArray, HashArray]:
    """Number of the text and 32-bit hash of each two sampled shingles that follow each other.

    Which shingles are sampled hangs on their words alone, so a part of a text has the anchors that it has in the whole;
    and two of them are some thirteen words, which strangers seldom share.
    """
    sampled = hashes % np.uint64(sample_every) == 0
    owners, hashes = owners[sampled], hashes[sampled]
    together = owners[1:] == owners[:-1]
    return owners[1:][together], mix(hashes[1:] * _COMBINE + hashes[:-1])[together] >> np.uint64(32)


def lsh_bands(shingles: NDArray[np.uint32], bounds: IntArray, parameters: DedupeParameters) -> pl.Series:
    """A column of lists: the band keys of each text's MinHash signature; none of a text without shingles."""
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
    return lists(mix(keys.reshape(-1)), np.append(0, np.cumsum(sizes)))


def lists(values: NDArray[np.uint32] | HashArray, bounds: IntArray) -> pl.Series:
    """A column of lists: the stretches of `values` between `bounds`."""
    return pl.Series(pa.LargeListArray.from_arrays(pa.array(bounds), pa.array(values)))
