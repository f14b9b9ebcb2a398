"""The data files of extraction as they are read; what their words mean to a token is `lexicon`."""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from tasks.languages import language

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


@cache
def facts_of(name: str) -> dict[str, Any]:
    """The facts of one data file of `lists`, all languages together."""
    return tomllib.loads(files("tasks.extract").joinpath("lists", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> tuple[str, ...]:
    """The lines of a data file of `lists`, comments left out; none where there is no such file."""
    file = files("tasks.extract").joinpath("lists", f"{name}.txt")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def extract_facts(tag: str) -> dict[str, Any]:
    """The facts of extraction of the language `tag`, with the names that stand in files of their own."""
    facts = language(tag)["extract"]
    own = [*facts["names"]["given"], *listed(f"given_names_{tag}")]
    return {**facts, "names": {**facts["names"], "given": own, "foreign": listed(f"foreign_names_{tag}")}}


def given_names(names: dict[str, list[str]]) -> list[str]:
    """Given names, those of two words written as one, and all with what stands before them: «سید محمدرضا»."""
    given = [*names["given"], *map("".join, product(names["compound_first"], names["compound_second"]))]
    given += [name.removesuffix("لله") + "له" for name in given if name.endswith("الله") and len(name) > 4]
    return given + [f"{before}{_ZWNJ}{name}" for before in names["given_before"] for name in given if " " not in name]
