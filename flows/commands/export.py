"""`khabar export`: the whole warehouse as one DuckDB file."""

from pathlib import Path

from flows.commands.errors import OK, CommandError
from flows.commands.terminal import neutral
from warehouse.export import ExportError, export
from warehouse.home import Home


def export_command(home: Home, file: Path, *, force: bool) -> int:
    """Write `file` and say how to open it."""
    try:
        n_bytes = export(home, file, force=force)
    except ExportError as error:
        raise CommandError(str(error)) from error
    path = neutral(str(file.absolute()))
    print(f"{path} ({n_bytes / 1e6:,.1f} MB)\nopen it: duckdb -readonly '{path}'")
    return OK
