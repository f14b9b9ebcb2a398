"""Settings of a home: HOME/khabar.toml, read anew at each run. Every key has a default, and an unknown one is an error."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any

from flows.workforce import RunnerError, Workforce, workforce_of, wrong_run
from tasks.clean.options import AS_BUILT, CleanOptions
from tasks.clean.rules import rule_names
from tasks.ingest.options import IngestOptions
from warehouse.home import Home
from warehouse.publish import PublishSettings

FILE = "khabar.toml"


class SettingsError(ValueError):
    """The settings file cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that runs take in when no input is named."""

    inputs: tuple[str, ...]
    name: str | None = None
    outlet: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()


_SOURCE_KEYS = {"inputs", "name", "outlet", "mapping"}
_CLEAN_KEYS = ("off", "apply_suggestions")
_NUMBERS: dict[str, dict[str, float]] = {
    "ingest": {"max_record_mb": 0.001, "max_expanded_gb": 0.001, "max_expansion": 1, "shard_mb": 0.0001},
    "publish": {"lake_views_above_gb": 0, "grace_days": 0, "max_live_files": 2},
}
"""Sections of numbers: each key with the least value that means something."""


def read_settings(home: Home) -> dict[str, Any]:
    """The settings as written; empty where there is no file. Raises SettingsError."""
    path = home.root / FILE
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    if wrong := [
        *_wrong_sources(found.pop("sources", [])),
        *_wrong_clean(found.pop("clean", {})),
        *wrong_run(found.pop("run", {})),
        *_wrong_numbers(found),
    ]:
        raise SettingsError(f"{path}: {'; '.join(wrong)}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _wrong_sources(sources: object) -> Iterator[str]:
    """What is wrong with [[sources]], in words."""
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        yield "sources must be tables: write [[sources]]"
        return
    for source in sources:
        unknown = set(source) - _SOURCE_KEYS
        if unknown:
            yield f"a source has no {sorted(unknown)}; it has {sorted(_SOURCE_KEYS)}"
        inputs, mapping = source.get("inputs"), source.get("mapping", {})
        if not (isinstance(inputs, list) and inputs and all(isinstance(path, str) and path for path in inputs)):
            yield 'inputs of a source must be a list of paths, as in inputs = ["inbox"]'
        if not (isinstance(mapping, dict) and all(isinstance(field, str) for field in mapping.values())):
            yield 'mapping of a source must be a table, as in mapping = { matn = "text" }'
        if not all(isinstance(source.get(key, ""), str) for key in ("name", "outlet")):
            yield "name and outlet of a source must be texts"


def _wrong_clean(clean: object) -> Iterator[str]:
    """What is wrong with [clean], in words."""
    if not isinstance(clean, dict):
        yield "clean must be a section: write [clean]"
        return
    for key in sorted(set(clean) - set(_CLEAN_KEYS)):
        yield f"[clean] has no {key}; it has {', '.join(_CLEAN_KEYS)}"
    off = clean.get("off", [])
    if not (isinstance(off, list) and all(isinstance(name, str) for name in off)):
        yield '[clean] off must be a list of rules, as in off = ["drop_counter"]'
    elif off:
        yield from (f"[clean] off: {said}" for name in off if (said := unknown_rule(name)))
    if not isinstance(clean.get("apply_suggestions", False), bool):
        yield "[clean] apply_suggestions must be true or false"


def unknown_rule(name: str) -> str | None:
    """Why `name` is no rule, with the nearest names; None where it is one."""
    if name in rule_names():
        return None
    near = get_close_matches(name, rule_names(), n=3, cutoff=0.5)
    return f"there is no rule {name}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _wrong_numbers(found: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with the sections of numbers, in words."""
    for section, values in found.items():
        if section not in _NUMBERS or not isinstance(values, dict):
            yield f"unknown section {section}; there are sources, clean, run, {', '.join(_NUMBERS)}"
            continue
        for key, value in values.items():
            least = _NUMBERS[section].get(key)
            if least is None:
                yield f"[{section}] has no {key}; it has {', '.join(_NUMBERS[section])}"
            elif isinstance(value, bool) or not isinstance(value, int | float) or value < least:
                yield f"[{section}] {key} must be a number of at least {least}"


def configured_sources(home: Home) -> list[Source]:
    """The sources of the settings file; paths are relative to the home."""
    sources = []
    for found in read_settings(home).get("sources", []):
        inputs = tuple(str(home.root / path) for path in found["inputs"])
        sources.append(Source(inputs, found.get("name"), found.get("outlet"), tuple(found.get("mapping", {}).items())))
    return sources


def ingest_options(home: Home, *, source: str | None, outlet: str | None, mapping: Mapping[str, str]) -> IngestOptions:
    """How this home reads: what was said of this run, and the limits of the settings file. Raises SettingsError."""
    found = read_settings(home).get("ingest", {})
    limits = {}
    if "max_record_mb" in found:
        limits["max_record_bytes"] = int(float(found["max_record_mb"]) * 1024**2)
    if "shard_mb" in found:
        limits["shard_bytes"] = int(float(found["shard_mb"]) * 1024**2)
    if "max_expanded_gb" in found:
        limits["max_expanded_bytes"] = int(float(found["max_expanded_gb"]) * 1024**3)
    if "max_expansion" in found:
        limits["max_expansion"] = int(found["max_expansion"])
    try:
        return IngestOptions(source=source, outlet=outlet, mapping=mapping, **limits)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def clean_options(home: Home) -> CleanOptions:
    """How this home cleans. Raises SettingsError."""
    found = read_settings(home).get("clean")
    return CleanOptions.from_dict(found) if found else AS_BUILT


def workforce(home: Home, *, runner: str | None, address: str | None, workers: int | None) -> Workforce:
    """Who does the work of a run: as was said of this run, else as the settings file says. Raises SettingsError."""
    try:
        return workforce_of(
            {"runner": runner, "address": address, "workers": workers}, read_settings(home).get("run", {})
        )
    except RunnerError as error:
        raise SettingsError(str(error)) from error


def publish_settings(home: Home) -> PublishSettings:
    """How this home publishes."""
    found = read_settings(home).get("publish", {})
    return PublishSettings(
        version=version("khabar"),
        lake_views_above=int(float(found.get("lake_views_above_gb", 4)) * 1024**3),
        grace=timedelta(days=float(found.get("grace_days", 7))),
        max_live_files=int(found.get("max_live_files", 2000)),
    )
