"""search, status, quarantine, export and doctor as they are typed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import small_home

from flows.commands.doctor import judged
from flows.commands.status import ago
from warehouse.home import Home

Khabar = Callable[..., tuple[int, str, str]]


def write_run(home: Home, name: str, state: str, hours: float) -> None:
    at = datetime.now(UTC) - timedelta(hours=hours)
    home.runs.mkdir(exist_ok=True)
    told = {
        "run_id": name,
        "batch_id": "b1",
        "state": state,
        "started_at": (at - timedelta(minutes=2)).isoformat(),
        "ended_at": at.isoformat(),
        "detail": f"{state} \x1b[31m",
        "stages": [],
    }
    (home.runs / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")


def test_search_marks_the_words_and_gives_an_id(khabar: Khabar) -> None:
    """A word in another spelling is found, marked, and comes with what to paste next."""
    code, said, _ = khabar("search", "جسر", "الوادى")
    assert (code, "[جسر] [الوادي]" in said, "khabar explain aa11bridge" in said, "1 article" in said) == (
        0,
        True,
        True,
        True,
    )


def test_search_that_finds_nothing_says_so(khabar: Khabar) -> None:
    """Nothing found is an answer."""
    code, said, complaint = khabar("search", "xylophone")
    assert (code, said.startswith("nothing found"), complaint) == (0, True, "")


def test_search_is_safe(khabar: Khabar) -> None:
    """A found title cannot act on the terminal."""
    _, said, _ = khabar("search", "owned")
    assert ([c for c in said if c in "\x1b\x07\x9b\u202e"], "cc33hostil" in said) == ([], True)


@pytest.mark.parametrize(
    ("runs", "words", "code"),
    [
        ((), (), 1),
        ((("a", "failed", 0.1),), (), 1),
        ((("a", "published", 5.0),), (), 0),
        ((("a", "published", 5.0),), ("--max-age", "2h"), 1),
        ((("a", "published", 5.0), ("b", "nothing_new", 0.5)), ("--max-age", "2h"), 0),
        ((("a", "published", 5.0), ("b", "blocked", 0.1), ("c", "failed", 0.2)), ("--max-age", "2h"), 1),
    ],
)
def test_status_is_a_dead_man_check(
    khabar: Khabar, home: Home, runs: tuple[tuple[str, str, float], ...], words: tuple[str, ...], code: int
) -> None:
    """Only a run that published or had nothing new counts as a sign of life."""
    for run in runs:
        write_run(home, *run)
    assert khabar("status", *words)[0] == code


def test_status_tells_counts_and_runs(khabar: Khabar, home: Home) -> None:
    """Articles, documents, quarantine, the last batch, failed checks and runs are told; a broken run file is counted."""
    write_run(home, "a", "published", 1)
    (home.runs / "broken.json").write_text("{", encoding="utf-8")
    _, said, _ = khabar("status")
    expected = (
        "4 of 5 documents",
        "2 records",
        "7 records: 5 documents, 2 quarantined, 0 seen before",
        "mixed_script_noise",
        "1h ago",
        "1 files in runs/ cannot be read",
    )
    assert ([part for part in expected if part not in said], "\x1b" in said) == ([], False)


def test_status_of_no_home(khabar: Khabar) -> None:
    """A home that is not there is dead, and the message says how to make one."""
    code, said, _ = khabar("status", "--home", "nowhere")
    assert (code, "no warehouse" in said) == (1, True)


def test_quarantine_is_listed_and_shown(khabar: Khabar) -> None:
    """The list counts reasons and can be narrowed, one record is shown in full, its raw form neutral."""
    _, listed, _ = khabar("quarantine", "list")
    _, narrowed, _ = khabar("quarantine", "list", "--reason", "empty")
    _, shown, _ = khabar("quarantine", "show", "q1e0")
    found = (
        "1 binary, 1 empty" in listed,
        "q1e0broken" in narrowed,
        "q2f9empty" in narrowed,
        "NUL bytes" in shown,
        "\x1b" in shown,
        "\u27e8ESC\u27e9[31mraw" in shown,
    )
    assert found == (True, False, True, True, False, True)


def test_export_says_how_to_open_it(khabar: Khabar, tmp_path: Path) -> None:
    """The file is made once, and replaced only when told to."""
    first, said, _ = khabar("export", "all.duckdb")
    second, _, complaint = khabar("export", "all.duckdb")
    third, _, _ = khabar("export", "all.duckdb", "--force")
    assert (first, second, third, f"duckdb -readonly '{tmp_path / 'all.duckdb'}'" in said, "--force" in complaint) == (
        0,
        2,
        0,
        True,
        True,
    )


def test_doctor_finds_and_mends(khabar: Khabar, home: Home) -> None:
    """A moved home is told, mended, and well afterwards."""
    moved = home.root.with_name("moved")
    home.root.rename(moved)
    codes = [khabar("doctor", "--home", str(moved), *words)[0] for words in ((), ("--mend",), ("--deep",))]
    assert (codes, khabar("sql", "select count(body) from raw_documents", "--home", str(moved))[0]) == ([1, 0, 0], 0)


def test_doctor_builds_nothing_from_a_damaged_lake(khabar: Khabar, home: Home) -> None:
    """While files of the lake are missing, the catalogue that still knows their rows is left alone."""
    next(home.lake.glob("documents/*.parquet")).unlink()
    home.catalogue.chmod(0o644)
    next(iter([home.catalogue])).touch()
    code, said, _ = khabar("doctor", "--mend")
    assert (code, "1 missing" in said, khabar("sql", "from documents")[0]) == (1, True, 0)


@pytest.mark.parametrize(
    ("installed", "state"),
    [
        ("0.150.0", "ok"),
        ("0.139.0", "ok"),
        ("0.151.0", "wrong"),
        ("0.99.1", "wrong"),
        ("1.0.0", "wrong"),
        (None, "wrong"),
    ],
)
def test_packages_must_lie_in_their_window(installed: str | None, state: str) -> None:
    """A version below or above the window is wrong, whatever else works."""
    assert judged("fastapi", installed, (0, 139), (0, 151), "").state == state


def test_durations_are_short() -> None:
    """A duration is told in its two greatest units."""
    assert [ago(timedelta(seconds=s)) for s in (0, 59, 3600, 93780, 950400)] == ["0s", "59s", "1h", "1d 2h", "11d"]


def test_the_small_home_is_what_the_tests_say(khabar: Khabar) -> None:
    """The invariants that the commands rely on hold in the warehouse they are tested on."""
    check = "SELECT count(*) FROM passages p JOIN raw_documents r USING (doc_id, revision) WHERE snippet(r.body, p.raw_start, p.raw_end) <> coalesce(p.raw_text, p.clean_text)"
    _, said, _ = khabar("sql", check)
    assert said.splitlines()[-1].strip() == "0" and len(small_home.SKETCHES) == 5
