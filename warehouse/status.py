"""How a home stands: what is published, and how the last runs went. Read from the catalogue and from HOME/runs."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from warehouse.console import Ask, ConsoleError, NoWarehouseError, asking
from warehouse.home import Home

GOOD = ("published", "nothing_new")
"""Ends of a run that mean: all that could be had was taken in."""

_AGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|h|d|w)\s*")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run, as its file in HOME/runs tells it."""

    run_id: str
    batch_id: str | None
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    detail: str | None

    @property
    def at(self) -> datetime | None:
        """When it ended, or was begun where it does not say."""
        return self.ended_at or self.started_at


@dataclass(frozen=True, slots=True)
class Status:
    """What `khabar status` tells. Where the catalogue cannot be read, `trouble` says why and the rest is empty.

    `extracted`: documents by the version that their rows were extracted under; None where their batch does not say.
    """

    about: dict[str, str]
    batch: dict[str, Any]
    counts: dict[str, int]
    extracted: dict[str | None, int]
    failed_checks: list[dict[str, Any]]
    runs: list[Run]
    unreadable_runs: int
    trouble: str | None

    @property
    def last_good(self) -> datetime | None:
        """When the last good run ended; None where there was none."""
        return max((run.at for run in self.runs if run.state in GOOD and run.at), default=None)


def read_status(home: Home) -> Status:
    """How the home stands. Never raises for a home that is empty or broken: that is what it is asked for."""
    runs, unreadable = _runs(home)
    try:
        with asking(home) as ask:
            about = {row["fact"]: row["value"] for row in ask("FROM about")}
            return Status(about, _last_batch(ask), _counts(ask), _extracted(ask), _failed(ask), runs, unreadable, None)
    except NoWarehouseError as error:
        return Status({}, {}, {}, {}, [], runs, unreadable, str(error))
    except ConsoleError as error:
        return Status({}, {}, {}, {}, [], runs, unreadable, str(error))


def _last_batch(ask: Ask) -> dict[str, Any]:
    rows = ask(
        "SELECT h.*, b.parameters FROM mart_batch_health h JOIN ops.batches b USING (batch_id, published_at) "
        "WHERE h.state = 'published' ORDER BY h.batch_seq DESC LIMIT 1"
    )
    return rows[0] if rows else {}


def _counts(ask: Ask) -> dict[str, int]:
    return ask(
        "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM documents) AS documents, "
        "(SELECT count(*) FROM ops.batches WHERE state = 'published') AS batches, "
        "(SELECT count(*) FROM ops.batches WHERE state = 'blocked') AS blocked_batches, "
        "(SELECT count(DISTINCT quarantine_id) FROM ops.quarantine) AS quarantine"
    )[0]


def _extracted(ask: Ask) -> dict[str | None, int]:
    rows = ask(
        "SELECT b.parameters->>'$.extract' AS version, count(*) AS n FROM documents d "
        "JOIN ops.batches b USING (batch_id) WHERE b.state = 'published' GROUP BY ALL"
    )
    return {row["version"]: row["n"] for row in rows}


def _failed(ask: Ask) -> list[dict[str, Any]]:
    """Checks of the newest batch that did not pass, on what went out, and those that broke."""
    return ask(
        "SELECT expectation, subject, moment, severity, state, n_unexpected, n_checked, detail FROM ops.checks "
        "WHERE batch_id = (SELECT arg_max(batch_id, checked_at) FROM ops.checks) AND (state = 'broken' OR (state = "
        "'failed' AND moment = 'out')) "
        "ORDER BY severity, expectation, subject"
    )


def _runs(home: Home) -> tuple[list[Run], int]:
    """The runs, newest first, and how many of their files could not be read."""
    runs, unreadable = [], 0
    for path in home.runs.glob("*.json"):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            runs.append(
                Run(
                    str(told["run_id"]),
                    told.get("batch_id"),
                    str(told["state"]),
                    _time(told.get("started_at")),
                    _time(told.get("ended_at")),
                    told.get("detail"),
                )
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            unreadable += 1
    earliest = datetime.min.replace(tzinfo=UTC)
    return sorted(runs, key=lambda run: run.at or earliest, reverse=True), unreadable


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def parse_age(text: str) -> timedelta:
    """`90m`, `2h`, `1d`, `1h30m` as a duration; raises ValueError with a message for a person.

    >>> parse_age("1h30m")
    datetime.timedelta(seconds=5400)
    """
    parts = _AGE.findall(text.lower())
    if not parts or _AGE.sub("", text.lower()):
        raise ValueError(f"{text!r} is no age; write 90m, 2h or 1d")
    try:
        return sum((timedelta(**{_UNITS[unit]: float(number)}) for number, unit in parts), timedelta())
    except OverflowError as error:
        raise ValueError(f"{text!r} is too long an age") from error
