"""The version of a stage: a hash of its code, language facts and parameters. Work done under another version is done again."""

import hashlib
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from importlib.resources.abc import Traversable

_SHARED = {
    "tasks": ("batch", "shards", "quarantine", "text", "languages"),
    "warehouse": ("tables", "contract.py", "folding.py"),
}
_STAGES = {
    "ingest": ("ingest",),
    "clean": ("ingest", "clean"),
    "reprocess": ("ingest", "clean", "reprocess", "selection"),
    "sign": ("ingest", "clean", "dedupe"),
    "dedupe": ("ingest", "clean", "dedupe"),
    "extract": ("ingest", "clean", "dedupe", "extract"),
    "group quotes": ("ingest", "clean", "dedupe", "extract", "quote_groups"),
}
_ROWS = {"tasks": ("extract", "languages", "text"), "warehouse": ("contract.py", "folding.py", "tables")}
"""What decides which rows extraction makes of a clean text."""
_READ = (".py", ".toml", ".json", ".txt", ".parquet")


@cache
def stage_version(stage: str, parameters: str = "") -> str:
    """A hash of all that decides what `stage` makes of its input, the stages before it included.

    `parameters`: the run's settings as text. Raises KeyError for a stage that is not known.
    """
    digest = hashlib.blake2b(parameters.encode(), digest_size=8)
    for package, parts in (*_SHARED.items(), ("tasks", _STAGES[stage])):
        for part in sorted(parts):
            digest.update(_part(package, part))
    return digest.hexdigest()


@cache
def extract_version() -> str:
    """A hash of the rules, the vocabulary and the tables that decide what is extracted from a clean text, and of CLDR's names.

    A batch is published with the one that its rows were made under: under another one they may come out otherwise.
    """
    digest = hashlib.blake2b(installed("babel").encode(), digest_size=8)
    for package, parts in _ROWS.items():
        for part in parts:
            digest.update(_part(package, part))
    return digest.hexdigest()


@cache
def _part(package: str, part: str) -> bytes:
    """A hash of a module or a package: read once, though each batch makes versions of its own."""
    digest = hashlib.blake2b()
    for name in (part, f"{part}.py"):
        _feed(digest, files(package).joinpath(name), f"{package}/{part}")
    return digest.digest()


def _feed(digest: hashlib.blake2b, entry: Traversable, name: str) -> None:
    if entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda c: c.name):
            _feed(digest, child, f"{name}/{child.name}")
    elif entry.is_file() and entry.name.endswith(_READ):
        digest.update(name.encode())
        digest.update(entry.read_bytes())
