"""Whole runs: the counts add up, what was seen before is not published again, and every record has its right identity."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from driving import BRIDGE, LIBRARY, MUSEUM, ORCHARD, PLAIN, drive, record, rows, text_of, write_jsonl, write_text

from flows.run import RunOutcome
from flows.sequence import Stages
from flows.stages.report import StageReport
from tasks.dedupe import DedupeParameters
from warehouse.doctor import examine, healthy, mend
from warehouse.home import Home
from warehouse.manifest import read_manifest
from warehouse.publish import PublishSettings

BROKEN = '{"text": "cut'


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, RunOutcome, list[str]]:
    """A home in which a bit of everything was published by one run, what became of that, and what it took in."""
    folder = tmp_path_factory.mktemp("mixed")
    odd = "\ufffd" * 400
    twins = [f'{{"id": 7, "text": "{odd}", "url": "https://bay.example/{n}"}}' for n in (1, 2)]
    copies = [record(ORCHARD, url=f"https://{host}.example/1") for host in ("bay", "cliff")]
    again = [record(BRIDGE, id=1)] * 2
    path = write_jsonl(folder / "a.jsonl", record(BRIDGE, id=1), BROKEN, record(MUSEUM, id=2), *again, *twins, *copies)
    inputs = [path, str(folder / "nowhere.txt")]
    home = Home(folder / "home")
    return home, drive(home, *inputs), inputs


Mixed = tuple[Home, RunOutcome, list[str]]


def test_counts_add_up(mixed: Mixed) -> None:
    """Each record is in exactly one of documents, quarantine and seen before, in the outcome and in ops.batches.

    A record that stands there again is a document once, and seen before else. Twins that are set aside, alike but for their
    address, are two.
    """
    home, outcome, _ = mixed
    names = ("n_records", "n_documents", "n_quarantined", "n_seen_before")
    told = tuple(outcome.counts[name] for name in names)
    written = rows(home, f"SELECT {', '.join(names)} FROM ops.batches")
    found = rows(home, "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM ops.quarantine)")
    assert (outcome.state, told, written, found) == ("published", (10, 4, 4, 2), [told], [(4, 4)])


def test_the_same_text_under_two_ids_is_two_copies(mixed: Mixed) -> None:
    """Two outlets with one text are two documents in one group, and one article."""
    found = rows(
        mixed[0],
        "SELECT (SELECT count(*) FROM documents WHERE url IS NOT NULL), (SELECT count(*) FROM articles), "
        "(SELECT relation FROM duplicates)",
    )
    assert found == [(2, 3, "exact")]


def test_a_batch_tells_the_parameters_of_its_signatures(mixed: Mixed) -> None:
    """What copies were found by stands whole with the batch, and its version with each signature."""
    ((told,),) = rows(mixed[0], "SELECT parameters FROM ops.batches")
    ((version,),) = rows(mixed[0], "SELECT DISTINCT parameters FROM history.signatures")
    found = json.loads(told)["dedupe"]
    assert (found["version"], found["n_bands"]) == (version, DedupeParameters().n_bands)


def test_a_second_run_finds_nothing_new(mixed: Mixed) -> None:
    """The same inputs again, the broken ones among them, are all seen before, and nothing is published."""
    home, _, inputs = mixed
    before = read_manifest(home)
    outcome = drive(home, *inputs)
    assert (outcome.state, outcome.counts["n_records"], outcome.counts["n_seen_before"]) == ("nothing_new", 10, 10)
    assert (read_manifest(home), home.work.exists(), healthy(examine(home, deep=True))) == (before, False, True)


def test_only_the_new_records_of_a_grown_file_are_published(home: Home, news: Path) -> None:
    """A file that grew gives the records that it gained, and no document stands twice."""
    drive(home, write_jsonl(news / "a.jsonl", record(BRIDGE, id=1)))
    outcome = drive(home, write_jsonl(news / "a.jsonl", record(BRIDGE, id=1), record(ORCHARD, id=2)))
    once = rows(home, "SELECT source_record_id, count(*) FROM history.documents GROUP BY 1 ORDER BY 1")
    assert (outcome.counts["n_documents"], outcome.counts["n_seen_before"], once) == (1, 1, [("1", 1), ("2", 1)])


TIMES = ("2021-01-01T00:00:00Z", "2021-01-03T00:00:00Z", "2021-01-02T00:00:00Z")
THREE = [
    record(lines, url="https://www.bay.example/bridge", fetched_at=at)
    for lines, at in zip((BRIDGE, ORCHARD, MUSEUM), TIMES, strict=True)
]


@pytest.mark.parametrize(
    "parts", [[THREE], [THREE[::-1]], [[one] for one in THREE]], ids=["in a batch", "reversed", "a batch each"]
)
def test_the_latest_revision_is_current_whatever_the_order(
    home: Home, news: Path, parts: list[list[dict[str, Any]]]
) -> None:
    """Of one address with three texts the one that was fetched last is shown, and all three stay in history."""
    for number, part in enumerate(parts):
        drive(home, write_jsonl(news / f"{number}.jsonl", *part))
    counts = "(SELECT count(*) FROM history.documents), (SELECT count(*) FROM duplicates), count(*) OVER ()"
    assert rows(home, f"SELECT text, {counts} FROM documents") == [("\n".join(ORCHARD), 3, 0, 1)]


def test_equal_times_are_decided_by_content(tmp_path: Path) -> None:
    """Two texts of one address with the same time: the same one wins in either order."""
    winners = set()
    for number, order in enumerate((THREE, THREE[::-1])):
        home = Home(tmp_path / f"home{number}")
        drive(home, write_jsonl(tmp_path / f"{number}.jsonl", *({**one, "fetched_at": TIMES[0]} for one in order)))
        winners.update(rows(home, "SELECT content_hash FROM documents"))
    assert len(winners) == 1


def test_files_named_alike_in_two_folders_are_two_documents(home: Home, news: Path) -> None:
    """A name is told apart by its folder, whether the folder above is named or both files are."""
    one, two = (
        write_text(news / "east" / "item.txt", text_of(BRIDGE)),
        write_text(news / "west" / "item.txt", text_of(LIBRARY)),
    )
    drive(home, str(news))
    above = rows(home, "SELECT source_record_id FROM documents ORDER BY 1")
    other = Home(home.root.with_name("other"))
    drive(other, one, two)
    both = rows(other, "SELECT source, source_record_id FROM documents ORDER BY 1")
    assert (above, both) == ([("east/item.txt",), ("west/item.txt",)], [("east", "item.txt"), ("west", "item.txt")])


def test_standard_input_is_read_and_found_again(home: Home, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped in is published; piped in again it is seen before, and its spool is gone."""
    piped = Path(write_jsonl(news / "a.jsonl", record(BRIDGE, id=1), record(MUSEUM, id=2))).read_bytes()
    states = []
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped)))
        states.append(drive(home, "-").state)
    assert (states, rows(home, "SELECT DISTINCT source FROM documents"), home.work.exists()) == (
        ["published", "nothing_new"],
        [("stdin",)],
        False,
    )


def test_names_given_by_hand_win(home: Home, news: Path) -> None:
    """--source, --outlet and --map reach the rows."""
    path = write_jsonl(news / "a.jsonl", {"no": 7, "matter": text_of(BRIDGE), "source": "theirs"})
    drive(home, path, source="ours", outlet="Bay Post", mapping={"matter": "text", "no": "id"})
    assert rows(home, "SELECT source, outlet, source_record_id FROM documents") == [("ours", "Bay Post", "7")]


def test_what_is_still_missing_is_said_again(home: Home, news: Path) -> None:
    """A path that a run could not find is counted as known the next time, and named all the same."""
    first, second = (drive(home, str(news / "nowhere.jsonl")) for _ in range(2))
    assert (len(first.set_aside), first.known_problems) == (1, ())
    assert (second.state, second.set_aside, second.known_problems) == ("nothing_new", (), first.set_aside)


def test_a_run_with_nothing_new_leaves_an_interrupted_batch_its_work(home: Home, news: Path) -> None:
    """While one batch lies interrupted, a run of old inputs does not throw away what it had done."""
    first = write_jsonl(news / "a.jsonl", record(BRIDGE, id=1))
    drive(home, first)
    second = write_jsonl(news / "b.jsonl", record(MUSEUM, id=2))
    with pytest.raises(KeyError):
        drive(home, second, stages=_breaking_at_extract())
    begun = sorted(path.name for path in home.work.iterdir())
    drive(home, first)
    still = sorted(path.name for path in home.work.iterdir())
    resumed = drive(home, second)
    reused = {stage.stage: stage.n_shards_reused for stage in resumed.stages}
    assert (len(begun), still, reused["clean"], reused["extract"]) == (1, begun, 1, 0)


def _breaking_at_extract() -> Stages:
    def broken(_home: str, _batch_id: str) -> StageReport:
        raise KeyError("a fault of the code")

    return replace(PLAIN, extract=broken)


def test_a_failed_run_is_in_the_ledger(home: Home, news: Path) -> None:
    """What stopped a run is written to HOME/runs, and shown in ops.runs with the next publication."""
    path = write_jsonl(news / "a.jsonl", record(BRIDGE, id=1))
    with pytest.raises(KeyError):
        drive(home, path, stages=_breaking_at_extract())
    drive(home, path)
    told = rows(home, "SELECT state, count(*), any_value(detail) FROM ops.runs GROUP BY state ORDER BY state")
    assert told == [("failed", 4, "KeyError: 'a fault of the code'"), ("published", 6, None)]


def test_a_moved_home_is_mended_and_goes_on(home: Home, news: Path) -> None:
    """In another place the doctor finds and mends what points to the old one; a run there finds nothing new, and one mends by itself."""
    path = write_jsonl(news / "a.jsonl", record(BRIDGE, id=1))
    drive(home, path)
    moved, again = Home(home.root.with_name("moved")), Home(home.root.with_name("again"))
    home.root.rename(moved.root)
    ill = healthy(examine(moved, deep=True))
    mend(moved, examine(moved), now=datetime.now(UTC), settings=PublishSettings())
    mended = (
        healthy(examine(moved, deep=True)),
        rows(moved, "SELECT count(body) FROM raw_documents"),
        drive(moved, path).state,
    )
    moved.root.rename(again.root)
    by_itself = drive(again, path).state, rows(again, "SELECT count(body) FROM raw_documents"), healthy(examine(again))
    assert (ill, mended, by_itself) == (False, (True, [(1,)], "nothing_new"), ("nothing_new", [(1,)], True))
