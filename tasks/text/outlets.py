"""Agencies, outlets and platforms with their spellings, and the words that introduce them: the facts of `outlets.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def outlets() -> dict[str, Any]:
    """The tables agency, outlet and platform (name, names, after_cue) and cues (lists of words by their use)."""
    return tomllib.loads(files("tasks.text").joinpath("outlets.toml").read_text(encoding="utf-8"))
