"""Comparing the values of many pairs of rows at once: values tagged with the number of their pair, in parts that fit in memory."""

from itertools import pairwise

import numpy as np

from tasks.text.codepoints import HashArray, IntArray


def parts_of(sizes: IntArray, most: int) -> list[slice]:
    """Rows of these `sizes` in runs that are not too large to hold together; a row alone may be."""
    if not len(sizes):
        return []
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // most)) + 1
    return [slice(first, behind) for first, behind in pairwise([0, *cuts.tolist(), len(sizes)])]


def tagged(values: HashArray, bounds: IntArray, rows: IntArray) -> tuple[HashArray, IntArray, IntArray]:
    """The 32-bit values of one row for each pair, each with the number of its pair before it; that number, and its place in the row.

    `bounds`: n + 1 positions where each row's `values` begin. `rows`: the row of each pair.
    """
    sizes = bounds[rows + 1] - bounds[rows]
    pair = np.repeat(np.arange(len(rows)), sizes)
    place = np.arange(sizes.sum()) - np.repeat(np.append(0, np.cumsum(sizes)[:-1]), sizes)
    found: HashArray = (pair.astype(np.uint64) << np.uint64(32)) | values[bounds[rows][pair] + place]
    return found, pair, place
