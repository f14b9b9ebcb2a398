"""What each rule of the clean stage costs and how often it fires, on a sample: the stage itself, with a clock at each rule."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl

from tasks.clean import stage
from tasks.clean.edit import Change
from tasks.clean.flags import FLAGS
from tasks.clean.rules import REMOVALS
from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import read_file
from warehouse.contract import conform
from warehouse.tables import RAW_DOCUMENTS

SAMPLE_BYTES = 8 << 20
STEPS = (
    "detect_languages", "cut_passages", "split_passages", "join_pieces", "fold_texts", "passage_facts", "find_titles", "number_passages", "assemble_documents",
)  # fmt: skip
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """CPU seconds by (sort of rule, rule)."""

    def __init__(self) -> None:
        self.cpu: defaultdict[tuple[str, str], float] = defaultdict(float)

    def timed(self, sort: str, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, its time added up under its name."""

        def run(*arguments: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return work(*arguments, **options)
            finally:
                self.cpu[sort, name] += time.process_time() - began

        return run


def rule_costs(path: Path) -> tuple[pl.DataFrame, float, int]:
    """(sort, rule, cpu_seconds, hits), dearest first; CPU seconds of the whole stage undisturbed; bytes of text cleaned."""
    raw = _sample(path)
    stage.clean(raw, now=NOW)  # what is read once, lists and models, is not the rules' cost
    began = time.process_time()
    stage.clean(raw, now=NOW)
    whole = time.process_time() - began
    clock = Clock()
    with patch.multiple(stage, **_clocked(clock)):
        findings = stage.clean(raw, now=NOW).findings
    hits = dict(findings.group_by("rule").agg(pl.len()).iter_rows())
    rows = [(sort, name, cpu, hits.get(name)) for (sort, name), cpu in clock.cpu.items()]
    costs = pl.DataFrame(
        rows, schema={"sort": pl.String, "rule": pl.String, "cpu_seconds": pl.Float64, "hits": pl.Int64}, orient="row"
    )
    return costs.sort("cpu_seconds", descending=True), whole, int(raw["body"].str.len_bytes().sum())


def _clocked(clock: Clock) -> dict[str, Any]:
    """Replacements for what the stage calls: one rule at a time, each with its clock."""

    def apply_edits(texts: pl.Series, languages: pl.Series, rules: Sequence[Change]) -> tuple[pl.Series, pl.DataFrame]:
        ledgers = []
        for rule in rules:
            texts, ledger = clock.timed("edit", rule.name, real_edits)(texts, languages, [rule])
            ledgers.append(ledger)
        return texts, pl.concat(ledgers)

    def place_passages(facts: pl.DataFrame, *more: Any) -> Any:
        for removal in REMOVALS:
            clock.timed("removal", removal.name, facts.select)(removal.applies())
        return clock.timed("step", "place_passages", real_place)(facts, *more)

    real_edits, real_place = (getattr(stage, name) for name in ("apply_edits", "place_passages"))
    flags = tuple(replace(flag, detect=clock.timed("flag", flag.name, flag.detect)) for flag in FLAGS)
    steps = {name: clock.timed("step", name, getattr(stage, name)) for name in STEPS}
    return {"apply_edits": apply_edits, "place_passages": place_passages, "FLAGS": flags, **steps}


def _sample(path: Path) -> pl.DataFrame:
    """Raw documents of the corpus, every so many, of about SAMPLE_BYTES: a corpus often lies source by source."""
    files, _ = plan_inputs([str(path)], spool=path.parent)
    chunks = read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=SAMPLE_BYTES)
    records = pl.concat([chunk.records for chunk in chunks])
    step = max(1, int(records["body"].str.len_bytes().sum()) // SAMPLE_BYTES)
    return conform(records.gather_every(step).with_columns(batch_id=pl.lit("bench")), RAW_DOCUMENTS)
