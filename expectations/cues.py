"""Reads the cue words of this package once: the words are in `cues.toml`, what is done with them elsewhere."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def cues(section: str, name: str) -> tuple[str, ...]:
    """The words of one list of `cues.toml`; raises KeyError where there is none of that name."""
    return tuple(_sections()[section][name])


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("expectations").joinpath("cues.toml").read_text(encoding="utf-8"))


def either(section: str, name: str) -> str:
    """A pattern that matches any word of the list, the longest first, for polars' regular expressions."""
    words = sorted(cues(section, name), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in words) + ")"
