"""The names of weekdays and months in all languages: with numbers, they are what the notices of a template differ in."""

from functools import cache

import numpy as np
import polars as pl

from tasks.languages import language, tags
from tasks.text.codepoints import HashArray, fold_texts
from warehouse.folding import fold


@cache
def calendar_words() -> HashArray:
    """Sorted hashes of the folded names that are one word."""
    return np.unique(fold_texts(pl.Series(calendar_names(), dtype=pl.String)).text_hashes())


@cache
def calendar_names() -> tuple[str, ...]:
    """The folded names that are one word."""
    names = [
        fold(name)
        for tag in tags()
        for kind in ("months", "weekdays")
        for name in _strings(language(tag).get(kind, {}))
    ]
    return tuple(sorted({name for name in names if " " not in name}))


@cache
def weekdays() -> pl.Series:
    """The folded names of weekdays that are one word."""
    names = [fold(name) for tag in tags() for name in _strings(language(tag).get("weekdays", {}))]
    return pl.Series(sorted({name for name in names if " " not in name}), dtype=pl.String)


def _strings(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _strings(child)]
