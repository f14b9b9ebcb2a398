"""`khabar reprocess`: cleans what is published again by the present rules, and extracts anew where other rules did; `--dry-run` shows what would change."""

import shlex
from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import ndiff
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from flows.commands.errors import OK, UNHEALTHY, CommandError
from flows.commands.leaving import mute_takedown
from flows.commands.run import look_for_workers, run_flow, show_promise, show_rules, show_stages, show_ways_in
from flows.commands.terminal import console, isolated, labelled, neutral, show_table
from flows.environment import settle_environment
from flows.settings import read_settings, unknown_rule
from flows.workforce import NOT_SAID
from tasks.selection import Selection
from warehouse.home import Home
from warehouse.lock import publisher_lock
from warehouse.status import parse_age

if TYPE_CHECKING:
    from flows.rehearsal import Example, Rehearsal
    from flows.run import RunOutcome

_LONGEST = 240
_LINES_SHOWN = 12
_PATIENCE_SECONDS = 60


def reprocess_command(
    home: Home,
    *,
    source: str | None,
    outlet: str | None,
    since: str | None,
    rule: str | None,
    dry_run: bool,
    said: Mapping[str, Any] = NOT_SAID,
) -> int:
    """Reprocess, or rehearse it; returns 0 published, nothing to publish or rehearsed, 1 blocked.

    `said`: runner, address and workers, where they were typed; a rehearsal is done in this process alone.
    """
    if not home.catalogue.exists():
        raise CommandError(
            f"nothing is published in {home.root} yet; khabar run SOURCE --home {home.root} takes news in"
        )
    read_settings(home)
    selection = Selection(source, outlet, parse_since(since, datetime.now(UTC)), rule)
    n_records = _rehearsed(home, selection) if dry_run else None
    if n_records is None:
        outcome = _reprocessed(home, selection, said)
        n_records = outcome.counts["n_records"]
        if outcome.blocked:
            return UNHEALTHY
    if not n_records and rule and (unknown := unknown_rule(rule)):
        raise CommandError(f"--rule: {unknown}")
    return OK


def parse_since(text: str | None, now: datetime) -> datetime | None:
    """`2026-01-31`, a date with a time, or an age such as 7d, as an instant. Raises CommandError.

    >>> parse_since("2026-01-31", datetime.now(UTC)).isoformat()
    '2026-01-31T00:00:00+00:00'
    """
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except ValueError:
        try:
            age = parse_age(text)
            # A full hour, or day, so that the same words soon after find the batch that was interrupted.
            return (now - age).replace(minute=0, second=0, microsecond=0, hour=0 if age.days else (now - age).hour)
        except ValueError as error:
            raise CommandError(f"--since {text}: write a date, as in 2026-01-31, or an age, as in 7d") from error


def _reprocessed(home: Home, selection: Selection, said: Mapping[str, Any]) -> "RunOutcome":
    settle_environment(quiet=True)
    look_for_workers(home, said)
    mute_takedown()

    def reprocess() -> "RunOutcome":
        from flows.news_reprocess import news_reprocess

        given: dict[str, Any] = {"source": selection.source, "outlet": selection.outlet, "rule": selection.rule, **said}
        outcome: RunOutcome = news_reprocess(home=str(home.root.absolute()), since=selection.since, **given)
        return outcome

    outcome = run_flow(home, reprocess)
    out = console()
    show_stages(out, outcome)
    show_rules(out, outcome)
    show_promise(out, outcome)
    counts = outcome.counts
    fates = f"{counts['n_documents']:,} published anew + {counts['n_quarantined']:,} set aside + {counts['n_seen_before']:,} as they were"
    out.print(f"{counts['n_records']:,} documents = {fates}")
    for reason in outcome.blocked:
        out.print(Text(f"blocked: {neutral(reason)}", style="bold red"))
    if outcome.state == "nothing_new":
        out.print("nothing changes: the warehouse is as it was")
    show_ways_in(out, home)
    return outcome


def _rehearsed(home: Home, selection: Selection) -> int:
    from flows.rehearsal import rehearse

    out = console()
    with publisher_lock(home, wait_seconds=_PATIENCE_SECONDS):
        found = rehearse(home, selection, lambda *_: None)
    _show(out, found)
    if found.n_changed or found.n_outdated:
        out.print()
        typed = shlex.join([*selection.words, "--home", str(home.root)])
        out.print(f"nothing was published; {typed} does it", soft_wrap=True)
    return found.n_documents


def _show(out: Console, found: "Rehearsal") -> None:
    out.print(f"{found.n_changed:,} of {found.n_documents:,} documents would change")
    if found.n_outdated:
        out.print(f"{found.n_outdated:,} more would be extracted anew: other rules made their rows")
    if found.rules:
        out.print()
        rows = [(rule, before, after, f"{after - before:+,}") for rule, before, after in found.rules]
        show_table(out, ("rule", "findings now", "then", "difference"), rows, title="Rules, in these documents")
    for example in found.examples:
        _example(out, example)


def _example(out: Console, example: "Example") -> None:
    out.print()
    out.print(Text(isolated(neutral(example.title or "(no title)"), out), style="bold"), soft_wrap=True)
    rules = ", ".join(f"{rule} {after - before:+d}" for rule, before, after in example.rules)
    out.print(Text(f"{example.doc_id[:12]}  {rules}", style="dim"), soft_wrap=True)
    if example.after is None:
        out.print(Text("nothing is left of it: it would be set aside", style="yellow"))
        return
    lines = changed_lines(example.before, example.after)
    for sign, line in lines[:_LINES_SHOWN]:
        out.print(Text(f"{sign} {isolated(line, out)}", style={"-": "red", "+": "green"}[sign]), soft_wrap=True)
    if not lines:
        out.print("the text stays as it is")
    if len(lines) > _LINES_SHOWN:
        out.print(Text(f"  and {len(lines) - _LINES_SHOWN} more lines", style="dim"))


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that go (-) and come (+), cut around the first difference, with what cannot be seen by name.

    >>> changed_lines("a\\nb", "a\\nc")
    [('-', 'b'), ('+', 'c')]
    """
    told = [(line[0], line[2:]) for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]
    return [
        (sign, labelled(neutral(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}\u2026"))) for sign, line in told
    ]
