"""Pieces of a page: everything that came from a document passes through `escaped` or `text_html`, nothing else may."""

import re
from html import escape
from urllib.parse import urlsplit

from flows.commands.differences import Change
from flows.commands.invisible import ACTIVE, LABELS, long_name

_SPECIAL = re.compile("[" + re.escape("".join(LABELS)) + "]")
_TELLING = {"\n": "\u21b5", "\u0640": "tatweel"}
"""Characters that need no sign in a text, and need one where they are what changed."""
_IN_CHANGE = re.compile("([" + re.escape("".join(LABELS) + "".join(_TELLING)) + r"])\1*")
_IN_BLANK = re.compile("([ " + re.escape("".join(LABELS) + "".join(_TELLING)) + r"])\1*")


def escaped(value: object) -> str:
    """A value as text of a page, also inside quotes; characters that would act on the page shown by name."""
    return escape(
        _SPECIAL.sub(lambda match: f"\u27e8{LABELS[match[0]]}\u27e9" if match[0] in ACTIVE else match[0], str(value)),
        quote=True,
    )


def text_html(text: str, *, labels: bool = False) -> str:
    """`text` escaped, its invisible characters as small marks; with `labels`, inside a change, they carry their names.

    Harmless ones stay in the text beside their mark, so that what is copied from the page is the text; those that
    would turn the page's direction, and controls, are replaced by it.
    """
    parts, at = [], 0
    signs = _SPECIAL if not labels else _IN_CHANGE if text.strip() else _IN_BLANK
    for match in signs.finditer(text):
        parts.append(escape(text[at : match.start()]))
        parts.append(_mark(match[0], labels))
        at = match.end()
    return "".join(parts) + escape(text[at:])


def _mark(run: str, labels: bool) -> str:
    """The sign of one character, or of several that are the same."""
    char, times = run[0], f" \u00d7{len(run)}" if len(run) > 1 else ""
    kept = "" if char in ACTIVE else f"&#{ord(char)};" * len(run)
    if char == " ":
        return f'<span class="inv space" title="space{times}">{kept}</span>'
    name = _TELLING.get(char) or LABELS[char]
    shape = "inv named" if labels or char in ACTIVE else "inv"
    title = "line end" if char == "\n" else escape(long_name(char))
    # The mark of a line end stands before the line ends.
    inside, after = ("", kept) if char == "\n" else (kept, "")
    return f'<span class="{shape}" data-name="{name}{times}" title="{title}{times}">{inside}</span>{after}'


def change_html(change: Change, tooltip: str) -> tuple[str, str]:
    """The two sides of a change: what was cut in `del`, what was added in `ins`; `tooltip` is markup already."""
    if not change.changed:
        same = text_html(change.raw)
        return same, same
    return _changed("del", change.raw, tooltip), _changed("ins", change.clean, tooltip)


def _changed(tag: str, text: str, tooltip: str) -> str:
    if not text:
        return ""
    return f'<{tag} title="{tooltip}">{text_html(text, labels=True)}</{tag}>'


def link(url: str | None, words: str | None = None) -> str:
    """An address: a link where it leads to the web, plain text for everything else; shown as `words`, or as it is."""
    if not url:
        return ""
    try:
        web = urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        web = False
    text = f"<bdi>{escaped(words or url)}</bdi>"
    if not web:
        return "" if words else text
    return f'<a href="{escaped(url)}" rel="noopener noreferrer nofollow">{text}</a>'


def table(headers: tuple[str, ...], rows: list[list[str]], *, css: str = "") -> str:
    """A table of cells that are markup already."""
    head = "".join(f"<th>{escaped(header)}</th>" for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
