"""Cue phrases of all languages, found at the beginning, the end or the whole of passages, spelling-blind and fast."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.languages import language, tags
from tasks.text.codepoints import Folded, HashArray, IntArray, among, fold_texts, mix

BoolArray = NDArray[np.bool_]
_EDGE = 5
_RATIO = np.uint64(0x9E3779B97F4A7C15)


@cache
def cue_hashes(name: str) -> dict[int, HashArray]:
    """Hashes of the cues of class `name` in all languages, by their length in folded letters.

    A line carries furniture of other languages than its own, so every language's cues are looked for.
    """
    cues = [cue for tag in tags() for cue in language(tag).get("clean", {}).get(name, [])]
    folded = fold_texts(pl.Series(cues, dtype=pl.String))
    hashes, lengths = folded.text_hashes(), folded.n_letters()
    return {int(n): np.unique(hashes[lengths == n]) for n in np.unique(lengths) if n}


def are_cues(folded: Folded, names: Sequence[str]) -> dict[str, BoolArray]:
    """For each class of cues, which texts are one of them and nothing else."""
    hashes = folded.text_hashes()
    return {name: among(hashes, _all_hashes((name,))) for name in names}


@cache
def _all_hashes(names: tuple[str, ...], length: int = 0) -> HashArray:
    """Sorted hashes of all cues of some classes, or of those of one length: equal hashes are equal texts."""
    known = [cues for name in names for n, cues in cue_hashes(name).items() if length in (0, n)]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *known]))


def begins_with_cue(folded: Folded, name: str) -> BoolArray:
    """Which texts begin with one of the cues `name`, a whole number of words."""
    return cues_at_edge(folded, (name,), from_start=True)[name]


def cues_at_edge(folded: Folded, names: Sequence[str], *, from_start: bool) -> dict[str, BoolArray]:
    """For each class of cues, which texts begin (else end) with one of them, a whole number of words.

    All classes in one go: the stretches of one length are hashed once, and only where a word ends there.
    """
    n_letters = folded.n_letters()
    found = {name: np.zeros(len(n_letters), dtype=bool) for name in names}
    by_length: dict[int, list[tuple[str, HashArray]]] = {}
    for name in names:
        for length, cues in cue_hashes(name).items():
            by_length.setdefault(length, []).append((name, cues))
    alike = _alike_at_edge(folded, tuple(names), from_start=from_start)
    for length, classes in by_length.items():
        at = alike[n_letters[alike] >= length] if length >= _EDGE else np.flatnonzero(n_letters >= length)
        at = at[folded.breaks[folded.starts[at] + length if from_start else folded.ends[at] - length]]
        starts = folded.starts[at] if from_start else folded.ends[at] - length
        hashes = folded.hashes(starts, starts + length)
        # A few texts in a hundred begin with a cue of any class; only those are looked up in each.
        some = among(hashes, _all_hashes(tuple(names), length))
        at, hashes = at[some], hashes[some]
        for name, cues in classes:
            found[name][at] |= among(hashes, cues)
    return found


def _alike_at_edge(folded: Folded, names: tuple[str, ...], *, from_start: bool) -> IntArray:
    """Numbers of the texts whose first letters (else last ones) are those of a longer cue: only they are hashed at all lengths."""
    at = np.flatnonzero(folded.n_letters() >= _EDGE)
    places = folded.starts[at] if from_start else folded.ends[at] - _EDGE
    found: IntArray = at[among(_packed(folded, places), _edges(names, from_start))]
    return found


@cache
def _edges(names: tuple[str, ...], from_start: bool) -> HashArray:
    """Sorted numbers of the first or last letters of the cues that have as many."""
    cues = [cue for name in names for tag in tags() for cue in language(tag).get("clean", {}).get(name, [])]
    folded = fold_texts(pl.Series(cues, dtype=pl.String))
    held = folded.n_letters() >= _EDGE
    return np.unique(_packed(folded, folded.starts[held] if from_start else folded.ends[held] - _EDGE))


def _packed(folded: Folded, places: IntArray) -> HashArray:
    """A number of the letters from each place on, the same for the same letters."""
    packed = np.zeros(len(places), dtype=np.uint64)
    for step in range(_EDGE):
        packed = packed * _RATIO + folded.letters[places + step]
    return mix(packed)
