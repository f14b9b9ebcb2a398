"""What each cleaning rule did in a run and what it cost: documents, places and processor time, summed over the shards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.stages.report import StageReport, summed
from tasks.shards import ShardReport

DEAR = 0.15
"""Share of the stage's processor time from which a rule is called dear."""

LEAST_SECONDS = 1.0
"""Of the stage, below which shares say nothing: a rule that reads its word list once would look dear."""

_NAMES = ("rules", "rule_documents", "rule_places", "rule_cpu_us")


@dataclass(frozen=True, slots=True)
class RuleActivity:
    """One rule in a run. `share`: of the processor time of the clean stage."""

    rule: str
    findings: int
    documents: int
    places: int
    cpu_ms: float
    share: float


def figures_of(findings: pl.DataFrame, seconds: Mapping[str, float]) -> dict[str, dict[str, int]]:
    """The figures of one shard, counts by rule. `seconds`: CPU by rule, of rules that found nothing, too."""
    # An edit's value is its number of places; what is removed or flagged is one place.
    places = pl.when(pl.col("action") == "edit").then(pl.max_horizontal(pl.col("value").fill_null(1), 1)).otherwise(1)
    found = findings.group_by("rule", maintain_order=True).agg(
        n=pl.len(), documents=pl.col("doc_id").n_unique(), places=places.sum().round().cast(pl.Int64)
    )
    counts = [dict(zip(found["rule"], found[name], strict=True)) for name in ("n", "documents", "places")]
    cpu = {rule: round(spent * 1e6) for rule, spent in seconds.items()}
    return dict(zip(_NAMES, (*counts, cpu), strict=True))


def summed_figures(shards: Sequence[ShardReport]) -> dict[str, Any]:
    """The figures of the stage: those of its shards together, and the processor time that they took in all."""
    return {name: summed(shards, name) for name in _NAMES} | {
        "shard_cpu_seconds": round(sum(shard.cpu_seconds for shard in shards), 3)
    }


def rule_activity(stage: StageReport) -> list[RuleActivity]:
    """What each rule did, those that touched most documents first; rules that only cost time at the end, dearest first."""
    findings, documents, places, cpu = (stage.figures.get(name, {}) for name in _NAMES)
    whole = max(stage.figures.get("shard_cpu_seconds", 0), 1e-9)
    rows = [
        RuleActivity(
            rule, findings.get(rule, 0), documents.get(rule, 0), places.get(rule, 0),
            round(cpu.get(rule, 0) / 1e3, 1), round(cpu.get(rule, 0) / 1e6 / whole, 4),
        )
        for rule in {**findings, **cpu}
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.documents, -row.cpu_ms, row.rule))


def dear_rules(stage: StageReport) -> list[str]:
    """A line for each rule that takes more of the stage's time than a rule should."""
    if stage.figures.get("shard_cpu_seconds", 0) < LEAST_SECONDS:
        return []
    return [
        f"{row.rule} takes {row.share:.0%} of clean's processor time ({row.cpu_ms:,.0f} ms) for {row.documents:,} documents"
        for row in sorted(rule_activity(stage), key=lambda row: -row.share)
        if row.share > DEAR
    ]
