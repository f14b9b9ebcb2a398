"""How the letters of a word are rightly written: all readings of them compete, and only a clear winner is used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.zwnj.hashes import mix
from tasks.clean.zwnj.spellings import Bools, Forms, Mask, together
from tasks.text.codepoints import HashArray, among

_CLEAR = 6.0
"""How much more often than any other reading the best one must be written."""
_SURELY = 10.0
"""How much more often than the joined spelling, so that the joined one is nobody's choice."""


@dataclass(frozen=True, slots=True)
class Table:
    """Sorted hashes of letters; of each where a joiner stands (bit k: before letter k), and whether nobody writes it joined."""

    keys: HashArray
    parts: Mask
    sure: Bools

    def look_up(self, hashes: HashArray) -> tuple[Mask, Bools]:
        """The parts of each, none where the letters are not known; and whether they are sure."""
        at = np.minimum(np.searchsorted(self.keys, hashes), len(self.keys) - 1)
        return np.where(self.keys[at] == hashes, self.parts[at], np.uint32(0)), self.sure[at]


def table_of(forms: Forms) -> Table:
    """The forms as a table; of one hash only one is kept."""
    keys, first = np.unique(mix(forms.sums), return_index=True)
    return Table(keys, forms.parts[first], np.ones(len(keys), dtype=bool))


@dataclass(frozen=True, slots=True)
class _Readings:
    """Letters (`keys`) with `parts`, and the weight of that reading. `over`: how much rarer than the spelling without any joiner it may be.
    `made`: put together from a stem and an affix."""

    keys: HashArray
    parts: Mask
    weight: NDArray[np.float64]
    over: NDArray[np.float64]
    made: Bools

    def where(self, chosen: NDArray[np.int64] | Bools) -> "_Readings":
        return _Readings(
            self.keys[chosen], self.parts[chosen], self.weight[chosen], self.over[chosen], self.made[chosen]
        )


def decided(groups: list[tuple[Forms, float]], certain: Forms, kept: HashArray) -> Table:
    """The letters whose clear winner holds a joiner.

    Beside each group of forms: how much rarer than the spelling without any it may be. The first group is the word list, whose
    joined spellings may be what the crawl left of another. `certain` forms win over all, `kept` letters stay as they are.
    """
    readings = _grouped(groups)
    bare = readings.parts == 0
    plain, readings = readings.where(bare), _best_first(readings.where(~bare))
    best = np.flatnonzero(np.concatenate([[True], readings.keys[1:] != readings.keys[:-1]]))
    after = np.minimum(best + 1, len(readings.keys) - 1)
    rivals = (after > best) & (readings.keys[after] == readings.keys[best])
    winner, rival = readings.where(best), np.where(rivals, readings.weight[after], 0.0)
    at = np.minimum(np.searchsorted(plain.keys, winner.keys), len(plain.keys) - 1)
    also = plain.keys[at] == winner.keys
    unjoined = np.where(also, plain.weight[at], 0.0)
    # Where the letters are a plural after a letter that never joins, the joined spelling is no loss.
    over = np.where(also & plain.made[at], 1 / _CLEAR, winner.over)
    wins = (winner.weight >= _CLEAR * rival) & (winner.weight * over >= unjoined)
    sure = winner.made | (winner.weight >= _SURELY * unjoined)
    firm = table_of(certain)
    wins &= ~among(winner.keys, firm.keys)
    keys = np.concatenate([firm.keys, winner.keys[wins]])
    parts, sure = np.concatenate([firm.parts, winner.parts[wins]]), np.concatenate([firm.sure, sure[wins]])
    order = np.argsort(keys)
    order = order[~among(keys[order], kept)]
    return Table(keys[order], parts[order], sure[order])


def _grouped(groups: list[tuple[Forms, float]]) -> _Readings:
    """The readings, sorted by their letters; the same one from several groups is one, with the weights added."""
    forms = together([group for group, _ in groups])
    over = np.repeat([times for _, times in groups], [len(group.sums) for group, _ in groups])
    readings = _Readings(
        mix(forms.sums), forms.parts, forms.weight, over, np.arange(len(over)) >= len(groups[0][0].sums)
    )
    # One sort for both: letters that differ in parts alone are set apart by a number of their own.
    both = readings.keys + readings.parts * np.uint64(0x9E3779B97F4A7C15)
    order = np.argsort(both)
    both, readings = both[order], readings.where(order)
    first = np.flatnonzero(np.concatenate([[True], both[1:] != both[:-1]]))
    grouped = _Readings(
        readings.keys[first],
        readings.parts[first],
        np.add.reduceat(readings.weight, first),
        np.maximum.reduceat(readings.over, first),
        np.logical_or.reduceat(readings.made, first),
    )
    return grouped.where(np.argsort(grouped.keys))


def _best_first(readings: _Readings) -> _Readings:
    """Of the readings of the same letters the weightiest first. Few letters have several."""
    same = readings.keys[1:] == readings.keys[:-1]
    several = np.flatnonzero(np.concatenate([same, [False]]) | np.concatenate([[False], same]))
    order = np.arange(len(readings.keys))
    order[several] = several[np.lexsort((-readings.weight[several], readings.keys[several]))]
    return readings.where(order)
