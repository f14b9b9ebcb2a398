"""Writing joiners into texts, with a row for each text and rule that changed it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.zwnj.lexicon import Lexicon, lexicon
from tasks.clean.zwnj.places import Places
from tasks.clean.zwnj.words import JOINER, Words, in_words
from tasks.text.codepoints import IntArray

Find = Callable[[Words, Lexicon, NDArray[np.uint8]], Places]
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
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for words in in_words(texts):
        for name, rows in _changes(words, _found(words, table, finders)):
            columns["rule"] += [name] * len(rows["row"])
            for column, values in rows.items():
                columns[column] += values
    return pl.DataFrame(columns, schema=_COLUMNS)


def _found(words: Words, table: Lexicon, finders: Mapping[str, Find]) -> dict[str, Places]:
    """The places of each rule; one that several find is the first one's."""
    classes = table.classes_of(words.hashes)
    found: dict[str, Places] = {}
    for name, find in finders.items():
        places = find(words, table, classes)
        for other in found.values():
            places = places.without(other)
        found[name] = places
    return found


def _changes(words: Words, found: Mapping[str, Places]) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """For each rule the columns of its rows, but for its name."""
    missing, spaces, closed = (
        np.sort(np.concatenate([getattr(places, sort) for places in found.values()]))
        for sort in ("missing", "spaces", "closed")
    )
    codes = words.codes.copy()
    codes[spaces] = JOINER
    codes = np.delete(np.insert(codes, missing, JOINER), closed + np.searchsorted(missing, closed))

    def moved(at: IntArray) -> IntArray:
        """Where what stands before a place is now: each joiner pushes it on, each closed space draws it back."""
        there: IntArray = at + np.searchsorted(missing, at) - np.searchsorted(closed, at)
        return there

    for name, places in found.items():
        at = np.sort(np.concatenate([places.missing, places.spaces, places.closed]))
        if not len(at):
            continue
        rows, first, counts = np.unique(words.texts_of(at), return_index=True, return_counts=True)
        starts = np.maximum(words.bounds[rows], at[first] - _CONTEXT)
        ends = np.minimum(words.bounds[rows + 1] - 1, at[first] + _CONTEXT)
        yield (
            name,
            {
                "row": (rows + words.row).tolist(),
                "new": _cut(codes, moved(words.bounds[rows]), moved(words.bounds[rows + 1] - 1)),
                "value": counts.astype(np.float64).tolist(),
                "before": _cut(words.codes, starts, ends),
                "after": _cut(codes, moved(starts), moved(ends)),
            },
        )


def _cut(codes: NDArray[np.uint16], starts: IntArray, ends: IntArray) -> list[str]:
    """The stretches as text. Of the Persian texts about a quarter change."""
    stretches = zip(starts.tolist(), ends.tolist(), strict=True)
    data = codes.tobytes()
    text = data.decode("utf-16-le", "surrogatepass")
    if len(text) == len(codes):
        return [text[start:end] for start, end in stretches]
    # A character of two units stands somewhere: places in the text are not those in the units.
    return [data[2 * start : 2 * end].decode("utf-16-le", "ignore") for start, end in stretches]
