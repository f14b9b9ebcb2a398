"""Pieces of a page: everything that came from a document passes through `escaped` or `text_html`, nothing else may."""

import re
from html import escape
from urllib.parse import urlsplit

from flows.commands.differences import Piece
from flows.commands.invisible import ACTIVE, LABELS, long_name

_SPECIAL = re.compile("[" + re.escape("".join(LABELS)) + "]")


def escaped(value: object) -> str:
    """A value as text of a page, also inside quotes; characters that would act on the page shown by name."""
    return escape(
        _SPECIAL.sub(lambda match: f"\u27e8{LABELS[match[0]]}\u27e9" if match[0] in ACTIVE else match[0], str(value)),
        quote=True,
    )


def text_html(text: str, *, labels: bool = False) -> str:
    """`text` escaped, its invisible characters as small marks; with `labels` they carry their names.

    Harmless ones stay in the text beside their mark, so that what is copied from the page is the text; those that
    would turn the page's direction, and controls, are replaced by it.
    """
    parts, at = [], 0
    for match in _SPECIAL.finditer(text):
        parts.append(escape(text[at : match.start()]))
        parts.append(_mark(match[0], labels))
        at = match.end()
    return "".join(parts) + escape(text[at:])


def _mark(char: str, labels: bool) -> str:
    kept = "" if char in ACTIVE else f"&#{ord(char)};"
    shape = "inv named" if labels or char in ACTIVE else "inv"
    return f'<span class="{shape}" data-name="{LABELS[char]}" title="{escape(long_name(char))}">{kept}</span>'


def pieces_html(pieces: list[Piece], tooltip: str) -> str:
    """One side of a change: what was cut in `del`, what was added in `ins`."""
    tags = {"cut": "del", "added": "ins"}
    made = []
    for operation, text in pieces:
        if operation == "same":
            made.append(text_html(text))
        else:
            tag = tags[operation]
            shown = text_html(text, labels=True).replace(
                "\n", '<span class="inv named" data-name="\u21b5" title="line end"></span>\n'
            )
            made.append(f'<{tag} title="{tooltip}">{shown}</{tag}>')
    return "".join(made)


def link(url: str | None) -> str:
    """An address: a link where it leads to the web, plain text for everything else."""
    if not url:
        return ""
    try:
        web = urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        web = False
    text = f"<bdi>{escaped(url)}</bdi>"
    return f'<a href="{escaped(url)}" rel="noopener noreferrer nofollow">{text}</a>' if web else text


def table(headers: tuple[str, ...], rows: list[list[str]], *, css: str = "") -> str:
    """A table of cells that are markup already."""
    head = "".join(f"<th>{escaped(header)}</th>" for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
