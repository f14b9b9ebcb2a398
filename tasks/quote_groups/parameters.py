"""What decides whether two statements are one, in one frozen object whose version is stored with every signature."""

import hashlib
from dataclasses import dataclass
from functools import cache

from tasks.dedupe import DedupeParameters
from tasks.languages import language, tags
from warehouse.folding import DROPPED, LETTERS

FORMAT = 1
"""Grows when signatures are made otherwise than by a change of what is named below."""


@dataclass(frozen=True, slots=True)
class GroupParameters:
    """`least_stems`: content words of a statement that can be told from a formula. The others hold for other wordings of one."""

    least_stems: int = 5
    least_shared: int = 6
    min_covered: float = 0.90
    min_covered_of_other: float = 0.75
    min_covered_by_part: float = 0.60
    """Of a text that holds all the words of the other."""
    most_days: int = 10
    n_bands: int = 12
    rows_per_band: int = 2
    most_met: int = 100

    @property
    def keys(self) -> DedupeParameters:
        """The same as the search for copies calls it, whose bands and candidates these are."""
        return DedupeParameters(
            n_bands=self.n_bands, rows_per_band=self.rows_per_band, most_met=self.most_met, crowded_key=self.most_met
        )

    @property
    def version(self) -> str:
        """A short hash of all that decides who is in a group: these parameters, folding, and the words of the languages."""
        return hashlib.blake2b(f"{FORMAT} {self} {_words_version()}".encode(), digest_size=4).hexdigest()


@cache
def _words_version() -> str:
    words = [language(tag)[kind] for tag in tags() for kind in ("statements", "weekdays", "months")]
    told = repr((words, sorted(LETTERS.items()), sorted(DROPPED)))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
