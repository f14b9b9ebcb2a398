"""The quotes of an explained document: who said what, how the speaker was found and how sure that is, and who tells it too."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.commands.direction import RIGHT_TO_LEFT
from flows.commands.markup import escaped, text_html
from flows.commands.terminal import fitted, isolated, neutral
from warehouse.explain import Row

LONGEST = 1_000
"""Characters of a quote that a terminal shows."""

MOST_TOLD = 5
"""Documents that tell the same statement and are named; of more, their number."""


def show_quotes(out: Console, quotes: Sequence[Row]) -> None:
    """Print each with its speaker and how sure that is, and who tells it in another story; nothing where there are none."""
    if not quotes:
        return
    out.print()
    out.print(Text("Who said what", style="bold"))
    for row in quotes:
        line = Text(f"{row['quote_no']:>3}  ", style="dim")
        line.append(_apart(_speaker(row), out), style="not dim bold")
        told = [
            row["cue"],
            _sort(row),
            found_words(row) + (f" as {_apart(_written(row), out)}" if _written(row) else ""),
        ]
        for item in filter(None, told):
            line.append(f" \u00b7 {_apart(item, out)}")
        line.append(f" \u00b7 {row['confidence']:.0%} sure")
        out.print(line, soft_wrap=True)
        out.print(Text(f"     {_apart(fitted(row['quote_text'], LONGEST), out)}"), soft_wrap=True)
        if row["elsewhere"]:
            others = ", ".join(
                f"{_apart(other['outlet'], out)} {neutral(other['doc_id'][:10])}" for other in _first(row)
            )
            out.print(Text(f"     also told by {others}{_more(row)}", style="dim"), soft_wrap=True)


def _apart(text: str, out: Console) -> str:
    return isolated(neutral(text), out)


def figures(quotes: Sequence[Row], language: str) -> str:
    """The same for the page, a figure a quote."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "auto"
    return "".join(_figure(row, direction) for row in quotes)


def _figure(row: Row, direction: str) -> str:
    cue = f' <bdi class="cue">{escaped(row["cue"])}</bdi>' if row["cue"] else ""
    written = f" as <bdi>{escaped(_written(row))}</bdi>" if _written(row) else ""
    how = f"<bdi>{escaped(_sort(row))}; {escaped(found_words(row))}{written}; {row['confidence']:.0%} sure</bdi>"
    told = ""
    if row["elsewhere"]:
        others = ", ".join(
            f'<bdi title="{escaped(other["title"] or "")}">{escaped(other["outlet"])}</bdi> <code>{escaped(other["doc_id"][:10])}</code>'
            for other in _first(row)
        )
        told = f'<small class="told" dir="ltr">also told by {others}{_more(row)}</small>'
    return (
        f'<figure dir="{direction}"><blockquote dir="auto">{text_html(row["quote_text"])}</blockquote>'
        f"<figcaption><bdi>{escaped(_speaker(row))}</bdi>{cue} <small>{how}</small>{told}</figcaption></figure>"
    )


_FOUND = {
    "named": "named there",
    "pronoun": "meant by a pronoun",
    "carried": "carried on",
    "office": "known by office",
    "none": "not known",
}


def found_words(row: Row) -> str:
    """How the speaker was found, in words."""
    return _FOUND.get(row["resolution"], str(row["resolution"]))


def _speaker(row: Row) -> str:
    return str(row["speaker_name"] or row["speaker_surface"] or "somebody unnamed")


def _written(row: Row) -> str:
    """The speaker as written there, where that is another word than the name."""
    surface = row["speaker_surface"] or ""
    return "" if surface == (row["speaker_name"] or surface) else surface


def _sort(row: Row) -> str:
    return ", ".join(item for item in (row["kind"], row["cue_class"]) if item)


def _first(row: Row) -> list[Row]:
    return sorted(row["elsewhere"], key=lambda other: (other["outlet"], other["doc_id"]))[:MOST_TOLD]


def _more(row: Row) -> str:
    more = len(row["elsewhere"]) - MOST_TOLD
    return f" and {more:,} more" if more > 0 else ""
