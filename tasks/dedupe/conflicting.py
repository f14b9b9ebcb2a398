"""The facts in which two notices of one template conflict: another number, weekday or month between the same words."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.calendar_words import calendar_words
from tasks.dedupe.wording import Sides, Wording
from tasks.text.codepoints import HashArray, IntArray, among, mix

_ANY_FACT = np.uint64(0x9E3779B97F4A7C15)
_NEIGHBOURS = ((-2, 0xA0761D6478BD642F), (-1, 0xE7037ED1A0B428DB), (1, 0x8EBC6AF09C88C6E3), (2, 0x589965CC75374CC3))


def conflicting(wording: Wording, sides: Sides) -> pl.DataFrame:
    """Facts that stand in each other's place, in order: pair, cut_from, cut_to, added_from, added_to, n.

    The numbers are words of `wording`: a figure that signs part, as in 91,240, is several words and shown whole. `n` is
    1: no fact counts for more than another.
    """
    facts = _facts(wording)
    first, behind = _figures(wording, facts)
    keys = sides.keyed(_places(wording, facts)[sides.words])
    chosen = pl.DataFrame(
        {
            "pair": sides.pairs(),
            "left": sides.lines < sides.n_pairs,
            "key": keys,
            "value": wording.hashes[sides.words],
            "from": first[sides.words],
            "to": behind[sides.words],
        }
    ).filter(pl.Series(facts[sides.words], dtype=pl.Boolean))
    both = chosen.filter("left").join(chosen.filter(~pl.col("left")), on="key", suffix="_right")
    conflicts = both.filter(pl.col("value") != pl.col("value_right"))
    named = conflicts.select(
        "pair",
        cut_from="from",
        cut_to="to",
        added_from="from_right",
        added_to="to_right",
        n=pl.lit(1, pl.Int64),
    )
    return named.unique(["pair", "cut_from"], keep="first").sort("pair", "cut_from")


def _facts(wording: Wording) -> NDArray[np.bool_]:
    """Which words hold a digit or are names of the calendar."""
    letters = wording.folded.letters
    digits = np.append(0, np.cumsum((letters >= ord("0")) & (letters <= ord("9"))))
    edges = wording.folded.words
    facts: NDArray[np.bool_] = (digits[edges[1:]] > digits[edges[:-1]]) | among(wording.hashes, calendar_words())
    return facts


def _figures(wording: Wording, facts: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
    """First word of the figure that each word is part of, and the word behind it; words of no figure stand alone."""
    n = len(facts)
    text = np.searchsorted(wording.bounds, np.arange(n), side="right")
    # One sign between two of them, and no space.
    glued = facts[1:] & facts[:-1] & (text[1:] == text[:-1]) & (wording.starts[1:] == wording.ends[:-1] + 1)
    gaps = wording.codes[wording.ends[:-1][glued]]
    glued[glued] = (gaps != ord(" ")) & (gaps != ord("\n"))
    begins = np.flatnonzero(np.append(True, ~glued)[:n])
    number = np.searchsorted(begins, np.arange(n), side="right") - 1
    return begins[number] if n else begins, np.append(begins, n)[number + 1]


def _places(wording: Wording, facts: NDArray[np.bool_]) -> HashArray:
    """A hash of what stands around each fact, facts aside, and of how often the same stood around one before; 0 for other words."""
    n, at = len(facts), np.flatnonzero(facts)
    masked = np.where(facts, _ANY_FACT, wording.hashes)
    text = np.searchsorted(wording.bounds, at, side="right") - 1
    around = np.zeros(len(at), dtype=np.uint64)
    for step, factor in _NEIGHBOURS:
        beside = at + step
        inside = (beside >= wording.bounds[text]) & (beside < wording.bounds[text + 1])
        around += np.where(inside, masked[np.clip(beside, 0, max(n - 1, 0))], 0) * np.uint64(factor)
    rows = pl.DataFrame({"text": text, "around": around})
    again = rows.select(pl.int_range(pl.len()).over("text", "around")).to_series().to_numpy().astype(np.uint64)
    places = np.zeros(n, dtype=np.uint64)
    places[at] = mix(around + again)
    return places
