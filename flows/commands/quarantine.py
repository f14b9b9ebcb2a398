"""`khabar quarantine`: the records that could not be used, and one of them in full."""

from rich.text import Text

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import console, neutral, show_table, shown
from warehouse.console import asking
from warehouse.home import Home
from warehouse.tables.quarantine import REASONS

# A record that is met again in a later batch is one record: the newest row tells of it.
_NEWEST = (
    "SELECT * FROM ops.quarantine QUALIFY row_number() OVER (PARTITION BY quarantine_id ORDER BY quarantined_at "
    "DESC) = 1"
)
_SHOWN = ("quarantine_id", "reason", "source", "input_name", "record_no", "detail", "quarantined_at")


def list_command(home: Home, *, reason: str | None, limit: int) -> int:
    """Print the records, newest first, and how many there are for each reason."""
    if reason is not None and reason not in REASONS:
        raise CommandError(f"--reason {reason}: unknown; one of {', '.join(REASONS)}")
    with asking(home) as ask:
        counts = ask(
            f"SELECT reason, count(*) AS n FROM ({_NEWEST}) WHERE ? IS NULL OR reason = ? GROUP BY reason ORDER BY "
            "n DESC, reason",
            (reason, reason),
        )
        rows = ask(
            f"FROM ({_NEWEST}) WHERE ? IS NULL OR reason = ? ORDER BY quarantined_at DESC, source, source_record_id "
            f"LIMIT {limit:d}",
            (reason, reason),
        )
    out = console()
    if not rows:
        out.print("nothing was set aside" + (f" for {reason}" if reason else ""))
        return OK
    cells = [[row[name][:12] if name == "quarantine_id" else row[name] for name in _SHOWN] for row in rows]
    show_table(out, ("id", *_SHOWN[1:]), cells)
    total = sum(row["n"] for row in counts)
    out.print(
        f"{total:,} records: "
        + ", ".join(f"{row['n']:,} {row['reason']}" for row in counts)
        + ("; --limit shows more" if total > len(rows) else "")
    )
    out.print(
        Text(
            f"next: khabar quarantine show {neutral(rows[0]['quarantine_id'][:12])} --home {neutral(str(home.root))}",
            style="dim",
        ),
        soft_wrap=True,
    )
    return OK


def show_command(home: Home, record: str) -> int:
    """Print all that is known of one record, found by its id or the beginning of it."""
    with asking(home) as ask:
        rows = ask(f"FROM ({_NEWEST}) WHERE starts_with(quarantine_id, ?) ORDER BY quarantine_id LIMIT 11", (record,))
    exact = [row for row in rows if row["quarantine_id"] == record]
    found = exact or rows
    if not record or not found:
        raise CommandError(
            f"no record in quarantine has an id that begins with “{record}”; khabar quarantine list shows them"
        )
    if len(found) > 1:
        raise CommandError(f"“{record}” fits several: " + ", ".join(row["quarantine_id"] for row in found[:10]))
    out = console()
    for name, value in found[0].items():
        if name == "raw" or value is None:
            continue
        line = Text(f"{name:<17}", style="dim")
        line.append(shown(value), style="not dim")
        out.print(line, soft_wrap=True)
    out.print()
    raw = found[0]["raw"]
    out.print(Text(neutral(raw, lines=True) if raw else "(no raw form was kept)"), soft_wrap=True)
    return OK
