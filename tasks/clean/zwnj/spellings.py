"""Spellings as arrays: a hash of their letters, and where a joiner stands among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.zwnj.hashes import glued, prefix_sums, stretch_sums
from tasks.languages.persian import ZWNJ
from tasks.text.codepoints import HashArray, IntArray

Mask = NDArray[np.uint32]
Bools = NDArray[np.bool_]

NEVER_JOIN = "\u0622\u0627\u0623\u0625\u0671\u062f\u0630\u0631\u0632\u0698\u0648\u0624\u0621"
"""Letters that do not join the next one: a joiner after them shows nothing, and none is written."""
JOINING = ~np.isin(np.arange(0x10000), [ord(letter) for letter in NEVER_JOIN])
"""Whether each code point joins the next one."""
MOST_LETTERS = 30
"""Longer words are left alone: their parts would not fit the mask."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Spellings: `sums` and `lengths` of their letters (a hash is `mix(sums)`), `parts` (bit k: a joiner stands before
    letter k), `joins` (the last letter joins the next one), `weight` (how often the form is written)."""

    sums: HashArray
    lengths: IntArray
    parts: Mask
    joins: Bools
    weight: NDArray[np.float64]

    def where(self, chosen: Bools) -> "Forms":
        """The chosen ones."""
        return Forms(
            self.sums[chosen], self.lengths[chosen], self.parts[chosen], self.joins[chosen], self.weight[chosen]
        )


def forms_of(spelled: Sequence[str], weight: Sequence[float] | float = 1.0) -> Forms:
    """The spellings as arrays. Every one has letters, and begins with one."""
    codes = np.frombuffer("\n".join([*spelled, ""]).encode("utf-16-le"), dtype=np.uint16)
    is_end, is_joiner = codes == ord("\n"), codes == ord(ZWNJ)
    is_letter = ~is_end & ~is_joiner
    letters = codes[is_letter]
    position = np.concatenate([[0], np.cumsum(is_letter)])
    ends = position[np.flatnonzero(is_end)]
    starts = np.concatenate([[0], ends[:-1]])
    at = np.flatnonzero(is_joiner)
    at = at[JOINING[codes[at - 1]]]
    number = np.cumsum(is_end)[at]
    parts = np.zeros(len(spelled), dtype=np.uint32)
    bits = (position[at] - starts[number]).clip(0, MOST_LETTERS + 1).astype(np.uint32)
    np.bitwise_or.at(parts, number, np.uint32(1) << bits)
    joins = JOINING[letters[ends - 1]]
    sums = stretch_sums(prefix_sums(letters), starts, ends)
    return Forms(sums, ends - starts, parts, joins, np.broadcast_to(weight, len(spelled)).astype(np.float64))


def together(groups: Sequence[Forms]) -> Forms:
    """All the forms as one."""
    return Forms(
        np.concatenate([group.sums for group in groups]),
        np.concatenate([group.lengths for group in groups]),
        np.concatenate([group.parts for group in groups]),
        np.concatenate([group.joins for group in groups]),
        np.concatenate([group.weight for group in groups]),
    )


def composed(stems: Forms, affixes: Forms, weight: float) -> Forms:
    """Every stem with every affix; `weight` times the stem's is its own. Words too long for a mask are left out."""
    each, n = len(affixes.sums), len(stems.sums)
    lengths = np.repeat(stems.lengths, each)
    whole = lengths + np.tile(affixes.lengths, n)
    shift = lengths.clip(0, MOST_LETTERS).astype(np.uint32)
    joins = np.repeat(stems.joins, each)
    made = Forms(
        glued(np.repeat(stems.sums, each), lengths, np.tile(affixes.sums, n)),
        whole,
        np.repeat(stems.parts, each) | (joins.astype(np.uint32) << shift) | (np.tile(affixes.parts, n) << shift),
        np.tile(affixes.joins, n),
        np.repeat(stems.weight, each) * weight,
    )
    return made.where(whole <= MOST_LETTERS)
