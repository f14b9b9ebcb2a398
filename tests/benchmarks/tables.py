"""Tables of figures on the terminal."""

from rich.table import Table


def table(title: str, first: str, *columns: str) -> Table:
    """An empty table: names to the left, figures to the right; `columns` named "rule" hold names too."""
    made = Table(title=title, title_justify="left", title_style="bold")
    made.add_column(first)
    for column in columns:
        made.add_column(column, justify="left" if column == "rule" else "right")
    return made


def number(value: float | None) -> str:
    """A figure as short as it can be read."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
