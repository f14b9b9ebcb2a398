"""Cue phrases of all languages, found at the beginning, the end or the whole of passages, spelling-blind and fast."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.languages import language, tags
from tasks.text.codepoints import Folded, HashArray, among, fold_texts

BoolArray = NDArray[np.bool_]


@cache
def cue_hashes(name: str) -> dict[int, HashArray]:
    """Hashes of the cues of class `name` in all languages, by their length in folded letters.

    A line carries furniture of other languages than its own, so every language's cues are looked for.
    """
    cues = [cue for tag in tags() for cue in language(tag).get("clean", {}).get(name, [])]
    folded = fold_texts(pl.Series(cues, dtype=pl.String))
    hashes, lengths = folded.text_hashes(), folded.n_letters()
    return {int(n): np.unique(hashes[lengths == n]) for n in np.unique(lengths) if n}


def is_cue(folded: Folded, name: str) -> BoolArray:
    """Which texts are one of the cues `name` and nothing else."""
    found = np.zeros(len(folded.starts), dtype=bool)
    hashes, lengths = folded.text_hashes(), folded.n_letters()
    for length, cues in cue_hashes(name).items():
        at = np.flatnonzero(lengths == length)
        found[at] = among(hashes[at], cues)
    return found


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
    for length, classes in by_length.items():
        at = np.flatnonzero(n_letters >= length)
        at = at[folded.breaks[folded.starts[at] + length if from_start else folded.ends[at] - length]]
        starts = folded.starts[at] if from_start else folded.ends[at] - length
        hashes = folded.hashes(starts, starts + length)
        for name, cues in classes:
            found[name][at] |= among(hashes, cues)
    return found
