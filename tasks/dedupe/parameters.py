"""The parameters of near-duplicate search, in one frozen object whose version is stored with every signature."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DedupeParameters:
    """Bands set what can be found, verification what is believed.

    32 bands of 4 rows find pairs of Jaccard .40 nine times in ten; below that a pair is a copy only where one text
    holds the other (containment), and a copy rather than a part where their lengths are alike.
    """

    shingle_words: int = 5
    n_bands: int = 32
    rows_per_band: int = 4
    seed: int = 1729
    min_jaccard: float = 0.40
    min_containment: float = 0.80
    min_length_ratio: float = 0.5
    template_conflicts: int = 2
    crowded_band: int = 50

    @property
    def version(self) -> str:
        """A short hash of what shapes a signature; thresholds may change without signing anew."""
        shape = (self.shingle_words, self.n_bands, self.rows_per_band, self.seed)
        return hashlib.blake2b(repr(shape).encode(), digest_size=4).hexdigest()
