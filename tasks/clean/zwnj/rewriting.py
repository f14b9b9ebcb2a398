"""Writing joiners into texts, with a row for each text and rule that changed it."""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.zwnj.lexicon import Lexicon, lexicon
from tasks.clean.zwnj.places import Places
from tasks.clean.zwnj.words import JOINER, Words, in_words
from tasks.text.codepoints import IntArray

Find = Callable[[Words, Lexicon], Places]
_CONTEXT = 24
_COLUMNS = {
    "row": pl.Int64,
    "rule": pl.String,
    "new": pl.String,
    "value": pl.Float64,
    "before": pl.String,
    "after": pl.String,
}


def rewritten(texts: pl.Series, finders: Mapping[str, Find]) -> pl.DataFrame:
    """The texts after all rules: row, rule, new (the same for all rules of a row), value (places of the rule), before and after (its first one).

    `finders`: what finds the places of each rule. All look at the texts as they were given.
    """
    table = lexicon()
    frames = [_changes(words, _found(words, table, finders)) for words in in_words(texts)]
    return pl.concat([pl.DataFrame(schema=_COLUMNS), *frames], rechunk=False)


def _found(words: Words, table: Lexicon, finders: Mapping[str, Find]) -> list[tuple[str, Places]]:
    """The places of each rule; one that several find is the first one's."""
    found: list[tuple[str, Places]] = []
    for name, find in finders.items():
        places = find(words, table)
        for _, other in found:
            places = places.without(other)
        found.append((name, places))
    return found


def _changes(words: Words, found: list[tuple[str, Places]]) -> pl.DataFrame:
    missing, spaces, closed = (
        np.sort(np.concatenate([getattr(places, sort) for _, places in found]))
        for sort in ("missing", "spaces", "closed")
    )
    codes = words.codes.copy()
    codes[spaces] = JOINER
    codes = np.delete(np.insert(codes, missing, JOINER), closed + np.searchsorted(missing, closed))

    def moved(at: IntArray) -> IntArray:
        """Where what stands before a place is now: each joiner pushes it on, each closed space draws it back."""
        there: IntArray = at + np.searchsorted(missing, at) - np.searchsorted(closed, at)
        return there

    frames = []
    for name, places in found:
        at = np.sort(np.concatenate([places.missing, places.spaces, places.closed]))
        if not len(at):
            continue
        rows, first, counts = np.unique(words.texts_of(at), return_index=True, return_counts=True)
        starts = np.maximum(words.bounds[rows], at[first] - _CONTEXT)
        ends = np.minimum(words.bounds[rows + 1] - 1, at[first] + _CONTEXT)
        columns = {
            "row": rows + words.row,
            "rule": [name] * len(rows),
            "new": _cut(codes, moved(words.bounds[rows]), moved(words.bounds[rows + 1] - 1)),
            "value": counts.astype(np.float64),
            "before": _cut(words.codes, starts, ends),
            "after": _cut(codes, moved(starts), moved(ends)),
        }
        frames.append(pl.DataFrame(columns, schema=_COLUMNS))
    return pl.concat([pl.DataFrame(schema=_COLUMNS), *frames], rechunk=False)


def _cut(codes: NDArray[np.uint16], starts: IntArray, ends: IntArray) -> list[str]:
    """The stretches as text. Of the Persian texts about a quarter change."""
    stretches = zip(starts.tolist(), ends.tolist(), strict=True)
    data = codes.tobytes()
    text = data.decode("utf-16-le", "surrogatepass")
    if len(text) == len(codes):
        return [text[start:end] for start, end in stretches]
    # A character of two units stands somewhere: places in the text are not those in the units.
    return [data[2 * start : 2 * end].decode("utf-16-le", "ignore") for start, end in stretches]
