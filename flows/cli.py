"""The command line: what can be typed, with its options and help. What a command does stands in `flows.commands`.

A command's module is imported when it is called: Prefect and Great Expectations cost seconds,
and most questions need neither.
"""

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.errors import USAGE, CommandError, complain, report
from warehouse.home import Home

app = typer.Typer(
    name="khabar",
    help="Crawled Arabic, Persian and mixed-script news into a clean, deduplicated, explained warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
quarantine = typer.Typer(help="Records that could not be used, and why.", no_args_is_help=True)
app.add_typer(quarantine, name="quarantine")


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


HomeOption = Annotated[
    Path, typer.Option("--home", envvar="KHABAR_HOME", help="Folder of the warehouse.", show_default=True)
]
SourceName = Annotated[str | None, typer.Option("--source", help="Name of the source, for all records that are read.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Who published, for records that do not say.")]


class Runner(StrEnum):
    """Who does the work of a run."""

    threads = "threads"
    dask = "dask"


RunnerOption = Annotated[
    Runner | None,
    typer.Option(
        "--runner",
        help="Who does the work: threads of this process, or Dask's workers, started here or found at --address.",
        show_default="threads",
    ),
]
Address = Annotated[
    str | None, typer.Option("--address", metavar="URL", help="A Dask scheduler that is there: tcp://10.0.0.1:8786.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="How many threads, or Dask processes on this machine.")
]
DEFAULT_HOME = Path("khabar-home")


def _version(wanted: bool) -> None:
    if wanted:
        from flows.commands.version import khabar_version

        print(f"khabar {khabar_version()}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which khabar this is.")
    ] = False,
) -> None:
    """Crawled Arabic, Persian and mixed-script news into a clean, deduplicated, explained warehouse."""


@app.command()
def demo(home: Annotated[Path, typer.Option("--home", help="Folder of the warehouse.")] = Path("khabar-demo")) -> None:
    """Run the bundled samples and show what became of them."""
    from flows.commands.demo import demo_command

    _end(demo_command(home=Home(home)))


@app.command()
def run(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Files, folders, globs, URLs, or - for standard input."),
    ] = None,
    source: SourceName = None,
    outlet: Outlet = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="Read khabar's COLUMN (title, text, url, …) from the input's FIELD; may be repeated.",
        ),
    ] = None,
    runner: RunnerOption = None,
    address: Address = None,
    workers: Workers = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take in news, clean, compare, extract, check and publish."""
    from flows.commands.run import run_command

    _end(
        run_command(
            home=Home(home),
            sources=sources or [],
            source=source,
            outlet=outlet,
            mapping=mapping(map_ or []),
            said=said(runner, address, workers),
        )
    )


@app.command()
def sql(
    question: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="One reading statement; without it the tables and views are listed."),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="A table shows the first 100 rows; the others give all.")
    ] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the answer to FILE.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Ask in SQL; nothing can be changed from here."""
    from flows.commands.sql import sql_command

    _end(sql_command(Home(home), question, form.value, output))


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="All must stand in the title or the text, in whatever spelling."),
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many articles to show.")] = 10,
    language: Annotated[str | None, typer.Option(help="Only this language: ar, fa, en …")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source or outlet.")] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Find articles, blind to spelling: ي and ی, ك and ک, hamza, vowel signs, ZWNJ and digits do not matter."""
    from flows.commands.search import search_command

    _end(search_command(Home(home), " ".join(words), limit=limit, language=language, source=source))


@app.command()
def explain(
    document: Annotated[str, typer.Argument(metavar="DOC", help="An id or its beginning, a URL, or a file name.")],
    page: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="With --html: the page to write.", show_default="explain-ID.html"),
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Write a page, raw and clean side by side.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Write the page and open it in a browser.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Show what was done to a document, and why."""
    from flows.commands.explain import explain_command

    _end(explain_command(Home(home), document, html=html or open_ or page is not None, page=page, show=open_))


@app.command()
def status(
    max_age: Annotated[
        str | None, typer.Option("--max-age", metavar="AGE", help="Exit 1 if the last good run is older: 90m, 2h, 1d.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Say what is published and how the last runs went; exit 1 when there was no good run or it is too old."""
    from flows.commands.status import status_command

    _end(status_command(Home(home), max_age))


@quarantine.command("list")
def quarantine_list(
    reason: Annotated[str | None, typer.Option(help="Only records set aside for this reason.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many records to show.")] = 50,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """List the records that were set aside, newest first."""
    from flows.commands.quarantine import list_command

    _end(list_command(Home(home), reason=reason, limit=limit))


@quarantine.command("show")
def quarantine_show(
    record: Annotated[str, typer.Argument(metavar="ID", help="The record's quarantine id, or its beginning.")],
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Show one record that was set aside: where it stood, what was wrong, and its raw form."""
    from flows.commands.quarantine import show_command

    _end(show_command(Home(home), record))


@app.command()
def reprocess(
    source: Annotated[str | None, typer.Option("--source", help="Only documents of this source.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only documents of this outlet.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Only documents taken in since a date, or 7d ago.")
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="NAME", help="Only documents in whose findings this rule stands.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; publish nothing.")] = False,
    runner: RunnerOption = None,
    address: Address = None,
    workers: Workers = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Clean what is published again by the present rules; publish what comes out otherwise, as new rows."""
    from flows.commands.reprocess import reprocess_command

    who = said(runner, address, workers)
    _end(reprocess_command(Home(home), source=source, outlet=outlet, since=since, rule=rule, dry_run=dry_run, said=who))


@app.command()
def learn(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what recurs; publish nothing.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Learn which lines recur over an outlet's documents, so that they are removed from now on."""
    from flows.commands.learn import learn_command

    _end(learn_command(Home(home), dry_run=dry_run))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The DuckDB file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Write everything into one DuckDB file that needs nothing beside it."""
    from flows.commands.export import export_command

    _end(export_command(Home(home), file, force=force))


@app.command()
def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="What each run takes in; without it HOME/inbox.")
    ] = None,
    cron: Annotated[str, typer.Option(metavar="CRON", help="When to run.")] = "0 * * * *",
    source: SourceName = None,
    outlet: Outlet = None,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Run on a schedule until stopped."""
    from flows.commands.serve import serve_command

    _end(serve_command(home=Home(home), cron=cron, sources=sources or [], source=source, outlet=outlet))


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of this machine.")] = 4200,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Open the eyes: the Prefect UI, with every run and its artifacts."""
    from flows.commands.ui import ui_command

    _end(ui_command(home=Home(home), port=port))


@app.command()
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Put right what can be put right.")] = False,
    deep: Annotated[bool, typer.Option("--deep", help="Read every file of the lake and compare its SHA-256.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Look for what is wrong with a warehouse, and say what to do; exit 1 if something is."""
    from flows.commands.doctor import doctor_command

    _end(doctor_command(Home(home), mend=mend, deep=deep))


def said(runner: Runner | None, address: str | None, workers: int | None) -> dict[str, Any]:
    """Who is to do the work, as it was typed; what was not typed is None."""
    return {"runner": runner.value if runner else None, "address": address, "workers": workers}


def mapping(pairs: list[str]) -> dict[str, str]:
    """`COLUMN=FIELD` pairs as a dict; raises CommandError for what is no pair or a column given twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        column, equals, name = pair.partition("=")
        if not (column and equals and name):
            raise CommandError(f"--map {pair}: write COLUMN=FIELD, as in --map text=article_body")
        if column in found:
            raise CommandError(f"--map: {column} is given twice")
        found[column] = name
    return found


def _end(code: int) -> None:
    raise typer.Exit(code)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code. `arguments` are those of the process where none are given."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no Arabic letters gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(args=arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.Abort:
        return 130
    except KeyboardInterrupt:
        complain("stopped")
        return 130
    except Exception as error:  # noqa: BLE001 - the last stop before a person: whatever it is, it is told in one line
        told = getattr(error, "format_message", None)
        if told is None:
            return report(error)
        if said := told():  # empty where the help was asked for by typing nothing
            complain(f"{said} (khabar --help shows how)")
        return USAGE


if __name__ == "__main__":
    sys.exit(main())
