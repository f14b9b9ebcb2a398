"""The words of `[statements]` in the language files, folded, of all languages together."""

import re
from functools import cache

import polars as pl

from tasks.dedupe.calendar_words import calendar_names
from tasks.languages import language, tags
from warehouse.folding import fold

_LEAST_LEFT = 3
"""Letters that a prefix or an ending leaves at least."""


@cache
def words(kind: str) -> pl.Series:
    """The folded words of one kind: function_words, negations, number_words, prefixes, endings …"""
    found = {fold(word) for tag in tags() for word in language(tag)["statements"].get(kind, [])}
    return pl.Series(kind, sorted(found), dtype=pl.String)


@cache
def facts() -> pl.Series:
    """Numbers written as words, and the names of weekdays and months."""
    return pl.Series(sorted({*words("number_words"), *calendar_names()}), dtype=pl.String)


def stems(column: pl.Expr) -> pl.Expr:
    """Folded words without what is written onto them: article and particles before, the commonest endings behind.

    Rough, and the same for every word of its spelling: what it takes too much it takes on both sides.
    """
    bare = column.str.replace(_affixes("prefixes", "^({})(.{{{},}})$"), "$2")
    return bare.str.replace(_affixes("endings", "^(.{{{1},}}?)({0})$"), "$1")


def negates(column: pl.Expr) -> pl.Expr:
    """Which folded words deny: by themselves, or by how they begin."""
    opened = "^(?:" + "|".join(map(re.escape, words("negative_openings"))) + ")"
    return column.is_in(words("negations").implode()) | column.str.contains(opened)


@cache
def _affixes(kind: str, pattern: str) -> str:
    longest_first = sorted(words(kind), key=lambda affix: (-len(affix), affix))
    return pattern.format("|".join(map(re.escape, longest_first)), _LEAST_LEFT)
