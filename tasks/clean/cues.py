"""Cue phrases of all languages, found at the beginning, the end or the whole of passages, spelling-blind and fast."""

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
    return _at_edge(folded, name, from_start=True)


def ends_with_cue(folded: Folded, name: str) -> BoolArray:
    """Which texts end with one of the cues `name`, a whole number of words."""
    return _at_edge(folded, name, from_start=False)


def _at_edge(folded: Folded, name: str, *, from_start: bool) -> BoolArray:
    found = np.zeros(len(folded.starts), dtype=bool)
    lengths = folded.n_letters()
    for length, cues in cue_hashes(name).items():
        at = np.flatnonzero(lengths >= length)
        starts = folded.starts[at] if from_start else folded.ends[at] - length
        whole_words = folded.breaks[starts + length] if from_start else folded.breaks[starts]
        found[at] |= whole_words & among(folded.hashes(starts, starts + length), cues)
    return found
