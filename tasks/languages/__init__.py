"""What is known of each language: one TOML file a tag, read once. Facts only, no code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def language(tag: str) -> dict[str, Any]:
    """The facts of the language `tag` (BCP 47); raises FileNotFoundError where there is no file for it."""
    return tomllib.loads(files("tasks.languages").joinpath(f"{tag}.toml").read_text(encoding="utf-8"))


@cache
def tags() -> tuple[str, ...]:
    """Tags of all languages that have a file, in order."""
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in files("tasks.languages").iterdir() if f.name.endswith(".toml"))
    )
