"""The copies of an explained document in a terminal: in the order of publication, with what each changed."""

from rich.console import Console
from rich.text import Text

from flows.commands.copy_words import (
    canonical_reason,
    count_words,
    group_words,
    lag_words,
    published_words,
    shown_copies,
)
from flows.commands.terminal import isolated, neutral, show_fact, show_table
from warehouse.explain import Explanation, Row


def show_copies(out: Console, explanation: Explanation) -> None:
    """Print the group of copies, and the documents that share text without being copies; nothing where there are none."""
    if explanation.copies:
        _group(out, explanation)
    for row in explanation.links:
        out.print()
        share = (
            f"similarity {row['similarity']:.2f}"
            if row["relation"] == "template"
            else f"{row['covered']:.2f} of one stands in the other"
        )
        words = f", {count_words(row)} words" if count_words(row) else ""
        told = (row["doc_id"][:10], row["outlet"], published_words(row), row["title"] or "", f"{share}{words}")
        show_fact(out, row["relation"], " \u00b7 ".join(isolated(neutral(part), out) for part in told))
        _places(out, row, "")
    if explanation.n_links > len(explanation.links):
        out.print(f"and {explanation.n_links - len(explanation.links):,} more that are no copies")


def _group(out: Console, explanation: Explanation) -> None:
    here = explanation.document["doc_id"]
    copies = shown_copies(explanation.copies, here)
    names = ("no", "", "outlet", "published", "after the first", "similarity", "words", "credits", "doc_id", "title")
    rows = [_row(row, here) for row in copies]
    reason = canonical_reason(explanation.copies)
    title = f"{group_words(explanation.copies)}; * stands for all" + (f": {reason}" if reason else "")
    out.print()
    show_table(out, names, rows, title=neutral(title))
    if len(copies) < len(explanation.copies):
        out.print(f"and {len(explanation.copies) - len(copies):,} more; khabar sql shows all of them")
    for row in copies:
        _places(out, row, str(row["position"] or ""))


def _row(row: Row, here: str) -> list[object]:
    return [
        row["position"],
        ("*" if row["is_canonical"] else "") + (" this" if row["doc_id"] == here else ""),
        row["outlet"],
        published_words(row),
        lag_words(row),
        None if row["similarity"] is None else round(row["similarity"], 2),
        count_words(row),
        ", ".join(row["credits"] or ()) + (" (a copy)" if row["credits_a_copy"] else ""),
        row["doc_id"][:10],
        row["title"],
    ]


def _places(out: Console, row: Row, number: str) -> None:
    """Where the document parts from the one that it is compared with, a line each. By brackets: arrows point one way only."""
    for place in row["differs"] or ():
        line = Text(f"{number:>3}  ", style="dim")
        for side, marks, style in (("cut", ("[-", "-]"), "red"), ("added", ("{+", "+}"), "green")):
            if place[side]:
                line.append(isolated(f"{marks[0]}{neutral(place[side])}{marks[1]}", out), style=f"not dim {style}")
        out.print(line, soft_wrap=True)
