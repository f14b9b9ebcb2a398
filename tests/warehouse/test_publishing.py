"""Publishing: what readers see meanwhile and afterwards, and that the lake is the truth."""

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
import small_home
from publishing import SETTINGS, ask, publish_again, state_of

from warehouse.catalogue import SIZEABLE
from warehouse.home import Home
from warehouse.manifest import Manifest, ManifestError, read_manifest, write_manifest
from warehouse.publish import PublishSettings, about, catalogue_version, rebuild, recover

COUNT = "SELECT count(*) FROM documents"
READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(con.sql(line).fetchall()[0][0], flush=True)
"""


def test_an_open_reader_keeps_its_snapshot(home: Home) -> None:
    """A process that holds the file open neither stops a publication nor sees it; a new connection sees the new state."""
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(home.catalogue)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin and reader.stdout

        def told(sql: str) -> int:
            assert reader.stdin and reader.stdout
            print(sql, file=reader.stdin, flush=True)
            return int(reader.stdout.readline())

        before = told(COUNT)
        publish_again(home, 2)
        after = told(COUNT), told("SELECT count(*) FROM passages"), told("SELECT sum(length(body)) FROM raw_documents")
        reader.stdin.close()
    assert (before, after[0], ask(home.catalogue, COUNT), after[1] > 0, after[2] > 0) == (5, 5, [(10,)], True, True)


def test_the_file_cannot_be_written(home: Home) -> None:
    """The catalogue has mode 0444 after the first publication and after the next."""
    modes = [stat.S_IMODE(home.catalogue.stat().st_mode)]
    publish_again(home, 2)
    modes.append(stat.S_IMODE(home.catalogue.stat().st_mode))
    assert modes == [0o444, 0o444]


def test_a_log_left_by_a_writer_does_not_lock_anybody_out(home: Home) -> None:
    """What a program that opened the old file for writing left behind is gone with the next publication."""
    log = home.catalogue.with_name("warehouse.duckdb.wal")
    log.write_bytes(b"left by another program")
    publish_again(home, 2)
    assert (log.exists(), ask(home.catalogue, COUNT)) == (False, [(10,)])


def test_a_copied_file_answers_all_but_the_raw_payloads(home: Home, tmp_path: Path) -> None:
    """Copied elsewhere, with the home gone, every relation but raw_documents answers as before."""
    raw = ("main.about", "main.raw_documents", "history.raw_documents")
    before = state_of(home.catalogue, raw)
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(home.catalogue, copy)
    shutil.rmtree(home.root)
    assert (state_of(copy, raw), len(before) > 30) == (before, True)
    with pytest.raises(duckdb.IOException):
        ask(copy, "FROM raw_documents")


def test_a_catalogue_built_anew_equals_the_published_one(home: Home) -> None:
    """After several publications the file that grew batch by batch equals one made from the manifest in one go."""
    for number in (2, 3):
        publish_again(home, number)
    grown = state_of(home.catalogue, ())
    home.catalogue.unlink()
    rebuild(home, settings=SETTINGS)
    assert state_of(home.catalogue, ()) == grown


def test_a_catalogue_that_lies_behind_is_brought_up(home: Home) -> None:
    """When a publisher died between the manifest and the catalogue, whoever comes next sees the new state, and no half-made file."""
    old = home.catalogue.read_bytes()
    publish_again(home, 2)
    new = state_of(home.catalogue)
    home.catalogue.chmod(0o644)
    home.catalogue.write_bytes(old)
    (home.root / ".warehouse.duckdb.half.tmp").write_bytes(b"half")
    states = (
        catalogue_version(home),
        recover(home, settings=SETTINGS),
        catalogue_version(home),
        recover(home, settings=SETTINGS),
    )
    assert (states, state_of(home.catalogue) == new, list(home.root.glob(".warehouse*"))) == (
        (1, True, 2, False),
        True,
        [],
    )


def test_an_older_manifest_is_refused(home: Home) -> None:
    """A manifest put back from a copy would have newer files swept away: nothing is published on top of it."""
    old = read_manifest(home)
    publish_again(home, 2)
    write_manifest(home, old)
    with pytest.raises(ManifestError, match="older"):
        publish_again(home, 3)


def test_a_lost_manifest_is_refused(home: Home) -> None:
    """A lake without its manifest is not taken for an empty one."""
    home.manifest.unlink()
    with pytest.raises(ManifestError, match="missing"):
        publish_again(home, 2)


def test_only_what_nothing_names_is_swept(home: Home) -> None:
    """A publication deletes files that a killed one left, keeps the live ones, and retired ones until their grace is over."""
    few = replace(SETTINGS, max_live_files=1)
    publish_again(home, 2, settings=few)
    retired = {file.path for file in read_manifest(home).retired}
    orphan, half = home.lake / "documents" / "b9-orphan.parquet", home.lake / "documents" / ".b9.parquet.x.tmp"
    shutil.copyfile(next((home.lake / "documents").glob("*.parquet")), orphan)
    half.write_bytes(b"half")
    publish_again(home, 3, settings=few)
    kept = _on_disk(home)
    publish_again(home, 4, now=small_home.NOW + timedelta(days=8), settings=few)
    live = {file.path for file in read_manifest(home).files}
    assert (
        len(retired),
        orphan.exists(),
        half.exists(),
        retired <= kept,
        _on_disk(home) & retired,
        live <= _on_disk(home),
    ) == (10, False, False, True, set(), True)


def _on_disk(home: Home) -> set[str]:
    return {path.relative_to(home.lake).as_posix() for path in home.lake.glob("*/*.parquet")}


def test_compaction_keeps_every_row(home: Home) -> None:
    """Over the limit small files become one, with all rows, and the catalogue answers as it does without compaction."""
    other = Home(home.root.with_name("other"))
    small_home.build(other.root)
    for number in (2, 3, 4):
        publish_again(home, number, settings=replace(SETTINGS, max_live_files=2))
        publish_again(other, number)
    rebuild(home, settings=SETTINGS)
    n_files = {table: len(read_manifest(home).of(table)) for table in ("documents", "passages", "raw_documents")}
    assert (state_of(home.catalogue), max(n_files.values()) <= 2) == (state_of(other.catalogue), True)


def test_a_warehouse_with_views_over_the_lake_answers_alike(home: Home) -> None:
    """Above the size the large tables stay in the lake: every relation answers as before, and `about` tells which it is."""
    for number in (2, 3):
        publish_again(home, number)
    tables = state_of(home.catalogue)
    size = home.catalogue.stat().st_size
    other = Home(home.root.with_name("other"))
    small_home.build(other.root)
    for number in (2, 3):
        publish_again(other, number, settings=replace(SETTINGS, lake_views_above=0))
    layouts = about(home)["layout"], about(other)["layout"]
    views = {
        name for (name,) in ask(other.catalogue, "SELECT view_name FROM duckdb_views() WHERE schema_name = 'history'")
    }
    assert (state_of(other.catalogue) == tables, layouts, set(SIZEABLE) <= views, size > 0) == (
        True,
        ("tables", "lake"),
        True,
        True,
    )


def test_a_publication_can_be_repeated(home: Home) -> None:
    """The files of a batch are linked, not moved: they are still there when a publication has to be made again."""
    publish_again(home, 2)
    assert sorted(path.name for path in (home.root / "in-hand").iterdir())[0] == "current_revisions-2.parquet"


def test_a_failing_publication_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the catalogue cannot be built, manifest and catalogue are as they were, and the next publication succeeds."""
    before = read_manifest(home), home.catalogue.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("warehouse.publish.build_lake_views", full)
        with pytest.raises(OSError, match="No space"):
            publish_again(home, 2)
    after = read_manifest(home), home.catalogue.read_bytes()
    publish_again(home, 2)
    assert (after == before, ask(home.catalogue, COUNT)) == (True, [(10,)])


def test_what_is_published_can_be_read_by_others(home: Home) -> None:
    """Files of the lake are readable by all: an analyst's account is not the publisher's."""
    publish_again(home, 2, settings=PublishSettings(max_live_files=1))
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) & 0o044 for path in (*home.lake.glob("*/*.parquet"), home.manifest)
    }
    work = {name for name in modes if modes[name] != 0o044}
    assert (work, os.access(home.catalogue, os.R_OK)) == (set(), True)


def test_an_empty_home_has_an_empty_manifest(tmp_path: Path) -> None:
    """Where nothing was published there is nothing to recover."""
    nowhere = Home(tmp_path / "nowhere")
    assert (read_manifest(nowhere), recover(nowhere, settings=SETTINGS)) == (Manifest(), False)


def test_a_lost_manifest_is_not_taken_for_an_empty_lake(home: Home) -> None:
    """Where the manifest and the catalogue are gone but the lake is there, nothing is read as empty, so nothing is swept."""
    home.manifest.unlink()
    home.catalogue.unlink()
    with pytest.raises(ManifestError, match="missing"):
        read_manifest(home)
    assert any(home.lake.glob("*/*.parquet"))
