"""What is known of Persian words: how they are built (morphology.toml), and how often they are written (words.txt)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
SHOWN = "-"
"""What stands for the joiner in words.txt, so that a person sees it."""


@cache
def morphology() -> dict[str, Any]:
    """The facts of morphology.toml."""
    return tomllib.loads(files("tasks.languages.persian").joinpath("morphology.toml").read_text(encoding="utf-8"))


@cache
def words() -> pl.DataFrame:
    """The word list: form (with its joiners), count."""
    text = files("tasks.languages.persian").joinpath("words.txt").read_text(encoding="utf-8").replace(SHOWN, ZWNJ)
    lines = pl.Series([line for line in text.splitlines() if not line.startswith("#")])
    found = lines.str.split_exact(" ", 1).struct.rename_fields(["form", "count"]).struct.unnest()
    return found.cast({"count": pl.Float64})
