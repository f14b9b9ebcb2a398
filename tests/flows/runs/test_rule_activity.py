"""Rules in a run: what they touched and what they cost is counted, kept over a restart, and told where it is too much."""

import polars as pl
import pytest
from driving import BRIDGE, MUSEUM, drive, record, rows, write_jsonl

from flows.stages.report import StageReport
from flows.stages.rule_activity import dear_rules, figures_of, rule_activity, summed_figures
from tasks.clean.clock import FIRST_LOOK, RuleClock
from tasks.clean.flags import FLAGS
from tasks.clean.rules import REMOVALS, SPLITS
from tasks.shards import ShardReport
from warehouse.home import Home

FINDINGS = pl.DataFrame(
    {
        "doc_id": ["a", "a", "b", "b"],
        "rule": ["close_x", "close_x", "close_x", "drop_y"],
        "action": ["edit", "edit", "edit", "remove"],
        "value": [3.0, None, 1.0, 40.0],
    }
)


def stage_of(*shards: tuple[dict[str, float], float]) -> StageReport:
    """A clean stage of shards: seconds by rule, and of the shard."""
    reports = [ShardReport("v", {}, figures_of(FINDINGS, seconds), 1, cpu) for seconds, cpu in shards]
    return StageReport("clean", 4, 4, figures=summed_figures(reports))


def test_documents_and_places_are_counted() -> None:
    """An edit's places are its value, a removal is one place whatever it measured, and shards add up."""
    told = {
        row.rule: row
        for row in rule_activity(stage_of(({"close_x": 0.5}, 2.0), ({"close_x": 0.25, "slow_z": 0.1}, 3.0)))
    }
    close, drop, slow = told["close_x"], told["drop_y"], told["slow_z"]
    assert (close.documents, close.places, close.findings, close.cpu_ms, close.share) == (4, 10, 6, 750.0, 0.15)
    assert ((drop.documents, drop.places), (slow.documents, slow.cpu_ms)) == ((2, 2), (0, 100.0))


@pytest.mark.parametrize(("cost", "whole", "dear"), [(0.5, 2.0, ["close_x"]), (0.2, 2.0, []), (0.5, 0.9, [])])
def test_a_dear_rule_is_told(cost: float, whole: float, dear: list[str]) -> None:
    """A rule that takes over 15 % of the stage is named; in a stage of no second, shares say nothing."""
    assert [line.split()[0] for line in dear_rules(stage_of(({"close_x": cost}, whole)))] == dear


def test_a_run_counts_what_its_findings_say(home: Home) -> None:
    """Every rule that looked at a text has a clock in a real run, and its counts are those of the published findings."""
    share = "شارك الخبر على فيسبوك"
    path = write_jsonl(
        home.root.parent / "a.jsonl", record((*BRIDGE, "Share this article"), id=1), record((*MUSEUM, share), id=2)
    )
    outcome = drive(home, path)
    stage = next(stage for stage in outcome.stages if stage.stage == "clean")
    told = {row.rule: row.documents for row in rule_activity(stage)}
    published = dict(rows(home, "SELECT rule, count(DISTINCT doc_id) FROM findings GROUP BY rule"))
    rules = {rule.name for rules in (SPLITS, REMOVALS, FLAGS) for rule in rules}  # edits that no text needs have none
    rules.remove("drop_recurring_line")  # nothing was learned here, so it is not asked
    assert (published.items() <= told.items(), rules | {FIRST_LOOK} <= set(told)) == (True, True)
    assert published


def test_a_clock_counts_what_fails() -> None:
    """The time of a block that raises is counted, and the error goes on."""
    clock = RuleClock()
    with pytest.raises(ZeroDivisionError), clock.of("x"):
        _ = 1 / 0
    assert clock.seconds["x"] >= 0
