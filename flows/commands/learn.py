"""`khabar learn`: which lines recur over an outlet's documents; batches that begin afterwards clean by it."""

import shlex
from datetime import UTC, datetime

from rich.console import Console

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console, show_table
from flows.settings import read_settings
from warehouse.home import Home
from warehouse.lock import publisher_lock

_PATIENCE_SECONDS = 60
_NAMES = ("outlet", "n_documents", "share", "edge", "kind", "line")


def learn_command(home: Home, *, dry_run: bool) -> int:
    """Learn, publish what was learned unless `dry_run`, and show the lines; returns 0."""
    from flows.learning import learn

    if not home.catalogue.exists():
        raise CommandError(
            f"nothing is published in {home.root} yet; khabar run SOURCE --home {home.root} takes news in"
        )
    read_settings(home)
    with publisher_lock(home, wait_seconds=_PATIENCE_SECONDS):
        learned = learn(home, datetime.now(UTC), dry_run=dry_run)
    out = console()
    rows = [[row[name] for name in _NAMES] for row in learned.lines.iter_rows(named=True)]
    if rows:
        show_table(out, _NAMES, rows, title="Lines that recur at the edge of an outlet's documents")
        out.print()
    said = f"{learned.n_documents:,} documents: {len(rows):,} lines recur, {learned.n_new:,} of them new"
    out.print(said + (f"; {learned.n_lost:,} recur no more" if learned.n_lost else ""))
    if learned.n_new or learned.n_lost:
        _next(out, home, dry_run)
    return OK


def _next(out: Console, home: Home, dry_run: bool) -> None:
    place = shlex.quote(str(home.root))
    if dry_run:
        out.print(f"nothing was published; khabar learn --home {place} does it", soft_wrap=True)
        return
    out.print("batches that begin from now on are cleaned by them")
    out.print(
        f"  khabar reprocess --dry-run --home {place}   shows what they change in what is published", soft_wrap=True
    )
