"""Stretches of letters that stand twice in one document, letter for letter, whatever passages they run over.

Found by sampled windows of folded letters that stand in a document again; each is grown as far as both places agree.
Judges nothing: what a stretch means is the business of `copies` and of the rules.
"""

from dataclasses import dataclass

import numpy as np

from tasks.text.codepoints import Folded, HashArray, IntArray, mix

WINDOW = 24
"""Letters in a window: four or five words."""

_ANCHOR_LETTERS = 7
"""A window begins with a long word, one in six: long words are names and nouns, and formulas have few."""

_EDGED_LETTERS = 40
"""Texts so long have a window at each end, too."""

_REACH = 512
"""How far a stretch may grow beyond its last window: the longest way without a long word."""

_LAST_BITS = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Stretches:
    """Letters `a_start` to `a_end` stand again, the same, from `b_start` to `b_end`, later in document `docs`."""

    docs: IntArray
    a_start: IntArray
    a_end: IntArray
    b_start: IntArray
    b_end: IntArray


def equal_stretches(docs: IntArray, folded: Folded, anchor_letters: int = _ANCHOR_LETTERS) -> Stretches:
    """The stretches, in order of document and b_start. `docs`: the document of each text, ascending.

    `anchor_letters`: how long a word must be for a window to begin with it; where texts are few it may be short.
    """
    if not len(docs):
        return Stretches(*(np.zeros(0, dtype=np.int64) for _ in range(5)))
    first = np.flatnonzero(np.append(True, docs[1:] != docs[:-1]))
    doc_starts = folded.starts[first]
    doc_ends = np.append(doc_starts[1:], len(folded.letters))
    owner, first_place, second_place = _pairs(folded, doc_starts, doc_ends, anchor_letters)
    owner, a, b, length = _merged(folded, owner, first_place, second_place)
    # Both places may overlap: a paragraph that stands thrice in a row, or a tail right behind itself, by chance letters.
    left = _grown(folded, a, b, a - doc_starts[owner], forward=False)
    a, b, length = a - left, b - left, length + left
    length = length + _grown(folded, a + length, b + length, doc_ends[owner] - b - length, forward=True)
    order = np.lexsort((a, b, owner))
    owner, a, b, length = owner[order], a[order], b[order], length[order]
    new = np.append(True, (np.diff(a) != 0) | (np.diff(b) != 0)) if len(a) else np.zeros(0, dtype=bool)
    owner, a, b, length = owner[new], a[new], b[new], length[new]
    return Stretches(docs[first][owner], a, a + length, b, b + length)


def _pairs(
    folded: Folded, doc_starts: IntArray, doc_ends: IntArray, anchor_letters: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Windows that stand again: number of the document, where the window stands first or last before, and where again."""
    at = folded.words[:-1][np.diff(folded.words) >= anchor_letters]
    long = folded.n_letters() >= _EDGED_LETTERS
    # Three sorted runs, which a stable sort merges.
    at = np.sort(np.concatenate([at, folded.starts[long], folded.ends[long] - WINDOW]), kind="stable")
    at = at[: np.searchsorted(at, len(folded.letters) - WINDOW, side="right")]
    hashes = folded.hashes(at, at + WINDOW)
    several = _several(hashes)
    at, hashes = at[several], hashes[several]
    owner = np.searchsorted(doc_starts, at, side="right") - 1
    inside = at + WINDOW <= doc_ends[owner]
    at, hashes, owner = at[inside], hashes[inside] ^ mix(owner[inside].astype(np.uint64)), owner[inside]
    order = np.argsort(hashes, kind="stable")  # of one hash in order, as they are
    at, hashes, owner = at[order], hashes[order], owner[order]
    again = np.append(False, hashes[1:] == hashes[:-1]) if len(at) else np.zeros(0, dtype=bool)
    begins = np.maximum.accumulate(np.where(again, 0, np.arange(len(at))))
    later = np.flatnonzero(again)
    # The first place and the one before: a body pasted thrice is a copy of the first, a nested tail of its neighbour.
    earlier = np.concatenate([begins[later], later - 1])
    later = np.concatenate([later, later])
    apart = at[later] - at[earlier] >= WINDOW
    return owner[later[apart]], at[earlier[apart]], at[later[apart]]


def _several(hashes: HashArray) -> IntArray:
    """Numbers of the hashes that stand more than once. Only those whose last bits do are sorted."""
    last = (hashes & np.uint64(_LAST_BITS)).astype(np.int64)
    maybe: IntArray = np.flatnonzero(np.bincount(last, minlength=1)[last] > 1)
    order = np.argsort(hashes[maybe])
    ordered = hashes[maybe[order]]
    same = ordered[1:] == ordered[:-1]
    twice = np.append(False, same) | np.append(same, False) if len(maybe) else np.zeros(0, dtype=bool)
    found: IntArray = np.sort(maybe[order[twice]])
    return found


def _merged(folded: Folded, owner: IntArray, a: IntArray, b: IntArray) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Windows of one distance with equal letters between them as one: owner, a, b, length."""
    order = np.lexsort((a, b - a))
    owner, a, b = owner[order], a[order], b[order]
    if not len(a):
        return owner, a, b, a
    end = a[1:] + WINDOW
    goes_on = (owner[1:] == owner[:-1]) & (b[1:] - a[1:] == b[:-1] - a[:-1])
    step = np.flatnonzero(goes_on)
    shift = b[step] - a[step]
    equal = folded.hashes(a[step], end[step]) == folded.hashes(a[step] + shift, end[step] + shift)
    goes_on[step[~equal]] = False
    heads = np.flatnonzero(np.append(True, ~goes_on))
    tails = np.append(heads[1:], len(a)) - 1
    return owner[heads], a[heads], b[heads], a[tails] + WINDOW - a[heads]


def _grown(folded: Folded, a: IntArray, b: IntArray, room: IntArray, *, forward: bool) -> IntArray:
    """How many letters from `a` and `b` on (or before them) agree, at most `room`; by halving."""
    low, high = np.zeros(len(a), dtype=np.int64), np.clip(room, 0, _REACH)
    while (low < high).any():
        middle = (low + high + 1) // 2
        if forward:
            equal = folded.hashes(a, a + middle) == folded.hashes(b, b + middle)
        else:
            equal = folded.hashes(a - middle, a) == folded.hashes(b - middle, b)
        low, high = np.where(equal, middle, low), np.where(equal, high, middle - 1)
    return low


_MIN_EDGE, _MAX_WAY = 8, 400
CHANCE = 12
"""Letters by which a stretch may reach into its neighbour: what follows two places often begins alike."""


def with_edges(a: IntArray, b: IntArray, folded: Folded) -> tuple[IntArray, IntArray]:
    """The stretches (start, end) of a copy's two sides, with the beginning and the end of the texts they lie in where these agree.

    A few equal letters at a text's end hold no window of their own.
    """
    for forward in (False, True):
        side, corner = (-1, 1) if forward else (0, 0)
        edges = [_edge(int(spans[side, corner]), folded, forward=forward) for spans in (a, b)]
        way = [abs(edge - int(spans[side, corner])) for edge, spans in zip(edges, (a, b), strict=True)]
        agree = _agreeing(folded, edges, min(way), forward=forward)
        crosses = edges[0] > b[0, 0] + CHANCE if forward else edges[1] < a[-1, 1] - CHANCE  # both sides lie in one text
        if agree < _MIN_EDGE or max(way) > _MAX_WAY or crosses:
            continue
        ends = [[edge - agree, edge] if forward else [edge, edge + agree] for edge in edges]
        a, b = (
            np.concatenate([spans, [end]] if forward else [[end], spans])
            for spans, end in zip((a, b), ends, strict=True)
        )
    return a, b


def _edge(place: int, folded: Folded, *, forward: bool) -> int:
    """Where the text that `place` lies in, or just behind, ends (or begins)."""
    if forward:
        return int(folded.ends[np.searchsorted(folded.ends, place, side="left")])
    return int(folded.starts[np.searchsorted(folded.starts, place, side="right") - 1])


def _agreeing(folded: Folded, edges: list[int], most: int, *, forward: bool) -> int:
    """How many letters before (or from) both edges are the same, at most `most`."""
    spans = [(edge - most, edge) if forward else (edge, edge + most) for edge in edges]
    one, other = (folded.letters[start:end] for start, end in spans)
    differ = np.flatnonzero(one != other)
    if not len(differ):
        return most
    return most - 1 - int(differ[-1]) if forward else int(differ[0])
