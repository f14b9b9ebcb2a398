"""`khabar run`: one run of the flow in this process, with progress while it works and two tables at the end."""

import importlib
import os
import shlex
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from flows.commands.errors import OK, UNHEALTHY, USAGE, CommandError
from flows.commands.leaving import leaving_soon, mute_takedown
from flows.commands.terminal import console, neutral, show_table
from flows.environment import settle_environment
from flows.listening import listening
from flows.settings import SettingsError, Source, configured_sources, read_settings, workforce
from flows.workforce import DASK, NOT_SAID
from warehouse.home import Home

if TYPE_CHECKING:
    from flows.run import RunOutcome

RULES_SHOWN = 12
"""Rows of the table of rules at the end of a run."""

_HINT = (
    "nothing to run: name files, folders, globs or - for standard input, as in `khabar run news/*.jsonl`, "
    "or list sources in {place}; `khabar demo` runs the bundled samples"
)


def run_command(
    *,
    home: Home,
    sources: Sequence[str],
    source: str | None,
    outlet: str | None,
    mapping: Mapping[str, str],
    said: Mapping[str, Any] = NOT_SAID,
) -> int:
    """Run `sources`, or those of the settings; returns 0 published or nothing new, 1 blocked, 2 nothing readable.

    `mapping`: khabar's column to the input's field. `said`: runner, address and workers, where they were typed.
    """
    try:
        read_settings(home)  # what is wrong there is told before Prefect starts
        chosen = (
            [Source(tuple(sources), source, outlet, tuple((theirs, ours) for ours, theirs in mapping.items()))]
            if sources
            else configured_sources(home)
        )
    except SettingsError as error:
        raise CommandError(str(error)) from error
    if not chosen:
        raise CommandError(_HINT.format(place=home.root / "khabar.toml"))
    settle_environment(quiet=True)
    look_for_workers(home, said)
    return max(run_and_show(home, one, said) for one in chosen)


def look_for_workers(home: Home, said: Mapping[str, Any]) -> None:
    """See whether the workers that were asked for are to be had, before Prefect starts. Raises RunnerError, SettingsError."""
    wanted = workforce(home, **said)
    if wanted.runner == DASK:
        from flows.cluster import look_for

        look_for(wanted)


def run_and_show(home: Home, source: Source, said: Mapping[str, Any] = NOT_SAID) -> int:
    """Run one source, show what came of it, and return the exit code."""
    settle_environment(quiet=True)
    mute_takedown()
    screen = console()
    outcome = _run(home, source, said)
    _show(screen, home, outcome)
    if outcome.blocked:
        return UNHEALTHY
    return OK if outcome.counts["n_read"] else USAGE


def _run(home: Home, source: Source, said: Mapping[str, Any]) -> "RunOutcome":
    def run() -> "RunOutcome":
        from flows.news_etl import news_etl

        outcome: RunOutcome = news_etl(
            inputs=list(source.inputs),
            home=str(home.root.absolute()),
            source=source.name,
            outlet=source.outlet,
            mapping=dict(source.mapping),
            **said,
        )
        return outcome

    return run_flow(home, run)


def run_flow(home: Home, flow: Callable[[], "RunOutcome"]) -> "RunOutcome":
    """What came of `flow`, with its progress shown.

    Great Expectations is imported while Prefect starts where the home is new. Otherwise it may be that nothing is new and
    nothing checked, as in most runs of a schedule: it is left to the stage that needs it, which costs seconds only then.
    """
    started = time.perf_counter()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bars:
        start = bars.add_task("starting Prefect", total=None)
        if not home.catalogue.exists():
            threading.Thread(target=importlib.import_module, args=("expectations.suite",), daemon=True).start()
        from flows.news_etl import BatchBlockedError

        shown: dict[str, TaskID] = {}

        def listen(stage: str, done: int, total: int) -> None:
            bars.update(start, visible=False)
            if stage not in shown:
                shown[stage] = bars.add_task(stage, total=total)
            bars.update(shown[stage], completed=done, total=total)

        with listening(listen), leaving_soon():
            try:
                outcome = flow()
            except BatchBlockedError as error:
                outcome = error.outcome
    Console(stderr=True, highlight=False).print(f"done in {time.perf_counter() - started:.1f} s", style="dim")
    return outcome


def _show(screen: Console, home: Home, outcome: "RunOutcome") -> None:
    show_stages(screen, outcome)
    show_rules(screen, outcome)
    show_promise(screen, outcome)
    _show_counts(screen, home, outcome)
    show_ways_in(screen, home)


def show_stages(screen: Console, outcome: "RunOutcome") -> None:
    """In and out of each stage."""
    rows = []
    for stage in outcome.stages:
        shards = f"{stage.n_shards_reused}/{stage.n_shards}" if stage.n_shards_reused else str(stage.n_shards)
        rows.append((stage.stage, stage.n_in, stage.n_out, shards, f"{stage.seconds:.2f}"))
    show_table(screen, ("stage", "in", "out", "shards", "seconds"), rows, title="Stages")
    for note in (note for stage in outcome.stages for note in stage.notes):
        screen.print(note)
    screen.print()


def show_rules(screen: Console, outcome: "RunOutcome") -> None:
    """The rules that touched most, and a warning where one costs too much."""
    from flows.stages.rule_activity import dear_rules, rule_activity

    stage = next((stage for stage in outcome.stages if stage.stage == "clean"), None)
    fired = [row for row in rule_activity(stage) if row.documents] if stage else []
    if stage is None or not fired:
        return
    rows = [(row.rule, row.documents, row.places, round(row.cpu_ms), round(100 * row.share)) for row in fired]
    show_table(
        screen,
        ("rule", "documents", "places", "CPU ms", "% of clean"),
        rows[:RULES_SHOWN],
        title="What the rules did",
    )
    if len(fired) > RULES_SHOWN:
        screen.print(f"and {len(fired) - RULES_SHOWN} more rules: mart_rule_activity has them all")
    for line in dear_rules(stage):
        screen.print(Text(f"warning: {line}", style="yellow"))
    screen.print()


def show_promise(screen: Console, outcome: "RunOutcome") -> None:
    """What the checks found."""
    if not outcome.promise:
        return
    names = ("expectation", "caught", "repaired", "quarantined", "left")
    found = [tuple(row[name] for name in names) for row in outcome.promise]
    headers = ("expectation", "caught on the way in", "repaired", "set aside", "left")
    show_table(screen, headers, found, title="What the checks found")
    screen.print()


def _show_counts(screen: Console, home: Home, outcome: "RunOutcome") -> None:
    counts = outcome.counts
    fates = f"{counts['n_documents']:,} documents + {counts['n_quarantined']:,} in quarantine + {counts['n_seen_before']:,} seen before"
    screen.print(f"{counts['n_records']:,} records = {fates}")
    for reason in outcome.blocked:
        screen.print(Text(f"blocked: {neutral(reason)}", style="bold red"))
    if outcome.state == "nothing_new":
        screen.print("nothing new: the warehouse is as it was")
    for detail in outcome.set_aside:
        screen.print(Text(f"  set aside: {neutral(detail)}", style="yellow"), soft_wrap=True)
    for detail in outcome.known_problems:
        screen.print(Text(f"  set aside before: {neutral(detail)}", style="yellow"), soft_wrap=True)
    if counts["n_quarantined"] or outcome.known_problems:
        command = f"{invocation()} quarantine list --home {shlex.quote(str(home.root))}"
        screen.print(Text(f"{command}   says what was set aside and why", style="yellow"), soft_wrap=True)


def invocation() -> str:
    """How this khabar is called from here: by name where it is on the path, else by its place."""
    if shutil.which("khabar"):
        return "khabar"
    called = Path(sys.argv[0])
    return shlex.quote(os.path.relpath(called)) if called.name == "khabar" else "khabar"


def show_ways_in(screen: Console, home: Home) -> None:
    """Where the warehouse lies, and what to type next."""
    place, option, khabar = home.catalogue.absolute(), f"--home {shlex.quote(str(home.root))}", invocation()
    if not place.exists():
        return
    screen.print()
    screen.print(Text(f"warehouse: {place}", style="bold"), soft_wrap=True)
    screen.print(f"  duckdb -readonly {shlex.quote(str(place))}", soft_wrap=True)
    screen.print(
        f'  {khabar} sql "SELECT outlet, count(*) AS n FROM articles GROUP BY outlet ORDER BY n DESC" {option}',
        soft_wrap=True,
    )
    screen.print(f"  {khabar} sql {option}   # every table and view, described", soft_wrap=True)
    screen.print(f"  {khabar} status {option}", soft_wrap=True)
