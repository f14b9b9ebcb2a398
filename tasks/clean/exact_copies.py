"""Copies that agree to the letter, all at once: the most of them, and what is known of them needs no reading."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.stretches import Stretches
from tasks.text.codepoints import Folded, IntArray

TOUCHED, COVERED = 0.3, 0.7
"""Share of a passage from which a copy has to do with it, and from which it counts as standing at the other place."""

_WORTH_READING = 0.35


@dataclass(frozen=True, slots=True)
class _Edges:
    """Of one side of each copy: its first and last passage, and the shares of these that the stretch covers."""

    first: IntArray
    last: IntArray
    first_share: NDArray[np.float64]
    last_share: NDArray[np.float64]

    def whole(self) -> NDArray[np.bool_]:
        """Where each passage is covered to the last letter or hardly touched, and one is covered."""
        parts = [(share >= 1) | (share < TOUCHED) for share in (self.first_share, self.last_share)]
        found: NDArray[np.bool_] = parts[0] & parts[1] & self.any(COVERED)
        return found

    def any(self, least: float) -> NDArray[np.bool_]:
        """Where a passage is covered to a share of `least`."""
        found: NDArray[np.bool_] = (
            (self.first_share >= least) | (self.last_share >= least) | (self.last - self.first >= 2)
        )
        return found


def exact_copies(stretches: Stretches, numbers: IntArray, folded: Folded) -> tuple[pl.DataFrame, IntArray, IntArray]:
    """What is known of the copies of one stretch each (`numbers`) whose later side is whole passages.

    Returns their facts (row, and the columns of `copies.NEAR` without near_places), the passages of both sides, and the
    numbers of the other copies that are worth reading.
    """
    a = _edges(stretches.a_start[numbers], stretches.a_end[numbers], folded)
    b = _edges(stretches.b_start[numbers], stretches.b_end[numbers], folded)
    within = (a.first == b.first) & (a.last == b.last) & (a.first == a.last)
    whole = b.whole() & ~within
    read = ~whole & ~within & (a.any(_WORTH_READING) | b.any(_WORTH_READING))
    starts, ends = stretches.b_start[numbers][whole], stretches.b_end[numbers][whole]
    a_starts, a_ends = stretches.a_start[numbers][whole], stretches.a_end[numbers][whole]
    copy, rows = _expanded(b.first[whole], b.last[whole])
    share = _shares(starts[copy], ends[copy], rows, folded)
    covered = share >= COVERED
    their_copy, their_rows = _expanded(a.first[whole], a.last[whole])
    their_share = _shares(a_starts[their_copy], a_ends[their_copy], their_rows, folded)
    copy, rows, share = copy[covered], rows[covered], share[covered]
    same = (a.last - a.first == b.last - b.first)[whole][copy]
    a_first, b_first = a.first[whole][copy], b.first[whole][copy]
    none = np.zeros(len(rows), dtype=np.int64)
    facts = pl.DataFrame(
        {
            "row": rows,
            "near_of": np.where(same, a_first + rows - b_first, a_first),
            "near_later": none > 0,
            "near_share": share,
            "near_letters": (ends - starts)[copy],
            "near_passages": np.bincount(copy, minlength=len(starts))[copy],
            "near_similarity": none + 1.0,
            **dict.fromkeys(("near_lost", "near_numbers", "near_swapped", "near_body_numbers"), none),
            "near_offset": np.maximum(a_starts[copy] - folded.starts[a_first], 0),
            "near_gap": np.maximum(folded.starts[b_first] - folded.ends[a.last[whole][copy]], 0),
        }
    )
    return facts, np.concatenate([rows, their_rows[their_share >= COVERED]]), numbers[read]


def _edges(starts: IntArray, ends: IntArray, folded: Folded) -> _Edges:
    first = np.searchsorted(folded.ends, starts, side="right")
    last = np.searchsorted(folded.starts, ends, side="left") - 1
    return _Edges(first, last, _shares(starts, ends, first, folded), _shares(starts, ends, last, folded))


def _shares(starts: IntArray, ends: IntArray, rows: IntArray, folded: Folded) -> NDArray[np.float64]:
    begin, finish = folded.starts[rows], folded.ends[rows]
    agree = np.minimum(finish, ends) - np.maximum(begin, starts)
    shares: NDArray[np.float64] = np.maximum(agree, 0) / np.maximum(finish - begin, 1)
    return shares


def _expanded(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """Number of the copy and passage, for each passage from `first` to `last`."""
    sizes = last - first + 1
    copy = np.repeat(np.arange(len(first)), sizes)
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return copy, first[copy] + within
