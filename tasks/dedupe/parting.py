"""The stretches in which the texts of a pair part: what stands in one alone, and what stands there in the other.

A word counts as shared where it is part of a run of three that both texts hold, wherever. A paragraph that was moved
is therefore no difference, and no text is aligned with another, which would take the square of their lengths.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.wording import Sides, Wording, runs_of
from tasks.text.codepoints import HashArray, IntArray

RUN = 3
_START, _END = 1, 2
_TRIMMED = 4


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Stretches of words of `sides`, with a key of what stands before and behind each."""

    start: IntArray
    end: IntArray
    line: IntArray
    before: HashArray
    behind: HashArray


def parted(wording: Wording, sides: Sides) -> pl.DataFrame:
    """The places where the texts of pairs part, in order: pair, cut_from, cut_to, added_from, added_to, n.

    The numbers are words of `wording`; an empty stretch is one where the other text has something more. `n`: words of the
    longer stretch.
    """
    if not len(sides.words):
        none = np.zeros(0, dtype=np.int64)
        return _frame(sides, none, none.astype(np.float64), none, none, none, none)
    found = _stretches(wording, sides)
    left, right = _matched(found, sides.n_pairs)
    alone_left = np.setdiff1d(np.flatnonzero(found.line < sides.n_pairs), left)
    alone_right = np.setdiff1d(np.flatnonzero(found.line >= sides.n_pairs), right)
    of_left, of_right = np.concatenate([left, alone_left]), np.concatenate([right, alone_right])
    pad_left, pad_right = (np.zeros(len(alone), dtype=np.int64) for alone in (alone_right, alone_left))
    cut = [np.append(part[of_left], pad_left) for part in (found.start, found.end)]
    n = len(left)
    added = [np.concatenate([part[right], pad_right, part[alone_right]]) for part in (found.start, found.end)]
    cut, added = _trimmed(wording, sides, cut, added)
    owner = np.concatenate([of_left, of_right[n:]])
    at = found.start[owner] - sides.firsts[found.line[owner]]
    share = at / np.maximum(np.diff(sides.firsts)[found.line[owner]], 1)
    return _frame(sides, found.line[owner] % sides.n_pairs, share, *cut, *added)


def _frame(sides: Sides, pair: IntArray, at: NDArray[np.float64], *edges: IntArray) -> pl.DataFrame:
    """Stretches as a frame, their edges as words of the wording."""
    words = np.append(sides.words, 0)
    (a, b), (c, d) = ((words[s], words[s] + e - s) for s, e in (edges[:2], edges[2:]))
    frame = pl.DataFrame({"pair": pair, "at": at, "cut_from": a, "cut_to": b, "added_from": c, "added_to": d})
    frame = frame.with_columns(
        n=pl.max_horizontal(frame["cut_to"] - frame["cut_from"], frame["added_to"] - frame["added_from"])
    )
    return frame.filter(pl.col("n") > 0).sort("pair", "at")


def _stretches(wording: Wording, sides: Sides) -> _Stretches:
    """The words of each side that are in no run of `RUN` words that the other side holds."""
    n = sides.n_pairs
    keys = sides.keyed(runs_of(wording.hashes, RUN)[sides.words])
    whole = np.arange(len(keys)) + RUN <= sides.firsts[sides.lines + 1]
    here, there = keys[whole & (sides.lines < n)], keys[whole & (sides.lines >= n)]
    shared = np.zeros(len(keys), dtype=bool)
    shared[whole & (sides.lines < n)] = pl.Series(here).is_in(pl.Series(there).implode()).to_numpy()
    shared[whole & (sides.lines >= n)] = pl.Series(there).is_in(pl.Series(here).implode()).to_numpy()
    covered = shared.copy()
    for step in range(1, RUN):
        covered[step:] |= shared[:-step]
    first = np.zeros(len(keys) + 1, dtype=bool)
    first[sides.firsts] = True
    alone = np.concatenate([[False], ~covered, [False]])
    start = np.flatnonzero(alone[1:-1] & (~alone[:-2] | first[:-1]))
    end = np.flatnonzero(alone[1:-1] & (~alone[2:] | first[1:])) + 1
    line = sides.lines[start]
    edge = np.zeros(len(keys), dtype=np.uint64)
    begins, ends = start == sides.firsts[line], end == sides.firsts[line + 1]
    before = np.where(begins, sides.keyed(edge, _START)[start], keys[np.maximum(start - RUN, 0)])
    behind = np.where(ends, sides.keyed(edge, _END)[start], keys[np.minimum(end, len(keys) - 1)])
    return _Stretches(start, end, line, before, behind)


def _matched(found: _Stretches, n_pairs: int) -> tuple[IntArray, IntArray]:
    """Stretches of left and right sides that stand in each other's place: after the same words, else before the same."""
    rows = pl.DataFrame({"line": found.line, "before": found.before, "behind": found.behind}).with_row_index("row")
    left, right = rows.filter(pl.col("line") < n_pairs), rows.filter(pl.col("line") >= n_pairs)
    matches = []
    for key in ("before", "behind"):
        both = left.unique(key, keep="first").join(right.unique(key, keep="first"), on=key).select("row", "row_right")
        left, right = (
            left.join(both, on="row", how="anti"),
            right.join(both, left_on="row", right_on="row_right", how="anti"),
        )
        matches.append(both)
    rows = pl.concat(matches).cast(pl.Int64)
    return rows["row"].to_numpy(), rows["row_right"].to_numpy()


def _trimmed(
    wording: Wording, sides: Sides, cut: list[IntArray], added: list[IntArray]
) -> tuple[list[IntArray], list[IntArray]]:
    """Stretches without the words that both begin or end with: near an edge, words are too few to make a run."""
    (a, b), (c, d) = cut, added
    hashes = wording.hashes[sides.words]
    last = len(hashes) - 1
    for _ in range(_TRIMMED):
        same = (a < b) & (c < d) & (hashes[np.minimum(a, last)] == hashes[np.minimum(c, last)])
        a, c = a + same, c + same
        same = (a < b) & (c < d) & (hashes[np.maximum(b - 1, 0)] == hashes[np.maximum(d - 1, 0)])
        b, d = b - same, d - same
    return [a, b], [c, d]
