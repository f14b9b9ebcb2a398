"""What decides how a catalogue is made, as a hash: one that was copied from a catalogue of the same recipe needs no new views."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb


@cache
def recipe() -> str:
    """A hash of this package, its views included, and of DuckDB's version."""
    digest = hashlib.blake2b(duckdb.__version__.encode(), digest_size=8)
    _feed(digest, files("warehouse"))
    return digest.hexdigest()


def _feed(digest: hashlib.blake2b, entry: Traversable) -> None:
    for child in sorted(entry.iterdir(), key=lambda c: c.name):
        if child.is_dir():
            _feed(digest, child)
        elif child.name.endswith((".py", ".sql")):
            digest.update(child.name.encode())
            digest.update(child.read_bytes())
