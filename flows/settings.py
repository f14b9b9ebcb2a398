"""Settings of a home: HOME/khabar.toml, read anew at each run. Every key has a default, and an unknown one is an error."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from typing import Any

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
_INGEST_KEYS = {"max_record_mb", "max_expanded_gb", "max_expansion"}
_PUBLISH_KEYS = {"lake_views_above_gb", "grace_days", "max_live_files"}


def read_settings(home: Home) -> dict[str, Any]:
    """The settings as written; empty where there is no file. Raises SettingsError."""
    path = home.root / FILE
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    unknown = set(found) - {"sources", "publish", "ingest"} | set(found.get("publish", {})) - _PUBLISH_KEYS
    unknown |= set(found.get("ingest", {})) - _INGEST_KEYS
    unknown |= {key for source in found.get("sources", []) for key in set(source) - _SOURCE_KEYS}
    if unknown:
        raise SettingsError(
            f"{path}: unknown settings {sorted(unknown)}; known are [[sources]] {sorted(_SOURCE_KEYS)}, [ingest] {sorted(_INGEST_KEYS)} and [publish] {sorted(_PUBLISH_KEYS)}"
        )
    return found


def configured_sources(home: Home) -> list[Source]:
    """The sources of the settings file; paths are relative to the home."""
    sources = []
    for found in read_settings(home).get("sources", []):
        inputs = tuple(str(home.root / path) for path in found.get("inputs", []))
        if not inputs:
            raise SettingsError(f"{home.root / FILE}: a source without inputs")
        sources.append(Source(inputs, found.get("name"), found.get("outlet"), tuple(found.get("mapping", {}).items())))
    return sources


def ingest_options(home: Home, *, source: str | None, outlet: str | None, mapping: Mapping[str, str]) -> IngestOptions:
    """How this home reads: what was said of this run, and the limits of the settings file. Raises SettingsError."""
    found = read_settings(home).get("ingest", {})
    limits = {}
    if "max_record_mb" in found:
        limits["max_record_bytes"] = int(float(found["max_record_mb"]) * 1024**2)
    if "max_expanded_gb" in found:
        limits["max_expanded_bytes"] = int(float(found["max_expanded_gb"]) * 1024**3)
    if "max_expansion" in found:
        limits["max_expansion"] = int(found["max_expansion"])
    try:
        return IngestOptions(source=source, outlet=outlet, mapping=mapping, **limits)
    except ValueError as error:
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
