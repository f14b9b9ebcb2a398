"""What each rule of the clean stage costs and how often it fires, on a sample: as the stage's own clocks tell, beside its steps."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl

from tasks.clean import stage
from tasks.clean.clock import RuleClock
from tasks.clean.flags import FLAGS
from tasks.clean.rules import EDITS, REMOVALS, SPLITS
from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import read_file
from warehouse.contract import conform
from warehouse.tables import RAW_DOCUMENTS

SAMPLE_BYTES = 8 << 20
STEPS = (
    "detect_languages", "cut_passages", "split_passages", "join_pieces", "apply_edits", "fold_texts", "passage_facts", "find_titles",
    "place_passages", "number_passages", "assemble_documents", "edit_findings", "removal_findings", "with_edits", "with_flags", "_conformed",
)  # fmt: skip
HOLDS_RULES = {"split_passages": "split", "apply_edits": "edit", "place_passages": "removal"}
"""Steps in which rules work, and the sort of those."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def rule_costs(path: Path) -> tuple[pl.DataFrame, float, int]:
    """(sort, rule, cpu_seconds, hits), dearest first; CPU seconds of the whole stage; bytes of text cleaned.

    A rule's cost is what the stage's own clock says of it, the one that runs always. A step's is without its rules.
    """
    raw = _sample(path)
    stage.clean(raw, now=NOW)  # what is read once, lists and models, is not the rules' cost
    began = time.process_time()
    stage.clean(raw, now=NOW)
    whole = time.process_time() - began
    steps = RuleClock()
    timed: dict[str, Any] = {name: _timed(steps, name, getattr(stage, name)) for name in STEPS}
    with patch.multiple(stage, **timed):
        cleaned = stage.clean(raw, now=NOW)
    hits = dict(cleaned.findings.group_by("rule").agg(pl.len()).iter_rows())
    by_sort = {"split": SPLITS, "edit": EDITS, "removal": REMOVALS, "flag": FLAGS}
    sorts = {rule.name: sort for sort, rules in by_sort.items() for rule in rules}
    seconds = dict(cleaned.rule_seconds)
    for name, kinds in HOLDS_RULES.items():
        inside = sum(cost for rule, cost in seconds.items() if sorts.get(rule, "edit") == kinds)
        steps.seconds[name] = max(steps.seconds[name] - inside, 0.0)
    rows = [(sorts.get(name, "edit"), name, cpu, hits.get(name)) for name, cpu in seconds.items()]
    rows += [("step", name, cpu, hits.get(name)) for name, cpu in steps.seconds.items()]
    costs = pl.DataFrame(
        rows, schema={"sort": pl.String, "rule": pl.String, "cpu_seconds": pl.Float64, "hits": pl.Int64}, orient="row"
    )
    return costs.sort("cpu_seconds", descending=True), whole, int(raw["body"].str.len_bytes().sum())


def _timed(clock: RuleClock, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """`work`, its time added up under its name."""

    def run(*arguments: Any, **options: Any) -> Any:
        with clock.of(name):
            return work(*arguments, **options)

    return run


def _sample(path: Path) -> pl.DataFrame:
    """Raw documents of the corpus, every so many, of about SAMPLE_BYTES: a corpus often lies source by source."""
    files, _ = plan_inputs([str(path)], spool=path.parent)
    chunks = read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=SAMPLE_BYTES)
    records = pl.concat([chunk.records for chunk in chunks])
    step = max(1, int(records["body"].str.len_bytes().sum()) // SAMPLE_BYTES)
    return conform(records.gather_every(step).with_columns(batch_id=pl.lit("bench")), RAW_DOCUMENTS)
