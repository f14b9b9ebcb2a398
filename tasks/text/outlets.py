"""Agencies, outlets and platforms with their spellings (`outlets.toml`), and the words that introduce them (`source_cues.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from warehouse.folding import fold


class Outlet(NamedTuple):
    """One outlet under its one name. The three lists of spellings go from sure to those that need the most around them."""

    name: str
    kind: str
    country: str
    domains: tuple[str, ...]
    names: tuple[str, ...]
    after_cue: tuple[str, ...]
    after_kind: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, its one name among them."""
        return tuple(dict.fromkeys((self.name, *self.names, *self.after_cue, *self.after_kind)))


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets of the data file: agencies, newspapers, broadcasters, sites, platforms."""
    lists = ("domains", "names", "after_cue", "after_kind")
    return tuple(
        Outlet(name, kind, facts["country"], *(tuple(facts.get(key, ())) for key in lists))
        for kind, entries in _facts("outlets").items()
        for name, facts in entries.items()
    )


@cache
def source_cues() -> dict[str, Any]:
    """Tables `cues` (lists of words by their use); `attribution`, `media`, `kind_words`, `press` and `issued` by language."""
    return _facts("source_cues")


@cache
def source_words(use: str) -> frozenset[str]:
    """The words and phrases of one use that bring in a source, folded; KeyError for a use that the file has not."""
    return frozenset(fold(phrase) for phrase in source_cues()["cues"][use])


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tasks.text").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
