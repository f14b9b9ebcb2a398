"""How much of each text stands in it twice: the measure behind `duplicated_body`.

Every text is looked at as a row of folded letters. Windows of `WINDOW` letters are hashed and sampled by their own
hash (a window is in the sample wherever it stands), so that a second copy is found at any place: in the next line,
in the same line, wrapped otherwise, typed with other quotation marks. Prose is told from refrains and lists by the
length of its lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from expectations.folded_letters import Codes, Counts, FlatLetters, flatten

WINDOW = 32
"""Letters in a window, a power of two: about seven words, more than a set phrase or a name with its office has."""

_SAMPLED = 0b111
"""One window in eight is kept: a run of 80 letters has 49 windows, so that one run in 700 goes unseen."""

_CHARACTERS_AT_A_TIME = 1_000_000
"""Texts are taken in portions of so many characters: arrays stay in the processor's cache, three times as fast."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Windows:
    """Sampled windows that stand more than once in their text: where they begin, and whether they did before."""

    starts: Counts
    texts: Counts
    again: Flags


def repeated_shares(texts: pl.Series, *, prose_letters: int, run_letters: int) -> pl.DataFrame:
    """Per text, in order: `repeated_share` and `lead_share`, both 0..1 and more for a body pasted several times.

    repeated_share: letters of long prose that repeat earlier ones in runs of at least `run_letters`, against the
    letters of prose that do not. lead_share: how much of the first prose line stands again later.
    A line is long prose with at least `prose_letters` letters.
    """
    pieces = [_measure(flatten(portion), prose_letters, run_letters) for portion in _portions(texts)]
    repeated, lead = (np.concatenate(columns) for columns in zip(*pieces, strict=True)) if pieces else ([], [])
    schema = {"repeated_share": pl.Float64, "lead_share": pl.Float64}
    return pl.DataFrame({"repeated_share": repeated, "lead_share": lead}, schema=schema)


def _portions(texts: pl.Series) -> Iterator[list[str]]:
    sizes = np.cumsum(texts.str.len_chars().to_numpy()) // _CHARACTERS_AT_A_TIME
    bounds = [0, *(np.flatnonzero(np.diff(sizes)) + 1).tolist(), len(texts)]
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        if end > start:
            yield texts[start:end].to_list()


def _measure(flat: FlatLetters, prose_letters: int, run_letters: int) -> tuple[npt.NDArray[np.float64], ...]:
    n_texts = len(flat.text_starts) - 1
    windows = _repeated_windows(flat)
    if not len(windows.starts):
        return np.zeros(n_texts), np.zeros(n_texts)
    line_letters = np.diff(flat.line_starts)
    # A paragraph may be wrapped: its last line is prose as the line before it is. An empty line ends it.
    long = line_letters >= prose_letters
    same_text = np.append(False, flat.line_texts[1:] == flat.line_texts[:-1])
    prose_line = long | (np.append(False, long[:-1]) & same_text & (line_letters > 0))
    prose = np.repeat(prose_line, line_letters)
    copied = _long_runs(_covered(windows.starts[windows.again], len(flat.letters)), run_letters) & prose
    n_copied, n_prose = _per_text(copied, flat.text_starts), _per_text(prose, flat.text_starts)
    repeated = n_copied / np.maximum(n_prose - n_copied, 1)
    return repeated, _lead_shares(flat, windows, long)


def _window_hashes(letters: Codes) -> Codes:
    """A hash of the WINDOW letters from each position on: a polynomial, built by doubling."""
    hashes = letters * np.uint32(0x9E3779B1)
    hashes ^= hashes >> np.uint32(15)
    factor, width = 0x85EBCA6B, 1
    while width < WINDOW and len(hashes) > width:
        hashes = hashes[:-width] * np.uint32(factor) + hashes[width:]
        factor, width = factor * factor % 2**32, width * 2
    return hashes if width == WINDOW else hashes[:0]


def _repeated_windows(flat: FlatLetters) -> _Windows:
    hashes = _window_hashes(flat.letters)
    hashes ^= hashes >> np.uint32(16)  # The lowest bits of a product know only the lowest bits of its factors.
    starts = np.flatnonzero((hashes & np.uint32(_SAMPLED)) == 0)
    texts = np.searchsorted(flat.text_starts, starts, side="right") - 1
    inside = starts + WINDOW <= flat.text_starts[texts + 1]
    starts, texts = starts[inside], texts[inside]
    keys = pl.Series((texts.astype(np.uint64) << np.uint64(32)) | hashes[starts])
    several = ~keys.is_unique().to_numpy()
    again = ~keys.filter(pl.Series(several)).is_first_distinct().to_numpy()
    return _Windows(starts[several], texts[several], again)


def _covered(starts: Counts, n_letters: int) -> Flags:
    steps = np.bincount(starts, minlength=n_letters + 1) - np.bincount(starts + WINDOW, minlength=n_letters + 1)
    return np.cumsum(steps[:n_letters]) > 0


def _long_runs(flags: Flags, least: int) -> Flags:
    """`flags` without its runs of true that are shorter than `least`, give or take what the sample leaves at the ends."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    begins, ends = edges[::2], edges[1::2]
    short = ends - begins < least
    kept = flags.copy()
    for begin, end in zip(begins[short].tolist(), ends[short].tolist(), strict=True):
        kept[begin:end] = False
    return kept


def _per_text(flags: Flags, text_starts: Counts) -> Counts:
    sums = np.concatenate([[0], np.cumsum(flags)])
    return sums[text_starts[1:]] - sums[text_starts[:-1]]


def _lead_shares(flat: FlatLetters, windows: _Windows, long: Flags) -> npt.NDArray[np.float64]:
    """Share of the letters of each text's first prose line that stand again after that line."""
    shares = np.zeros(len(flat.text_starts) - 1)
    prose_lines = np.flatnonzero(long)
    texts, first = np.unique(flat.line_texts[prose_lines], return_index=True)
    lead = prose_lines[first]
    begins, ends = flat.line_starts[lead], flat.line_starts[lead + 1]
    once = windows.starts[~windows.again]
    sums = np.concatenate([[0], np.cumsum(_covered(once, len(flat.letters)))])
    shares[texts] = (sums[ends] - sums[begins]) / np.maximum(ends - begins, 1)
    return shares
