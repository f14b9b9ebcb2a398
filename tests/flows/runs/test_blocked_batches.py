"""The gate: a batch that fails a critical check is not published, says why, and goes on when the fault is mended."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import BRIDGE, MUSEUM, ORCHARD, PLAIN, drive, record, rows, write_jsonl

import expectations.contract
from expectations.results import CheckResult
from flows import cli, news_etl
from warehouse.home import Home
from warehouse.manifest import read_manifest

pytestmark = pytest.mark.usefixtures("without_text_checks")

REASON = "a fault that was planted"
SHOWN = ("documents", "ops.quarantine", "ops.batches", "ops.sources", "ops.current_revisions", "history.signatures")


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A check that fails; called, it is taken away again."""
    real = expectations.contract.check_contract

    def failing(frame: Any, table: Any, moment: Any) -> list[CheckResult]:
        found = real(frame, table, moment)
        if table.name == "quotes":
            found.append(CheckResult("planted", "quotes", "out", "critical", "failed", 9, 4, 0.0, REASON))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(expectations.contract, "check_contract", failing)
        yield patch.undo


def counts(home: Home) -> list[int]:
    return [rows(home, f"SELECT count(*) FROM {name}")[0][0] for name in SHOWN]


def test_a_blocked_batch_publishes_only_that_it_was_blocked(
    home: Home, news: Path, planted: Callable[[], None]
) -> None:
    """Of a blocked batch the warehouse shows the batch, its checks and its run, and no row of data; the head stays."""
    outcome = drive(home, write_jsonl(news / "a.jsonl", record(BRIDGE, id=1), '{"text": "cut'))
    told = (
        rows(home, "SELECT state, n_failed_checks FROM mart_batch_health"),
        rows(home, "SELECT DISTINCT state FROM ops.runs"),
    )
    why = rows(home, "SELECT subject, detail FROM ops.checks WHERE state = 'failed'")
    assert (outcome.state, outcome.blocked, counts(home)) == (
        "blocked",
        (f"planted on quotes: {REASON}",),
        [0, 0, 1, 0, 0, 0],
    )
    assert (told, why, read_manifest(home).head) == (([("blocked", 1)], [("blocked",)]), [("quotes", REASON)], None)


def test_a_mended_batch_goes_on_where_it_stopped(home: Home, news: Path, planted: Callable[[], None]) -> None:
    """Blocked twice and mended, the same command publishes without cleaning again; each attempt keeps its row and its checks."""
    path = write_jsonl(news / "a.jsonl", record(BRIDGE, id=1), record(MUSEUM, id=2))
    drive(home, path)
    drive(home, path)
    planted()
    outcome = drive(home, path)
    reused = {stage.stage: (stage.n_shards, stage.n_shards_reused) for stage in outcome.stages}
    attempts = rows(home, "SELECT state, n_failed_checks, adds_up FROM mart_batch_health ORDER BY published_at")
    assert (outcome.state, reused["clean"], reused["extract"][0] - reused["extract"][1], counts(home)[0]) == (
        "published",
        (1, 1),
        0,
        2,
    )
    assert (attempts, home.work.exists()) == (
        [("blocked", 1, True), ("blocked", 1, True), ("published", 0, True)],
        False,
    )


def test_what_was_published_before_stays_shown(
    home: Home, news: Path, monkeypatch: pytest.MonkeyPatch, planted: Callable[[], None]
) -> None:
    """A batch that is blocked takes nothing away from the ones before it."""
    planted()
    drive(home, write_jsonl(news / "a.jsonl", record(BRIDGE, id=1)))
    head = read_manifest(home).head
    monkeypatch.setattr(
        "flows.stages.checking._counts_add_up",
        lambda _: CheckResult("planted", "batches", "out", "critical", "broken", 1, 0, 0.0, REASON),
    )
    outcome = drive(home, write_jsonl(news / "b.jsonl", record(ORCHARD, id=2)))
    assert (outcome.state, counts(home)[0], read_manifest(home).head == head) == ("blocked", 1, True)


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow's own body with the plain stages: no server, no artifacts."""
    monkeypatch.setattr(news_etl, "TASKS", PLAIN)
    monkeypatch.setattr(news_etl, "_show", lambda _: None)
    monkeypatch.setattr(news_etl, "get_run_logger", lambda: logging.getLogger("khabar"))


def test_the_flow_fails_with_the_reason(home: Home, news: Path, planted: Callable[[], None], unserved: None) -> None:
    """In Prefect a blocked batch is a failed run whose message is the reason, with the outcome at hand."""
    with pytest.raises(news_etl.BatchBlockedError, match=REASON) as caught:
        news_etl.news_etl.fn([write_jsonl(news / "a.jsonl", record(BRIDGE, id=1))], home=str(home.root))
    assert caught.value.outcome.state == "blocked"


def test_the_command_ends_with_one(
    home: Home,
    news: Path,
    planted: Callable[[], None],
    unserved: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`khabar run` says why the batch is blocked and exits 1; the other exit codes are 0 for published and 2 for nothing readable."""
    monkeypatch.setattr(news_etl, "news_etl", news_etl.news_etl.fn)
    path = write_jsonl(news / "a.jsonl", record(BRIDGE, id=1))
    codes = [cli.main(["run", path, "--home", str(home.root)])]
    said = capsys.readouterr().out
    planted()
    codes += [cli.main(["run", given, "--home", str(home.root)]) for given in (path, path, str(news / "nowhere"))]
    assert (codes, "blocked: planted on quotes" in said) == ([1, 0, 0, 2], True)
