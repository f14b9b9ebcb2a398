"""What can be wrong with a home, how to see it, and how to put it right.

Each check looks at one thing and reports what it found; nothing is changed unless `mend` is asked for.
"""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from warehouse.files import sha256
from warehouse.home import Home
from warehouse.lock import lock_holder, publisher_lock
from warehouse.manifest import Manifest, ManifestError, read_manifest
from warehouse.publish import PublishSettings, about, leftovers, rebuild, sweep

State = Literal["ok", "note", "wrong"]

SHOWN = 3
"""Names that a finding gives of many."""

SPARE_BYTES = 500 * 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check saw. `mends`: the cure that `mend` applies, one of `rebuild`, `sweep`, `mode`, `wal`.

    None: a person must act, or nothing is wrong.
    """

    check: str
    state: State
    detail: str
    remedy: str = ""
    mends: str | None = None


def examine(home: Home, *, deep: bool = False) -> list[Finding]:
    """All that is to be said of `home`. `deep` reads every file of the lake. Changes nothing."""
    busy = lock_holder(home)
    try:
        manifest = read_manifest(home)
    except ManifestError as error:
        return [
            Finding(
                "manifest",
                "wrong",
                str(error),
                "put back a copy of lake/manifest.json; the other files are as they were",
            )
        ]
    findings = [
        Finding(
            "manifest",
            "ok",
            f"version {manifest.version}, {len(manifest.files):,} files, "
            f"{sum(f.bytes for f in manifest.files) / 1e6:,.1f} MB",
        )
    ]
    findings += _files(home, manifest, deep)
    findings += _catalogue(home, manifest)
    # A publisher's files are named by nobody until it is done, and an older manifest does not know the newer ones.
    findings += [] if busy or any(finding.check == "old manifest" for finding in findings) else _orphans(home, manifest)
    findings += _work(home)
    findings += [_space(home), _holder(busy)]
    return findings


def healthy(findings: list[Finding]) -> bool:
    """True where nothing is wrong; notes do not count."""
    return all(finding.state != "wrong" for finding in findings)


def _files(home: Home, manifest: Manifest, deep: bool) -> Iterator[Finding]:
    missing, changed = [], []
    for file in manifest.files:
        path = home.lake / file.path
        if not path.is_file():
            missing.append(file.path)
        elif path.stat().st_size != file.bytes or (deep and sha256(path) != file.sha256):
            changed.append(file.path)
    if missing:
        yield Finding(
            "lake files",
            "wrong",
            f"{len(missing):,} missing: {_some(missing)}",
            "put them back from a copy of the lake",
        )
    if changed:
        yield Finding(
            "lake files",
            "wrong",
            f"{len(changed):,} not as they were written: {_some(changed)}",
            "put them back from a copy of the lake",
        )
    if not missing and not changed:
        yield Finding("lake files", "ok", f"all there, {'content' if deep else 'size'} as written")


def _catalogue(home: Home, manifest: Manifest) -> Iterator[Finding]:
    wal = wal_of(home)
    if wal.exists():
        yield Finding(
            "stale log",
            "wrong",
            f"{wal.name} was left by a program that opened the warehouse for writing",
            "remove it",
            "wal",
        )
    if not home.catalogue.exists():
        if manifest.version:
            yield Finding("catalogue", "wrong", "warehouse.duckdb is missing", "build it from the lake", "rebuild")
        return
    if stat.S_IMODE(home.catalogue.stat().st_mode) != 0o444:
        yield Finding(
            "mode",
            "wrong",
            f"warehouse.duckdb is not read-only (mode {stat.S_IMODE(home.catalogue.stat().st_mode):04o}); a tool "
            "could write to it",
            "set it to 0444",
            "mode",
        )
    if not wal.exists():
        yield _facts(home, manifest)


def _facts(home: Home, manifest: Manifest) -> Finding:
    """What the catalogue says of itself, held against the manifest."""
    facts = about(home)
    if not facts:
        return Finding("catalogue", "wrong", "warehouse.duckdb cannot be read", "build it from the lake", "rebuild")
    if int(facts.get("manifest_version", 0)) > manifest.version:
        remedy = (
            "put back the newest lake/manifest.json; what was published since is lost if there is none: then remove "
            "warehouse.duckdb and mend"
        )
        return Finding(
            "old manifest",
            "wrong",
            f"the manifest is at version {manifest.version}, the catalogue at {facts['manifest_version']}: an older "
            "copy was put back",
            remedy,
        )
    if facts.get("manifest_version") != str(manifest.version):
        return Finding(
            "catalogue",
            "wrong",
            f"shows version {facts.get('manifest_version')}, the manifest is at {manifest.version}",
            "build it from the lake",
            "rebuild",
        )
    if facts.get("lake") != str(home.lake.absolute()):
        return Finding(
            "place",
            "wrong",
            f"the home was moved: the catalogue looks for its raw payloads in {facts.get('lake')}",
            "build it from the lake",
            "rebuild",
        )
    return Finding(
        "catalogue",
        "ok",
        f"version {manifest.version}, made by khabar {facts.get('khabar_version')} and DuckDB "
        f"{facts.get('duckdb_version')}",
    )


def wal_of(home: Home) -> Path:
    """The log that a writing program leaves beside the catalogue."""
    return home.catalogue.with_name(home.catalogue.name + ".wal")


def _orphans(home: Home, manifest: Manifest) -> Iterator[Finding]:
    known = {file.path for file in manifest.files} | {file.path for file in manifest.retired}
    stray = [
        path.relative_to(home.lake).as_posix()
        for path in home.lake.glob("*/*.parquet")
        if path.relative_to(home.lake).as_posix() not in known
    ]
    stray += [path.relative_to(home.root).as_posix() for path in leftovers(home)]
    if stray:
        yield Finding(
            "leftovers",
            "wrong",
            f"{len(stray):,} files that nothing names, left by a killed run: {_some(stray)}",
            "remove them",
            "sweep",
        )


def _work(home: Home) -> Iterator[Finding]:
    unfinished = sorted(path.name for path in home.work.glob("*") if path.is_dir())
    if unfinished:
        yield Finding(
            "work",
            "note",
            f"{len(unfinished)} batches begun and not published: {_some(unfinished)}",
            "the same khabar run, or reprocess, goes on with them",
        )


def _space(home: Home) -> Finding:
    free = shutil.disk_usage(home.root).free
    needed = SPARE_BYTES + 2 * (home.catalogue.stat().st_size if home.catalogue.exists() else 0)
    if free < needed:
        return Finding(
            "disk", "wrong", f"{free / 1e9:,.1f} GB free; a publish may need {needed / 1e9:,.1f} GB", "make room"
        )
    return Finding("disk", "ok", f"{free / 1e9:,.1f} GB free")


def _holder(busy: str | None) -> Finding:
    return Finding("lock", "note", f"{busy} is at work here") if busy else Finding("lock", "ok", "nobody is publishing")


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def mend(home: Home, findings: list[Finding], *, now: datetime, settings: PublishSettings) -> list[str]:
    """Apply the cures of `findings`; returns what was done. Raises LockedError while somebody publishes."""
    cures = {finding.mends for finding in findings if finding.mends}
    done = []
    with publisher_lock(home):
        if "wal" in cures:
            wal_of(home).unlink(missing_ok=True)
            done.append("removed the stale log")
            # What lay hidden behind the log shows only now.
            cures |= {finding.mends for finding in _catalogue(home, read_manifest(home)) if finding.mends}
        if "sweep" in cures:
            sweep(home, read_manifest(home), now=now, settings=settings)
            done.append("removed leftovers")
        if "rebuild" in cures:
            # A catalogue that was kept small stays small, whatever the settings of this call.
            kept = replace(settings, lake_views_above=-1) if about(home).get("layout") == "lake" else settings
            rebuild(home, settings=kept)
            done.append("built the catalogue from the lake")
        elif "mode" in cures:
            home.catalogue.chmod(0o444)
            done.append("made the catalogue read-only")
    return done
