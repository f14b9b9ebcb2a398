"""The version of the checks: they decide what is set aside, so the stages after them depend on it."""

import hashlib
from functools import cache
from importlib.resources import files


@cache
def expectations_version() -> str:
    """A hash of the expectations' code."""
    digest = hashlib.blake2b(digest_size=8)
    for entry in sorted(files("expectations").iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".py", ".toml")):
            digest.update(entry.read_bytes())
    return digest.hexdigest()
