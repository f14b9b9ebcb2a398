"""An explained document in a terminal: its passages as they became, what was cut struck through, and the ledger."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.copy_words import published_words
from flows.commands.differences import Change, changed_words
from flows.commands.explain_findings import told
from flows.commands.explain_quotes import show_quotes
from flows.commands.explain_summary import summary
from flows.commands.explain_terminal_copies import show_copies
from flows.commands.terminal import isolated, labelled, neutral, show_fact, show_table, shown
from warehouse.explain import Explanation, Passage, Row, heading

LONGEST = 4_000
"""Characters of a passage that are shown."""

COLOURS = {
    "repeat": "magenta", "caption": "blue", "credit": "blue", "byline": "cyan", "dateline": "cyan", "trailer": "cyan",
    "counter": "bright_black", "markup": "bright_black",
}  # fmt: skip
OTHER_COLOUR = "yellow"


def show_explanation(out: Console, explanation: Explanation) -> None:
    """Print the head, the passages in order, the findings, and what the document says."""
    _head(out, explanation)
    show_copies(out, explanation)
    out.print()
    _passages(out, explanation)
    _findings(out, explanation.findings)
    _said(out, explanation)


def _head(out: Console, explanation: Explanation) -> None:
    document = explanation.document
    out.print(Text(neutral(heading(document)), style="bold" if document["title"] else "italic"))
    facts = (
        document["outlet"] or "(no outlet)",
        published_words(document),
        document["language"],
        f"{document['n_words']:,} words",
        f"quality {document['quality']:.2f}",
    )
    out.print(Text(" \u00b7 ".join(isolated(neutral(fact), out) for fact in facts)))
    show_fact(out, "id", f"{document['doc_id']}, revision {document['revision']}, batch {document['batch_id']}")
    inside = f" in {document['input_name']}" if document["input_name"] != document["source_record_id"] else ""
    show_fact(out, "from", f"{document['source']}: {document['source_record_id']}{inside}")
    if document["url"]:
        show_fact(out, "url", document["url"])
    if explanation.raw:
        encoding = f", {explanation.raw['encoding']}" if explanation.raw["encoding"] else ""
        show_fact(
            out, "fetched", f"{shown(explanation.raw['fetched_at'])} UTC as {explanation.raw['format']}{encoding}"
        )
    show_fact(out, "cleaned", summary(explanation))
    measured = {row["rule"]: told(row) for row in explanation.findings if row["action"] == "flag"}
    if document["flags"]:
        show_fact(out, "flags", "; ".join(measured.get(flag, flag) for flag in document["flags"]), "yellow")
    if explanation.raw_trouble:
        show_fact(out, "raw", f"not at hand, shown from the catalogue ({explanation.raw_trouble})", "yellow")


def _passages(out: Console, explanation: Explanation) -> None:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    plain = out.no_color or not out.is_terminal
    for passage in explanation.passages:
        table.add_row(str(passage.passage_no), sign(passage), passage_text(passage, plain=plain))
    out.print(table)
    marks = "[-cut-] {+put in its place+}" if plain else "red: cut, green: put in its place"
    out.print(Text(f"~ changed   - removed   > set aside   {marks}", style="dim"))


def sign(passage: Passage) -> str:
    """What became of a passage, in one character."""
    if not passage.kept:
        return ">" if passage.placement in ("caption", "credit") else "-"
    return "~" if passage.edits or passage.raw != passage.clean else " "


def passage_text(passage: Passage, *, plain: bool) -> Text:
    """A passage as it became, changed words marked; one that left the text struck through, with its kind and rule.

    `plain`: marked by brackets, for where there are no colours: an arrow would point the wrong way in half the texts.
    """
    if not passage.kept:
        colour = COLOURS.get(passage.kind, OTHER_COLOUR)
        text = Text(_short(passage.raw), style=f"strike {colour}")
        text.append(f"  [{passage.kind} \u00b7 {neutral(passage.rule or '')}]", style=f"not strike {colour}")
        return text
    text = Text()
    if len(passage.raw) > LONGEST or len(passage.clean) > LONGEST:
        text.append(_short(passage.clean))
    else:
        for change in changed_words(passage.raw, passage.clean):
            _add(text, change, plain=plain)
    if passage.edits:
        text.append(f"  [{neutral(', '.join(passage.edits))}]", style="dim green")
    return text


def _add(text: Text, change: Change, *, plain: bool) -> None:
    """Whole words, cut and put in their place: colours inside a word would part letters that are joined."""
    if not change.changed:
        text.append(neutral(change.clean, lines=True))
        return
    cut, added = (labelled(side.replace("\n", "\u21b5")) for side in (change.raw, change.clean))
    blank = len(added) - len(added.rstrip(" "))
    cut, added = cut.rstrip(" ") or cut, added.rstrip(" ")
    if cut:
        text.append(f"[-{cut}-]" if plain else cut, style="" if plain else "red strike")
    if added:
        text.append(f"{{+{added}+}}" if plain else f" {added}" if cut else added, style="" if plain else "green")
    text.append(" " * max(blank, int(not added)))


def _short(text: str) -> str:
    more = len(text) - LONGEST
    return neutral(text[:LONGEST], lines=True) + (f" \u2026 {more:,} more characters" if more > 0 else "")


def _findings(out: Console, findings: Sequence[Row]) -> None:
    names = ("passage_no", "rule", "action", "value", "threshold", "of_passage_no", "before", "after")
    out.print()
    if findings:
        rows = [[row[name] for name in names] for row in findings]
        heads = [{"passage_no": "passage", "of_passage_no": "repeats"}.get(name, name) for name in names]
        show_table(out, heads, rows, title="What was found")
    else:
        out.print("nothing was found wrong with it")


def _said(out: Console, explanation: Explanation) -> None:
    show_quotes(out, explanation.quotes)
    out.print()
    for kind in ("person", "organisation", "place"):
        named = [
            f"{row['name']} \u00d7{row['n']}" if row["n"] > 1 else row["name"]
            for row in explanation.mentions
            if row["kind"] == kind
        ]
        if named:
            show_fact(out, kind, ", ".join(named[:20]) + (f" and {len(named) - 20} more" if len(named) > 20 else ""))
    for claim in explanation.claims:
        show_fact(
            out,
            "office",
            f"{claim['person_surface']}: {claim['office']} ({claim['jurisdiction'] or 'of what is not said'})",
        )
    if explanation.attributions:
        show_fact(
            out,
            "sources",
            ", ".join(f"{row['outlet'] or row['surface']} ({row['kind']})" for row in explanation.attributions),
        )
