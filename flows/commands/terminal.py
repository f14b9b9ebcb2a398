"""What a terminal is given: text that cannot act on it, right-to-left cells kept apart, tables that fit.

Terminals order right-to-left text themselves or not at all: letters are never reordered here.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.invisible import CONTROLS, DIRECTION, LABELS

PIPE_WIDTH = 160
"""Cells of a line where no terminal tells its width."""

_NARROWEST = 14
_LONGEST = 100
_FIRST_STRONG, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))
_LINES = str.maketrans({"\r": "", "\n": "\u21b5", "\u2028": "\u21b5", "\u2029": "\u21b5", "\t": " "})
_ACTIVE = str.maketrans({char: f"\u27e8{label}\u27e9" for char, label in {**CONTROLS, **DIRECTION}.items()})
_LABELLED = str.maketrans({char: f"\u27e8{label}\u27e9" for char, label in LABELS.items()})


def labelled(text: str) -> str:
    """`text` with every invisible character shown by name, for where one of them is the difference."""
    return text.translate(_LABELLED)


def neutral(text: str, *, lines: bool = False) -> str:
    """`text` with everything that could act on a terminal shown by name; line ends stay where `lines` says so."""
    if not lines:
        text = text.replace("\r\n", "\n").translate(_LINES)
    return text.translate(_ACTIVE)


def isolated(text: str, console: Console) -> str:
    """`text` kept from turning its neighbours, on a terminal and where it holds right-to-left letters."""
    if console.is_terminal and any(low <= char <= high for char in text for low, high in _RIGHT_TO_LEFT):
        return f"{_FIRST_STRONG}{text}{_POP}"
    return text


def fitted(text: str, width: int) -> str:
    """`text` in at most `width` cells, with … where something was left out."""
    if cell_len(text) <= width:
        return text
    end, used = 0, 0
    for char in text:
        used += cell_len(char)
        if used > width - 1:
            break
        end += 1
    return text[:end].rstrip() + "\u2026"


def shown(value: Any) -> str:
    """A value as a person reads it, in one line and neutral."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, datetime):
        exact = value.microsecond or value.second
        return value.strftime("%Y-%m-%d %H:%M:%S" if exact else "%Y-%m-%d %H:%M")
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, Mapping):
        return neutral(json.dumps(value, ensure_ascii=False, default=str))
    return neutral(str(value))


def console(file: IO[str] | None = None, width: int | None = None) -> Console:
    """A console that takes text literally: no markup, no emoji codes, no guessing of numbers."""
    made = Console(file=file or sys.stdout, markup=False, emoji=False, highlight=False, width=width)
    if width is None and not made.is_terminal and "COLUMNS" not in made._environ:
        made.width = PIPE_WIDTH
    return made


def show_table(out: Console, names: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None) -> None:
    """Print rows as a table, or one field a line where there are too many columns for the width."""
    if title:
        out.print(Text(title, style="bold"))
    cells = [[shown(value)[: _LONGEST * 4] for value in row] for row in rows]
    headers = [neutral(name) for name in names]
    natural = [min(_LONGEST, max([cell_len(h), *(cell_len(row[i]) for row in cells)])) for i, h in enumerate(headers)]
    room = out.width - 3 * len(natural) - 1
    if sum(min(width, _NARROWEST) for width in natural) > room:
        _show_records(out, headers, cells)
        return
    widths = _shared(natural, room)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for i, header in enumerate(headers):
        right = bool(rows) and all(row[i] is None or type(row[i]) in (int, float) for row in rows)
        table.add_column(
            Text(fitted(header, widths[i])), justify="right" if right else "left", no_wrap=True, width=widths[i]
        )
    for row in cells:
        table.add_row(*(Text(isolated(fitted(cell, width), out)) for cell, width in zip(row, widths, strict=True)))
    out.print(table)


def _shared(natural: Sequence[int], room: int) -> list[int]:
    """Column widths that together fit `room`: the widest give way first."""
    widths = list(natural)
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _show_records(out: Console, headers: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    margin = max((cell_len(header) for header in headers), default=0)
    for number, row in enumerate(cells, start=1):
        out.print(Text(f"row {number}", style="bold"))
        for header, cell in zip(headers, row, strict=True):
            line = Text(f"  {header.ljust(margin)}  ", style="dim")
            line.append(isolated(fitted(cell, max(20, out.width - margin - 4)), out), style="not dim")
            out.print(line)


def show_fact(out: Console, name: str, value: str, style: str = "") -> None:
    """Print one line of a list: a name, and what is to be said of it."""
    line = Text(f"{name:<13}", style="dim")
    line.append(isolated(neutral(value), out), style=f"not dim {style}".strip())
    out.print(line, soft_wrap=True)
