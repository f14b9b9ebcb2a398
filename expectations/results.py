"""What a check found, and how the results of several shards become one. Knows nothing of how a check is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

import polars as pl

from warehouse.contract import conform
from warehouse.tables.checks import CHECKS

Moment = Literal["in", "out"]
Severity = Literal["info", "warning", "critical"]
State = Literal["passed", "failed", "broken"]

_DETAIL_CHARACTERS = 2_000
"""Details are for a person to read; a shard more adds a few ids, not a page."""


@dataclass(frozen=True)
class CheckResult:
    """Result of one expectation on one subject: the row of `ops.checks` without batch, run and time."""

    expectation: str
    subject: str
    moment: Moment
    severity: Severity
    state: State
    n_checked: int
    n_unexpected: int
    tolerated_share: float
    detail: str | None = None


def state_of(n_checked: int, n_unexpected: int, tolerated_share: float) -> State:
    """failed where more than the tolerated share of rows failed; nothing checked is nothing failed."""
    # A share such as 0.01 has no exact double: a hair more than it is still tolerated.
    return "failed" if n_unexpected > n_checked * tolerated_share + 1e-9 * n_checked else "passed"


def merged(results: Iterable[CheckResult]) -> list[CheckResult]:
    """One result per expectation, subject and moment: counts added up, the state judged anew, broken before all else.

    Raises ValueError where results of one expectation differ in severity or tolerated share.
    """

    def key(result: CheckResult) -> tuple[str, str, str]:
        return result.expectation, result.subject, result.moment

    return [_one(list(group)) for _, group in groupby(sorted(results, key=key), key=key)]


def _one(group: list[CheckResult]) -> CheckResult:
    first = group[0]
    if len({(result.severity, result.tolerated_share) for result in group}) > 1:
        raise ValueError(f"{first.expectation} on {first.subject}: results with different severity or tolerance")
    n_checked = sum(result.n_checked for result in group)
    n_unexpected = sum(result.n_unexpected for result in group)
    broken = any(result.state == "broken" for result in group)
    state = "broken" if broken else state_of(n_checked, n_unexpected, first.tolerated_share)
    # What broke a check is to be read before examples of bad rows.
    ordered = sorted(group, key=lambda result: result.state != "broken")
    details = dict.fromkeys(result.detail for result in ordered if result.detail)
    return CheckResult(
        expectation=first.expectation,
        subject=first.subject,
        moment=first.moment,
        severity=first.severity,
        state=state,
        n_checked=n_checked,
        n_unexpected=n_unexpected,
        tolerated_share=first.tolerated_share,
        detail=shortened("; ".join(details)) if details else None,
    )


def shortened(detail: str) -> str:
    """`detail`, cut to a length that a person reads."""
    return detail if len(detail) <= _DETAIL_CHARACTERS else detail[: _DETAIL_CHARACTERS - 1] + "…"


def checks_frame(results: Iterable[CheckResult], *, batch_id: str, run_id: str, checked_at: datetime) -> pl.DataFrame:
    """The results as rows of `ops.checks`; `checked_at` must have a time zone (ValueError otherwise)."""
    if checked_at.tzinfo is None:
        raise ValueError("checked_at has no time zone")
    rows = [vars(result) | {"batch_id": batch_id, "run_id": run_id, "checked_at": checked_at} for result in results]
    return conform(
        pl.DataFrame(rows, schema_overrides=dict(CHECKS.polars_schema())) if rows else CHECKS.empty(), CHECKS
    )
