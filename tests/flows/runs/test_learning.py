"""Recurring lines from end to end: learned from what is published, applied to later batches, and backwards by reprocess."""

import json
from pathlib import Path

import pytest
from driving import BRIDGE, MUSEUM, ORCHARD, drive, drive_reprocess, record, rows, write_jsonl

from flows.commands.learn import learn_command
from warehouse.doctor import examine, healthy
from warehouse.home import Home
from warehouse.manifest import read_manifest

pytestmark = pytest.mark.usefixtures("without_text_checks")

IMPRINT = "Sand Gazette, the paper of New Zahra"
SOILED = "SELECT count(*) FROM documents WHERE contains(text, 'Sand Gazette')"


def article(number: int) -> dict[str, object]:
    lines = (
        *(f"{line[:-1]}, said caller number {number * 7}." for line in (BRIDGE, ORCHARD, MUSEUM)[number % 3]),
        IMPRINT,
    )
    return record(lines, id=number, outlet="Sand Gazette")


def test_a_line_is_learned_then_removed_then_removed_backwards(
    home: Home, news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A batch before the learning keeps the line, one after it does not, and a reprocess takes it out of the first.

    Learning again changes nothing, though the line stands in no text any more.
    """
    drive(home, write_jsonl(news / "a.jsonl", *(article(n) for n in range(21)), record(BRIDGE, id="other")))
    rehearsed = learn_command(home, dry_run=True), read_manifest(home).of("recurring_lines")
    before = rows(home, SOILED)
    learn_command(home, dry_run=False)
    told = rows(home, "SELECT outlet, line, edge, n_documents, n_of, in_force FROM ops.recurring_lines")
    drive(home, write_jsonl(news / "b.jsonl", article(30)))
    after = rows(home, SOILED)
    ledger = rows(home, "SELECT value, threshold FROM findings WHERE rule = 'drop_recurring_line'")
    version = json.loads(rows(home, "SELECT parameters FROM ops.batches ORDER BY batch_seq DESC LIMIT 1")[0][0])[
        "learned"
    ]
    outcome = drive_reprocess(home)
    learn_command(home, dry_run=False)
    again = drive_reprocess(home)
    capsys.readouterr()
    assert (rehearsed, before, after) == ((0, []), [(21,)], [(21,)])
    assert told == [("Sand Gazette", IMPRINT, "tail", 21, 21, True)]
    assert (ledger, len(version)) == ([(21.0, 20.0)], 16)
    assert (outcome.counts["n_documents"], rows(home, SOILED), again.state) == (21, [(0,)], "nothing_new")
    assert rows(home, "SELECT count(*) FROM ops.recurring_lines") == [(1,)]
    assert (healthy(examine(home, deep=True)), home.work.exists()) == (True, False)
