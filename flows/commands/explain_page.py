"""An explained document as one self-contained page: raw and clean side by side, every change with its rule.

The page runs no script and loads nothing; its policy forbids both.
"""

import re
from datetime import datetime
from importlib.resources import files

from flows.commands.direction import direction
from flows.commands.explain_copies import copies
from flows.commands.explain_findings import ledger, rules, whole_document
from flows.commands.explain_sections import facts, said
from flows.commands.explain_summary import share, sizes, summary
from flows.commands.explain_texts import texts
from flows.commands.markup import escaped, text_html
from flows.commands.version import khabar_version
from warehouse.explain import Explanation, heading

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_FIGURE = re.compile(r"(?:over |under )?\d[\d,]*(?: %)?")


def explanation_page(explanation: Explanation, *, now: datetime) -> str:
    """The page, as HTML."""
    style = files("flows.commands").joinpath("explain.css").read_text(encoding="utf-8")
    sections = "\n".join(
        (
            _header(explanation),
            texts(explanation),
            rules(explanation.findings),
            copies(explanation),
            said(explanation),
            ledger(explanation.findings, explanation.document["language"]),
        )
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escaped(heading(explanation.document))}</title>
<style>
{style}</style>
</head>
<body>
<main>
{sections}
</main>
<footer>Explained by khabar {escaped(khabar_version())} on {now:%Y-%m-%d %H:%M} UTC.
Nothing was taken from the text without a line here that says why.</footer>
</body>
</html>
"""


def _header(explanation: Explanation) -> str:
    document = explanation.document
    language = document["language"]
    trouble = (
        '<p class="trouble">The raw form is not at hand; what the catalogue keeps of it is shown. '
        f"{escaped(explanation.raw_trouble)}</p>"
        if explanation.raw_trouble
        else ""
    )
    words = heading(document)
    title = text_html(words)
    if not document["title"]:
        title = f'<span class="none" title="it has no title; these are its first words">{title}</span>'
    return f"""<header>
<p class="brand"><b>khabar</b> <span lang="ar">\u062e\u0628\u0631</span> \u00b7 how a document was cleaned</p>
<h1 dir="{direction(words, language)}" lang="{escaped(language)}">{title}</h1>
{facts(explanation)}
{trouble}
{_balance(explanation)}
{whole_document(explanation.findings, document["flags"], language)}
</header>"""


def _balance(explanation: Explanation) -> str:
    """How much of the raw body stayed, in a sentence and as a bar, and what kinds the rest was."""
    measured = sizes(explanation)
    total = sum(size for _, size in measured)
    if not total:
        return ""
    bar = "".join(
        f'<i class="k-{kind}" style="flex:{size}" title="{kind}: {size:,} characters"></i>' for kind, size in measured
    )
    legend = "".join(
        f'<li class="k-{kind}"><b></b>{kind} <small>{share(size / total)}</small></li>' for kind, size in measured
    )
    told = _FIGURE.sub(r"<b>\g<0></b>", escaped(summary(explanation)))
    return f"""<p class="told">{told}</p>
<div class="balance" role="img" aria-label="shares of the body">{bar}</div>
<ul class="legend">{legend}</ul>"""
