"""How much of each text stands in it twice: the measure behind `duplicated_body`.

Every text is looked at as a row of folded letters. Windows of `WINDOW` letters are hashed and sampled by their own
hash (a window is in the sample wherever it stands), so that a second copy is found at any place: in the next line,
in the same line, wrapped otherwise, typed with other quotation marks. Prose is told from refrains and lists by the
length of its lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from expectations.folded_letters import Codes, Counts, FlatLetters, flatten

WINDOW = 32
"""Letters in a window, a power of two: about seven words, more than a set phrase or a name with its office has."""

_SAMPLED = 0b111
"""One window in eight is kept: a run of 80 letters has 49 windows, so that one run in 700 goes unseen."""

_MOST_OF_A_LINE = 0.6
_LONG_IN_ANY_LINE = 2.5
"""A copied run counts where it fills so much of its lines, or is so many times the least run: what is less is a clause
quoted from the lead, or the formula of a regional round-up."""

_CHARACTERS_AT_A_TIME = 200_000
"""Texts are taken in portions of so many characters: arrays stay in a core's own cache, more than twice as fast."""

Flags = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Windows:
    """Sampled windows that stand more than once in their text: where each begins, its text, and if it stood before."""

    starts: Counts
    texts: Counts
    again: Flags


@dataclass(frozen=True, slots=True)
class _Prose:
    """Where the lines of long prose are: for counting their letters."""

    line_starts: Counts
    line_letters: Counts
    sums: Counts

    @classmethod
    def of(cls, flat: FlatLetters, long: Flags) -> "_Prose":
        """A paragraph may be wrapped: its last line is prose as the line before it is. An empty line ends it."""
        follows = np.append(False, long[:-1] & (flat.line_texts[1:] == flat.line_texts[:-1]))
        letters = np.where(long | follows, np.diff(flat.line_starts), 0)
        return cls(flat.line_starts, letters, np.append(0, np.cumsum(letters)))

    def before(self, positions: Counts) -> Counts:
        """How many letters of prose stand before each position."""
        line = np.minimum(np.searchsorted(self.line_starts, positions, side="right"), len(self.line_letters)) - 1
        inside: Counts = np.minimum(positions - self.line_starts[line], self.line_letters[line])
        counted: Counts = self.sums[line] + inside
        return counted


@dataclass(frozen=True, slots=True)
class _Runs:
    """Stretches covered by windows without a gap, in order; `starts` and `ends` count letters."""

    starts: Counts
    ends: Counts

    @classmethod
    def of(cls, starts: Counts, texts: Counts) -> "_Runs":
        """Join windows that touch and belong to one text; `starts` ascend."""
        if not len(starts):
            return cls(starts, starts)
        parted = np.flatnonzero((np.diff(starts) > WINDOW) | (np.diff(texts) > 0))
        return cls(starts[np.append(0, parted + 1)], starts[np.append(parted, len(starts) - 1)] + WINDOW)

    def where(self, kept: "Flags") -> "_Runs":
        """The runs that are marked in `kept`."""
        return _Runs(self.starts[kept], self.ends[kept])


def repeated_shares(texts: pl.Series, *, prose_letters: int, run_letters: int) -> pl.DataFrame:
    """Per text, in order: `repeated_share` (0 and up: a body pasted twice has 1, thrice 2) and `lead_share` (0..1).

    repeated_share: letters of long prose that repeat earlier ones in runs of at least `run_letters`, against the
    letters of prose that do not. lead_share: how much of the first prose line another line begins with. A line is
    long prose with at least `prose_letters` letters.
    """
    pieces = [_measure(flatten(portion), prose_letters, run_letters) for portion in _portions(texts.fill_null(""))]
    empty: list[Shares] = [np.zeros(0)]
    return pl.DataFrame(
        {
            "repeated_share": np.concatenate([repeated for repeated, _ in pieces] or empty),
            "lead_share": np.concatenate([lead for _, lead in pieces] or empty),
        }
    )


def _portions(texts: pl.Series) -> Iterator[list[str]]:
    portions = np.cumsum(texts.str.len_chars().to_numpy()) // _CHARACTERS_AT_A_TIME
    bounds = [0, *(np.flatnonzero(np.diff(portions)) + 1).tolist(), len(texts)]
    for start, end in pairwise(bounds):
        if end > start:
            yield texts[start:end].to_list()


def _measure(flat: FlatLetters, prose_letters: int, run_letters: int) -> tuple[Shares, Shares]:
    hashes = _window_hashes(flat.letters)
    windows = _repeated_windows(flat, hashes)
    if not len(windows.starts):
        return np.zeros(len(flat.text_starts) - 1), np.zeros(len(flat.text_starts) - 1)
    long = np.diff(flat.line_starts) >= prose_letters
    prose = _Prose.of(flat, long)
    copies = _Runs.of(windows.starts[windows.again], windows.texts[windows.again])
    copies = copies.where(_stand_for_themselves(copies, flat.line_starts, run_letters))
    copied_sums = np.append(0, np.cumsum(prose.before(copies.ends) - prose.before(copies.starts)))
    n_copied = np.diff(copied_sums[np.searchsorted(copies.starts, flat.text_starts)])
    n_prose = np.diff(prose.before(flat.text_starts))
    return n_copied / np.maximum(n_prose - n_copied, 1), _lead_shares(flat, hashes, long)


def _stand_for_themselves(runs: _Runs, line_starts: Counts, run_letters: int) -> Flags:
    """Runs that are more than a clause or a formula in a line of its own: most of their lines, or very long."""
    first = np.searchsorted(line_starts, runs.starts, side="right") - 1
    behind = np.searchsorted(line_starts, runs.ends, side="left")
    letters = runs.ends - runs.starts
    whole = letters >= _MOST_OF_A_LINE * (line_starts[behind] - line_starts[first])
    return (letters >= run_letters) & (whole | (letters >= _LONG_IN_ANY_LINE * run_letters))


def _window_hashes(letters: Codes) -> Codes:
    """A hash of the WINDOW letters from each position on: a polynomial, built by doubling. Empty for a few letters."""
    hashes = letters * np.uint32(0x9E3779B1)
    hashes ^= hashes >> np.uint32(15)
    factor, width = 0x85EBCA6B, 1
    while width < WINDOW and len(hashes) > width:
        longer = hashes[:-width] * np.uint32(factor)
        longer += hashes[width:]
        hashes, factor, width = longer, factor * factor % 2**32, width * 2
    if width < WINDOW:
        return hashes[:0]
    hashes ^= hashes >> np.uint32(16)  # The lowest bits of a product know only the lowest bits of its factors.
    return hashes


def _repeated_windows(flat: FlatLetters, hashes: Codes) -> _Windows:
    starts = np.flatnonzero((hashes & np.uint32(_SAMPLED)) == 0)
    n_texts = len(flat.text_starts) - 1
    texts = np.repeat(np.arange(n_texts), np.diff(np.searchsorted(starts, flat.text_starts)))
    inside = starts + WINDOW <= flat.text_starts[texts + 1]
    starts, texts = starts[inside], texts[inside]
    keys = (texts.astype(np.uint64) << np.uint64(32)) | hashes[starts]
    # Few texts repeat anything. A sort finds them sooner than looking up each window.
    ordered = np.sort(keys)
    suspects = np.zeros(n_texts, dtype=bool)
    suspects[(ordered[1:][ordered[1:] == ordered[:-1]] >> np.uint64(32)).astype(np.int64)] = True
    looked_at = suspects[texts]
    starts, texts, keys = starts[looked_at], texts[looked_at], keys[looked_at]
    several, first = _standing_again(keys)
    return _Windows(starts[several], texts[several], ~first[several])


def _standing_again(keys: npt.NDArray[np.uint64]) -> tuple[Flags, Flags]:
    """Which keys stand more than once, and which for the first time."""
    several, first = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    if len(keys):
        order = np.argsort(keys)
        begins = np.append(True, np.diff(keys[order]) > 0)
        several[order] = ~(begins & np.append(begins[1:], True))
        first[np.minimum.reduceat(order, np.flatnonzero(begins))] = True
    return several, first


def _lead_shares(flat: FlatLetters, hashes: Codes, long: Flags) -> Shares:
    """Share of each text's first long line with which a later line begins, letter by letter; 0 below WINDOW letters."""
    shares = np.zeros(len(flat.text_starts) - 1)
    long_lines = np.flatnonzero(long)
    texts, first = np.unique(flat.line_texts[long_lines], return_index=True)
    begins, lengths = np.zeros(len(shares), dtype=np.int64), np.zeros(len(shares), dtype=np.int64)
    begins[texts] = flat.line_starts[long_lines[first]]
    lengths[texts] = flat.line_starts[long_lines[first] + 1] - begins[texts]
    lines = np.flatnonzero(flat.line_starts[:-1] + WINDOW <= len(flat.letters))
    lines = lines[flat.line_starts[lines] >= (begins + lengths)[flat.line_texts[lines]]]
    alike = hashes[flat.line_starts[lines]] == hashes[np.minimum(begins[flat.line_texts[lines]], len(hashes) - 1)]
    for line in lines[alike & (lengths[flat.line_texts[lines]] > 0)].tolist():  # A few per hundred texts: 10 us each.
        text = flat.line_texts[line]
        if shares[text] == 1:
            continue
        lead = flat.letters[begins[text] : begins[text] + lengths[text]]
        start = flat.line_starts[line]
        later = flat.letters[start : min(start + lengths[text], flat.text_starts[text + 1])]
        differs = np.flatnonzero(lead[: len(later)] != later)
        shares[text] = max(shares[text], (differs[0] if len(differs) else len(later)) / lengths[text])
    return shares
