"""Reprocessing: what is published is cleaned again by the present rules, and only what comes out otherwise is published."""

import json
import shutil
from pathlib import Path

import pytest
from driving import BRIDGE, MUSEUM, drive, drive_reprocess, quiet, record, rows, write_jsonl

from flows.commands.reprocess import reprocess_command
from flows.rehearsal import rehearse
from tasks.selection import Selection
from warehouse.doctor import examine, healthy
from warehouse.home import Home
from warehouse.manifest import read_manifest

pytestmark = pytest.mark.usefixtures("without_text_checks")

COUNTED = (*BRIDGE, "12", "7")
CURRENT = "SELECT source_record_id, batch_id, text FROM documents ORDER BY 1"


def switch_off(home: Home, *names: str) -> None:
    home.root.mkdir(exist_ok=True)
    (home.root / "khabar.toml").write_text(f"[clean]\noff = {json.dumps(names)}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a document that ends in counters, its copy without them, and one that is like none."""
    root = tmp_path_factory.mktemp("base")
    path = write_jsonl(root / "a.jsonl", record(COUNTED, id=1), record(MUSEUM, id=2), record(BRIDGE, id=3))
    drive(Home(root / "home"), path)
    return root / "home"


@pytest.fixture
def three(base: Path, home: Home) -> Home:
    """A copy of the base, with the rule that removes counters switched off since."""
    shutil.copytree(base, home.root)
    switch_off(home, "drop_counter")
    return home


def test_only_what_changed_is_published_as_new_rows_and_once(three: Home) -> None:
    """The document that the rule touched has new rows that count, with its first sight, and one link to its copy still.

    The old rows are in history, the raw record is where it was, and a second reprocess publishes nothing.
    """
    linked = "SELECT count(*), count(DISTINCT cluster_id) FROM document_links JOIN documents USING (doc_id)"
    before, links = rows(three, CURRENT), rows(three, linked)
    outcome = drive_reprocess(three)
    after = rows(three, CURRENT)
    counted = "count(*), count(DISTINCT batch_id), count(DISTINCT revision), count(DISTINCT first_seen_at)"
    kept = rows(three, f"SELECT {counted} FROM history.documents WHERE source_record_id = '1'")
    raw, history = (
        rows(three, "SELECT count(*) FROM raw_documents"),
        rows(three, "SELECT count(*) FROM history.document_links"),
    )
    assert (outcome.state, outcome.counts["n_documents"], outcome.counts["n_seen_before"]) == ("published", 1, 2)
    assert (before[0][2] + "\n12\n7", before[1:]) == (after[0][2], after[1:])
    assert (after[0][1], kept, raw, history) == (outcome.batch_id, [(2, 2, 1, 1)], [(3,)], [(2,)])
    assert (links, rows(three, linked)) == ([(1, 1)], [(1, 1)])
    manifest = read_manifest(three)
    again = drive_reprocess(three)
    assert (again.state, again.counts["n_seen_before"], read_manifest(three)) == ("nothing_new", 3, manifest)
    assert (three.work.exists(), healthy(examine(three, deep=True))) == (False, True)


def test_what_is_chosen_by_a_rule_is_looked_at(three: Home) -> None:
    """--rule looks at the documents in whose findings it stands; a later run links new copies to the texts as they stand."""
    none = drive_reprocess(three, Selection(rule="drop_tags"))
    one = drive_reprocess(three, Selection(rule="drop_counter"))
    drive(three, write_jsonl(three.root.parent / "b.jsonl", record(BRIDGE, id=4)))
    copies = rows(three, "SELECT count(*) FROM document_links"), rows(three, "SELECT max(n_copies) FROM articles")
    assert (none.counts["n_records"], none.state, one.counts["n_records"], one.state) == (
        0,
        "nothing_new",
        1,
        "published",
    )
    assert copies == ([(3,)], [(3,)])


def test_what_is_no_document_any_more_is_withdrawn(home: Home, news: Path) -> None:
    """A document of which the present rules leave nothing goes to quarantine, and out of its group of copies."""
    switch_off(home, "drop_navigation")
    furniture = [{"text": "Home\nNews\nSports", "id": name} for name in (8, 9)]
    drive(home, write_jsonl(news / "a.jsonl", *furniture, record(BRIDGE, id=1)))
    grouped = rows(home, "SELECT count(DISTINCT cluster_id) FROM documents")
    switch_off(home)
    outcome = drive_reprocess(home)
    again = drive_reprocess(home)
    shown = rows(home, "SELECT source_record_id FROM documents ORDER BY 1")
    aside = rows(home, "SELECT source_record_id, reason FROM ops.quarantine ORDER BY 1")
    groups = rows(home, "SELECT DISTINCT cluster_id, reason FROM memberships JOIN ops.current_state USING (doc_id)")
    sums = rows(home, "SELECT adds_up FROM mart_batch_health ORDER BY batch_seq DESC LIMIT 1")
    assert (outcome.counts["n_quarantined"], shown, aside) == (2, [("1",)], [("8", "not_text"), ("9", "not_text")])
    assert (grouped, groups, sums) == ([(1,)], [], [(True,)])
    assert (again.state, again.counts["n_records"]) == ("nothing_new", 1)


def test_a_rehearsal_tells_and_changes_nothing(three: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run says how many documents and which rules, shows the lines that come and go, and publishes nothing."""
    before = read_manifest(three)
    found = rehearse(three, Selection(), quiet)
    code = reprocess_command(three, source=None, outlet=None, since="7d", rule="drop_counter", dry_run=True)
    said = capsys.readouterr().out
    assert (found.n_documents, found.n_changed, found.rules) == (3, 1, (("drop_counter", 2, 0),))
    assert [example.after for example in found.examples] == [found.examples[0].before + "\n12\n7"]
    shown = [words in said for words in ("1 of 1 documents would change", "\n+ 12", "--rule drop_counter")]
    assert (code, shown, read_manifest(three)) == (0, [True] * 3, before)
