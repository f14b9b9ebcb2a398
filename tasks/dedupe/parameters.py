"""The parameters of near-duplicate search, in one frozen object whose version is stored with every signature."""

import hashlib
from dataclasses import dataclass
from functools import cache

from tasks.dedupe.calendar_words import calendar_words
from warehouse.folding import DROPPED, LETTERS

FORMAT = 2
"""Grows when signatures are made or kept otherwise than by a change of the parameters below."""


@dataclass(frozen=True, slots=True)
class DedupeParameters:
    """Keys set what can be found, verification what is believed.

    32 bands of 4 rows find pairs of Jaccard .40 in 56 of 100 cases, of .50 in 87 and of .60 in 99. A text inside a longer
    one shares few bands with it: such pairs are found by anchors, hashes of neighbouring sampled shingles (one shingle in
    `sample_every`), of which they must share a quarter. Half of the shingles of the shorter must be shared for a pair to
    be looked at. Then `coverage` decides, how much of each text stands in the other: where it is four fifths of one and two
    thirds of the other they are copies, and where it is four fifths of one alone, that one is a part of the other; but a
    text that is the beginning of one up to twice as long is a copy that was cut short.
    """

    shingle_words: int = 5
    n_bands: int = 32
    rows_per_band: int = 4
    sample_every: int = 8
    seed: int = 1729
    min_containment: float = 0.50
    min_covered: float = 0.80
    min_covered_of_other: float = 0.66
    min_covered_of_beginning: float = 0.97
    min_covered_by_beginning: float = 0.5
    template_jaccard: float = 0.40
    min_anchor_share: float = 0.25
    template_conflicts: int = 2
    crowded_key: int = 100
    """Documents of one key that meet in all pairs; of more, each text is met once."""
    crowded_anchor: int = 100
    """An anchor that more different texts share is a phrase of the trade, and brings nobody together."""
    most_met: int = 100
    """Of the texts of one key each meets so many, the same ones for all, so that work grows with a crowd and not with its square.

    Within so many the partition hangs on no order and no cut of the input. In a larger crowd two texts that share no key
    beside may miss each other, where none of them is among those that all meet; the stage tells of it.
    """
    most_links: int = 50
    """Links of a document that are kept in a batch: copies, and others, those with most in common. Groups are made of all."""

    @property
    def version(self) -> str:
        """A short hash of all that decides who is whose copy: these parameters, folding, and the words of the calendar.

        Thresholds are in it, though they shape no signature: pairs that were judged by others would stay among new ones.
        """
        return hashlib.blake2b(f"{FORMAT} {self} {_words_version()}".encode(), digest_size=4).hexdigest()


@cache
def _words_version() -> str:
    folding = repr((sorted(LETTERS.items()), sorted(DROPPED)))
    return hashlib.blake2b(folding.encode() + calendar_words().tobytes(), digest_size=8).hexdigest()
