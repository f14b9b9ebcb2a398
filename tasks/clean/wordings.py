"""Cue lists as they are written, and as regular expressions for the few texts that are looked at closely."""

import re
from functools import cache

import polars as pl

from tasks.languages import language, tags
from warehouse.folding import DROPPED, LETTERS, fold


def listed(name: str) -> list[str]:
    """The entries of the cue list `name` in all languages, as they are written there."""
    return [entry for tag in tags() for entry in language(tag)["clean"].get(name, [])]


def only_where(condition: pl.Expr, text: str = "text") -> pl.Expr:
    """The texts that meet `condition`, empty ones for the others: a test takes its time for a text masked by a null."""
    return pl.when(condition).then(pl.col(text)).otherwise(pl.lit(""))


def plain(text: pl.Expr) -> pl.Expr:
    """`text` with folded letters and digits, and its punctuation as it stands."""
    return text.str.replace_many(_spelling())


@cache
def _spelling() -> dict[str, str]:
    return LETTERS | dict.fromkeys(DROPPED, "")


@cache
def words(name: str) -> str:
    """A regular expression for any entry of the list `name` in a plain text; the longest wins. It has no edges: a test for
    the edge of a word would make it ten times as slow."""
    entries = sorted({fold(entry) for entry in listed(name)}, key=len, reverse=True)
    spaced = (re.escape(entry).replace("\\ ", "[ .]?") for entry in entries)
    return f"(?:{'|'.join(spaced)})"


@cache
def as_written(name: str) -> str:
    """A regular expression for any entry of the list `name` as it stands in the list."""
    return f"(?:{'|'.join(re.escape(entry) for entry in sorted(listed(name), key=len, reverse=True))})"


@cache
def date_words() -> list[str]:
    """Names of months, days of the week and halves of the day in all languages."""
    found: list[str] = []
    for known in map(language, tags()):
        found += [name for calendar in known.get("months", {}).values() for month in calendar for name in month]
        found += [name for half in known.get("day_halves", {}).values() for name in half]
        found += known["weekdays"]["names"]
    return found
