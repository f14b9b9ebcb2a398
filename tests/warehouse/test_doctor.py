"""The doctor: each fault is seen for what it is, and mending leaves a healthy home."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import small_home

from warehouse.console import query
from warehouse.doctor import Finding, examine, healthy, mend
from warehouse.home import Home
from warehouse.lock import LockedError, lock_holder, publisher_lock
from warehouse.publish import PublishSettings, publish, rebuild

SETTINGS = PublishSettings(version="test")


def cut_short(home: Home) -> None:
    file = next(home.lake.glob("passages/*.parquet"))
    file.write_bytes(file.read_bytes()[:-7])


def alter_a_byte(home: Home) -> None:
    file = next(home.lake.glob("passages/*.parquet"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def break_catalogue(home: Home) -> None:
    home.catalogue.chmod(0o644)
    home.catalogue.write_bytes(b"not a database")
    home.catalogue.chmod(0o444)


def go_back(home: Home) -> None:
    copy = home.root / "old.duckdb"
    shutil.copy(home.catalogue, copy)
    publish(home, "b2", {}, advances_head=False, now=small_home.NOW, settings=SETTINGS)
    copy.replace(home.catalogue)


def leave_temporaries(home: Home) -> None:
    for path in (
        home.root / ".warehouse.duckdb.a1.tmp",
        home.root / ".warehouse.duckdb.a1.tmp.wal",
        home.lake / "passages" / ".p.parquet.b2.tmp",
        home.lake / "quotes" / "stray.parquet",
    ):
        path.write_bytes(b"x")


MENDABLE: dict[str, tuple[Callable[[Home], object], str]] = {
    "wal": (lambda home: home.catalogue.with_name("warehouse.duckdb.wal").write_bytes(b""), "stale log"),
    "mode": (lambda home: home.catalogue.chmod(0o644), "mode"),
    "gone": (lambda home: home.catalogue.unlink(), "catalogue"),
    "broken": (break_catalogue, "catalogue"),
    "behind": (go_back, "catalogue"),
    "leftovers": (leave_temporaries, "leftovers"),
}
LOST: dict[str, tuple[Callable[[Home], object], str]] = {
    "file gone": (lambda home: next(home.lake.glob("quotes/*.parquet")).unlink(), "lake files"),
    "file short": (cut_short, "lake files"),
    "manifest gone": (lambda home: home.manifest.unlink(), "manifest"),
    "manifest broken": (lambda home: home.manifest.write_text("{"), "manifest"),
}


def wrong(findings: list[Finding]) -> list[str]:
    return [finding.check for finding in findings if finding.state == "wrong"]


def test_a_healthy_home(home: Home) -> None:
    """Nothing is wrong with what was just published, looked at deeply."""
    assert wrong(examine(home, deep=True)) == []


@pytest.mark.parametrize(("harm", "check"), MENDABLE.values(), ids=MENDABLE)
def test_faults_are_seen_and_mended(home: Home, harm: Callable[[Home], object], check: str) -> None:
    """Each fault is named, looking changes nothing, and mending makes the home healthy with all its rows."""
    harm(home)
    seen, again = examine(home), examine(home)
    mend(home, seen, now=small_home.NOW, settings=SETTINGS)
    rows = query(home, "SELECT (SELECT count(*) FROM documents) + (SELECT count(payload) FROM raw_documents) AS n")[
        "n"
    ].to_list()
    assert (wrong(seen), wrong(again), wrong(examine(home)), rows) == ([check], [check], [], [10])


@pytest.mark.parametrize(("harm", "check"), LOST.values(), ids=LOST)
def test_what_only_a_person_can_put_back(home: Home, harm: Callable[[Home], object], check: str) -> None:
    """Loss of data is told and never mended over: no cure is offered, and mending deletes nothing."""
    harm(home)
    seen = examine(home)
    files = sorted(home.lake.rglob("*.parquet"))
    mend(home, seen, now=small_home.NOW, settings=SETTINGS)
    assert (wrong(seen), healthy(seen), [f.mends for f in seen if f.mends], sorted(home.lake.rglob("*.parquet"))) == (
        [check],
        False,
        [],
        files,
    )


def test_deep_reads_the_bytes(home: Home) -> None:
    """A flipped bit is seen by its hash alone."""
    alter_a_byte(home)
    assert (wrong(examine(home)), wrong(examine(home, deep=True))) == ([], ["lake files"])


def test_an_older_manifest_costs_no_files(home: Home) -> None:
    """When an old manifest was put back, the files it does not know are no leftovers."""
    old = home.manifest.read_text()
    publish(home, "b2", {}, advances_head=False, now=small_home.NOW, settings=SETTINGS)
    (home.lake / "quotes" / "newer.parquet").write_bytes(b"x")
    home.manifest.write_text(old)
    seen = examine(home)
    assert (wrong(seen), [f.mends for f in seen if f.mends]) == (["old manifest"], [])


def test_a_moved_home(home: Home, tmp_path: Path) -> None:
    """After a move the raw payloads are found again, in the layout that the catalogue had."""
    rebuild(home, settings=PublishSettings(lake_views_above=-1))
    moved = Home(home.root.rename(tmp_path / "it's moved"))
    seen = examine(moved)
    mend(moved, seen, now=small_home.NOW, settings=SETTINGS)
    layout = query(
        moved, "SELECT value, (SELECT count(payload) FROM raw_documents) AS n FROM about WHERE fact = 'layout'"
    ).row(0)
    assert (wrong(seen), wrong(examine(moved)), layout) == (["place"], [], ("lake", 5))


def test_a_running_publisher_is_left_in_peace(home: Home) -> None:
    """While the lock is held nothing is taken for a leftover, nothing is mended, and the holder is named."""
    leave_temporaries(home)
    home.catalogue.chmod(0o644)
    with publisher_lock(home):
        seen = examine(home)
        with pytest.raises(LockedError):
            mend(home, seen, now=small_home.NOW, settings=SETTINGS)
    assert (wrong(seen), [f.detail.startswith("process ") for f in seen if f.check == "lock"], lock_holder(home)) == (
        ["mode"],
        [True],
        None,
    )


def test_unfinished_work_is_a_note(home: Home) -> None:
    """A batch begun and not published is told and is no fault."""
    (home.work / "b9").mkdir(parents=True)
    seen = examine(home)
    assert (healthy(seen), [f.state for f in seen if f.check == "work"]) == (True, ["note"])


def test_an_empty_home_is_healthy(tmp_path: Path) -> None:
    """A home in which nothing was published yet has nothing wrong."""
    assert wrong(examine(Home(tmp_path))) == []
