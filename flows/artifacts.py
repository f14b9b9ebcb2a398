"""What a run shows in the Prefect UI: its progress, the stages, the rules that fired, and the promise kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.listening import tell
from flows.stages.report import Progress, StageReport
from flows.stages.rule_activity import dear_rules, rule_activity


class StageProgress:
    """A progress artifact of a stage, renewed at most a few times: each renewal is a request to the server."""

    def __init__(self, stage: str) -> None:
        self.shown = 0.0
        artifact = create_progress_artifact(
            progress=0.0, key=f"progress-{stage.replace(' ', '-')}", description=f"Shards done: {stage}"
        )
        self.artifact: UUID = artifact if isinstance(artifact, UUID) else UUID(str(artifact))

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear of a finished shard."""
        tell(stage, done, total)
        share = 100.0 * done / max(total, 1)
        if share >= self.shown + 20 or (done == total and share > self.shown):
            update_progress_artifact(self.artifact, progress=share)
            self.shown = share


def stage_progress(stage: str) -> Progress:
    """The listener for a stage's progress."""
    return StageProgress(stage)


def show_stages(stages: Sequence[StageReport]) -> None:
    """In and out of each stage."""
    rows = [
        {
            "stage": s.stage,
            "in": s.n_in,
            "out": s.n_out,
            "shards": s.n_shards,
            "done before": s.n_shards_reused,
            "seconds": s.seconds,
            "CPU seconds": s.cpu_seconds,
        }
        for s in stages
    ]
    create_table_artifact(
        table=rows,
        key="stages",
        description="; ".join(("What went in and out of each stage", *(note for s in stages for note in s.notes))),
    )


def show_rules(stage: StageReport) -> None:
    """How often each rule of the clean stage fired, where, and what it cost; a warning where one is dear."""
    rows = [
        {
            "rule": row.rule,
            "documents": row.documents,
            "places": row.places,
            "findings": row.findings,
            "CPU ms": row.cpu_ms,
            "share of clean": f"{row.share:.1%}",
        }
        for row in rule_activity(stage)
    ]
    warnings = "".join(f". Warning: {line}" for line in dear_rules(stage))
    create_table_artifact(
        table=rows, key="rules", description=f"Rules and detectors: what they touched and what they cost{warnings}"
    )


def show_promise(promise: Sequence[dict[str, Any]], blocked: Sequence[str]) -> None:
    """Caught on the way in, repaired, set aside, left; and why the batch is blocked, where it is."""
    lines = [
        "## What the checks found",
        "",
        "| expectation | caught on the way in | repaired | set aside | left |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {row['expectation']} | {row['caught']} | {row['repaired']} | {row['quarantined']} | {row['left']} |"
            for row in promise
        ),
    ]
    if blocked:
        lines += ["", "## Blocked", "", *(f"- {_plain(reason)}" for reason in blocked)]
    create_markdown_artifact(
        markdown="\n".join(lines), key="promise", description="Caught on the way in, repaired, left"
    )


def _plain(text: str) -> str:
    """Text that may hold what a crawled page wrote: no markup of it may work in the UI."""
    return "`" + text.replace("`", "'").replace("\n", " ") + "`"
