"""Hashes of stretches of letters in constant time, and of stretches glued together.

Unlike those of `tasks.text.codepoints` they tell every letter apart: nothing is folded. A polynomial in a large odd number is
enough for words, and cheaper than a random number for each letter.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tasks.text.codepoints import HashArray, IntArray, mix

__all__ = ["glued", "mix", "prefix_sums", "stretch_sums"]

_RATIO = 0xD1342543DE82EF95
_INVERSE = pow(_RATIO, -1, 2**64)


@cache
def _powers(base: int, count: int) -> HashArray:
    factors = np.full(count, base, dtype=np.uint64)
    factors[0] = 1
    powers: HashArray = np.multiply.accumulate(factors)
    return powers


def prefix_sums(codes: NDArray[np.uint16]) -> HashArray:
    """What `stretch_sums` needs of an array of code points: one more number than there are of them."""
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.multiply(codes, _powers(_RATIO, _size(len(codes)))[: len(codes)], out=sums[1:])
    np.cumsum(sums, out=sums)
    return sums


def stretch_sums(sums: HashArray, starts: IntArray, ends: IntArray) -> HashArray:
    """A number for each stretch, the same wherever it stands; `mix` makes a hash of it."""
    numbers: HashArray = (sums[ends] - sums[starts]) * _powers(_INVERSE, _size(len(sums)))[starts]
    return numbers


def glued(first: HashArray, lengths: IntArray, second: HashArray) -> HashArray:
    """The number of each stretch of `first`, of that many letters, with the one of `second` after it."""
    numbers: HashArray = first + _powers(_RATIO, _size(255))[np.minimum(lengths, 255)] * second
    return numbers


def _size(count: int) -> int:
    """Few sizes, so that few tables are made."""
    return 1 << max(8, count.bit_length())
