"""Rules that are switched off in khabar.toml: in runs, in the record of the batch, and where a person looks."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driving import BRIDGE, MUSEUM, PLAIN, drive, record, rows, write_jsonl

from flows.commands.doctor import settings
from flows.commands.status import status_command
from warehouse.home import Home

pytestmark = pytest.mark.usefixtures("without_text_checks")

COUNTED = (*BRIDGE, "12", "7")


def switch_off(home: Home, *names: str) -> None:
    home.root.mkdir(exist_ok=True)
    (home.root / "khabar.toml").write_text(f"[clean]\noff = {json.dumps(names)}\n", encoding="utf-8")


def test_a_rule_that_is_off_does_nothing_and_the_batch_says_so(home: Home, news: Path) -> None:
    """The counters stay in the text, no finding tells of the rule, and the batch's parameters name it."""
    switch_off(home, "drop_counter")
    drive(home, write_jsonl(news / "a.jsonl", record(COUNTED, id=1), record(MUSEUM, id=2)))
    found = rows(
        home, "SELECT count(*) FROM documents WHERE text LIKE '%7' AND NOT list_contains(edits, 'drop_counter')"
    )
    told = json.loads(rows(home, "SELECT parameters FROM ops.batches")[0][0])["clean"]
    assert (found, told) == ([(1,)], {"off": ["drop_counter"], "apply_suggestions": False})


def test_an_interrupted_batch_does_not_mix_two_settings(home: Home, news: Path) -> None:
    """What was cleaned before the rule was switched off is cleaned again when the run is repeated."""

    def fail(*_: Any) -> Any:
        raise OSError("stopped")

    path = write_jsonl(news / "a.jsonl", record(COUNTED, id=1))
    with pytest.raises(OSError, match="stopped"):
        drive(home, path, stages=replace(PLAIN, dedupe=fail))
    switch_off(home, "drop_counter")
    drive(home, path)
    assert rows(home, "SELECT edits, text LIKE '%7' FROM documents") == [([], True)]


def test_status_and_doctor_say_what_is_off(home: Home, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rules that are off, and that what is published was cleaned otherwise; a wrong name is told, too."""
    drive(home, write_jsonl(news / "a.jsonl", record(COUNTED, id=1)))
    switch_off(home, "drop_counter")
    status_command(home, None)
    said = capsys.readouterr().out
    noted = settings(home)
    switch_off(home, "drop_conter")
    wrong = settings(home)
    assert ("rules off: drop_counter" in said, "khabar reprocess" in said) == (True, True)
    assert (noted.state, noted.detail, wrong.state, "did you mean drop_counter" in wrong.detail) == (
        "note",
        "rules off: drop_counter",
        "wrong",
        True,
    )
