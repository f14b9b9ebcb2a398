"""The sections of an explained document's page around its text: facts, and what it says."""

from flows.commands.copy_words import published_words
from flows.commands.explain_quotes import figures
from flows.commands.markup import escaped, link, table
from flows.commands.terminal import shown
from warehouse.explain import Explanation, Row

LANGUAGES = {"ar": "Arabic", "fa": "Persian", "en": "English", "und": "language unknown"}


def facts(explanation: Explanation) -> str:
    """Who published it, when, where it came from."""
    document = explanation.document
    first = (
        document["outlet"],
        published_words(document),
        LANGUAGES.get(document["language"], document["language"]),
        f"{document['n_words']:,} words",
        f"quality {document['quality']:.2f}",
        "a copy" if explanation.copies and document["canonical_id"] != document["doc_id"] else "",
    )
    line = " \u00b7 ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in first if fact)
    inside = (
        f" in <bdi>{escaped(document['input_name'])}</bdi>"
        if document["input_name"] != document["source_record_id"]
        else ""
    )
    rows = [
        ("address", link(document["url"])),
        (
            "record",
            f"<bdi>{escaped(document['source'])}</bdi>: <bdi>{escaped(document['source_record_id'])}</bdi>{inside}",
        ),
        (
            "document",
            f"<code>{escaped(document['doc_id'])}</code> revision <code>{escaped(document['revision'])}</code> "
            f"batch <code>{escaped(document['batch_id'][:12])}</code>",
        ),
    ]
    if explanation.raw:
        rows.append(
            (
                "fetched",
                f"{shown(explanation.raw['fetched_at'])} UTC as {escaped(explanation.raw['format'])}"
                + (f", {escaped(explanation.raw['encoding'])}" if explanation.raw["encoding"] else ""),
            )
        )
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<p class="facts">{line}</p>\n<dl class="origin">{listed}</dl>'


def said(explanation: Explanation) -> str:
    """Who is reported to have said what, who is named, and whom the text names as its source."""
    quoted = figures(explanation.quotes, explanation.document["language"])
    names = "".join(_name(row) for row in explanation.mentions)
    named = f"<h3>Named</h3><ul class='names'>{names}</ul>" if names else ""
    claims = [
        [
            f"<bdi>{escaped(row['person_surface'])}</bdi>",
            escaped(row["office"]),
            escaped(row["jurisdiction"] or ""),
            f"<bdi>{escaped(row['surface'])}</bdi>",
        ]
        for row in explanation.claims
    ]
    offices = "<h3>Offices</h3>" + table(("person", "office", "of", "words"), claims) if claims else ""
    sources = [
        [
            str(row["chain_position"]),
            escaped(row["kind"]),
            f"<bdi>{escaped(row['outlet'] or row['surface'])}</bdi>",
            f"<bdi>{escaped(row['cue'] or '')}</bdi>",
        ]
        for row in explanation.attributions
    ]
    origins = "<h3>Sources it names</h3>" + table(("", "kind", "source", "cue"), sources) if sources else ""
    found = ("<h3>Quotes</h3>" + quoted if quoted else "") + named + offices + origins
    return f"<section class='said'><h2>What it says</h2>{found}</section>" if found else ""


def _name(row: Row) -> str:
    times = f" <small>\u00d7{row['n']}</small>" if row["n"] > 1 else ""
    return (
        f'<li class="{escaped(row["kind"])}" title="{escaped(row["kind"])}: '
        f'{escaped(", ".join(row["surfaces"]))}"><bdi>{escaped(row["name"])}</bdi>{times}</li>'
    )
