"""`khabar status`: what is published, how the last runs went, and whether the last good one is recent enough."""

import json
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.text import Text

from flows.commands.errors import OK, UNHEALTHY, CommandError
from flows.commands.terminal import console, neutral, show_table, shown
from flows.settings import SettingsError, clean_options
from tasks.clean.options import CleanOptions
from tasks.versions import extract_version
from warehouse.home import Home
from warehouse.status import Run, Status, parse_age, read_status

RUNS_SHOWN = 5


def status_command(home: Home, max_age: str | None, *, now: datetime | None = None) -> int:
    """Print the status; returns 1 when there was no good run, or the last one is older than `max_age`."""
    now = now or datetime.now(UTC)
    try:
        allowed = parse_age(max_age) if max_age is not None else None
    except ValueError as error:
        raise CommandError(f"--max-age: {error}") from error
    status = read_status(home)
    out = console()
    _published(out, home, status, now)
    _cleaning(out, home, status)
    _extraction(out, home, status)
    _checks(out, status)
    _runs(out, status, now)
    return _verdict(out, status, allowed, now)


def _published(out: Console, home: Home, status: Status, now: datetime) -> None:
    _line(out, "warehouse", str(home.catalogue.absolute()))
    if status.trouble:
        _line(out, "catalogue", status.trouble, "red")
        return
    published = datetime.fromisoformat(status.about["published_at"])
    _line(
        out,
        "published",
        f"{shown(published.astimezone(UTC))} UTC, {ago(now - published)} ago (version "
        f"{status.about['manifest_version']}, khabar {status.about['khabar_version']})",
    )
    counts = status.counts
    _line(out, "articles", f"{counts['articles']:,} of {counts['documents']:,} documents")
    _line(
        out,
        "quarantine",
        f"{counts['quarantine']:,} records"
        + (f"; khabar quarantine list --home {home.root}" if counts["quarantine"] else ""),
    )
    blocked = f", {counts['blocked_batches']:,} blocked" if counts["blocked_batches"] else ""
    _line(out, "batches", f"{counts['batches']:,} published{blocked}")
    if batch := status.batch:
        sums = "" if batch["adds_up"] else "; the counts do not add up"
        told = (
            f"{batch['n_records']:,} records: {batch['n_documents']:,} documents, {batch['n_quarantined']:,} "
            f"quarantined, {batch['n_seen_before']:,} seen before{sums}"
        )
        _line(out, "last batch", f"{batch['batch_id'][:10]} \u00b7 {told}", "red" if sums else "")


def _cleaning(out: Console, home: Home, status: Status) -> None:
    """Which rules are off, and whether what is published was cleaned so; nothing where all is as built."""
    try:
        now_set = clean_options(home)
    except SettingsError as error:
        _line(out, "settings", str(error), "red")
        return
    for said in clean_settings(now_set):
        _line(out, "cleaning", said, "yellow")
    before = json.loads(status.batch.get("parameters") or "{}").get("clean")
    if before is not None and CleanOptions.from_dict(before) != now_set:
        _line(
            out, "", f"the last batch was cleaned otherwise; khabar reprocess --home {home.root} cleans anew", "yellow"
        )


def _extraction(out: Console, home: Home, status: Status) -> None:
    """How many documents other rules have extracted from; nothing where there are none."""
    outdated = sum(n for version, n in status.extracted.items() if version != extract_version())
    if outdated:
        told = f"{outdated:,} documents by other rules; khabar reprocess --home {home.root} extracts anew"
        _line(out, "extraction", told, "yellow")


def clean_settings(options: CleanOptions) -> list[str]:
    """What is set about cleaning, in words."""
    said = [f"rules off: {', '.join(sorted(options.off))}"] if options.off else []
    return [*said, "suggestions are applied"] if options.apply_suggestions else said


def _checks(out: Console, status: Status) -> None:
    if not status.failed_checks:
        return
    names = ("expectation", "subject", "severity", "state", "n_unexpected", "n_checked")
    out.print()
    show_table(
        out,
        names,
        [[row[name] for name in names] for row in status.failed_checks],
        title="Checks that did not pass, last batch",
    )


def _runs(out: Console, status: Status, now: datetime) -> None:
    if status.runs:
        out.print()
        rows = [
            [
                run.state,
                ago(now - run.at) + " ago" if run.at else "",
                _lasted(run),
                (run.batch_id or "")[:10],
                run.detail or "",
            ]
            for run in status.runs[:RUNS_SHOWN]
        ]
        show_table(out, ("run", "ended", "took", "batch", "detail"), rows, title="Last runs")
    if status.unreadable_runs:
        out.print(Text(f"{status.unreadable_runs} files in runs/ cannot be read", style="yellow"))


def _lasted(run: Run) -> str:
    return ago(run.ended_at - run.started_at) if run.started_at and run.ended_at else ""


def _verdict(out: Console, status: Status, allowed: timedelta | None, now: datetime) -> int:
    out.print()
    last = status.last_good
    if last is None:
        out.print(Text("no good run yet", style="red bold"))
        return UNHEALTHY
    if allowed is not None and now - last > allowed:
        out.print(
            Text(f"stale: the last good run ended {ago(now - last)} ago, more than {ago(allowed)}", style="red bold")
        )
        return UNHEALTHY
    out.print(Text(f"the last good run ended {ago(now - last)} ago", style="green"))
    return OK


def ago(span: timedelta) -> str:
    """A duration in its greatest unit and the next smaller one.

    >>> ago(timedelta(hours=26, minutes=3))
    '1d 2h'
    """
    minutes, seconds = divmod(max(0, int(span.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = [(days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s")]
    first = next((i for i, (number, _) in enumerate(units) if number), len(units) - 1)
    told = [f"{number}{unit}" for number, unit in units[first : first + 2] if number]
    return " ".join(told) or "0s"


def _line(out: Console, name: str, value: str, style: str = "") -> None:
    line = Text(f"{name:<12}", style="dim")
    line.append(neutral(value), style=f"not dim {style}".strip())
    out.print(line, soft_wrap=True)
