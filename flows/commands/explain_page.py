"""An explained document as one self-contained page: raw and clean side by side, every change with its rule.

The page runs no script and loads nothing; its policy forbids both.
"""

from collections import Counter
from datetime import datetime
from importlib.resources import files

from flows.commands.differences import changed_characters, changed_words
from flows.commands.explain_sections import copies, facts, ledger, said, told
from flows.commands.markup import escaped, pieces_html, text_html
from flows.commands.version import khabar_version
from warehouse.explain import Explanation, Passage, Row, heading

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

LONGEST = 20_000
"""Characters of a passage that are shown."""

MOST_PASSAGES = 3_000
_KEPT = "kept as text"


def explanation_page(explanation: Explanation, *, now: datetime) -> str:
    """The page, as HTML."""
    document = explanation.document
    style = files("flows.commands").joinpath("explain.css").read_text(encoding="utf-8")
    title = escaped(heading(document))
    sections = "\n".join(
        (
            _header(explanation),
            copies(explanation),
            _texts(explanation),
            ledger(explanation.findings),
            said(explanation),
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
<title>{title}</title>
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
    measured = {row["rule"]: told(row) for row in explanation.findings if row["action"] == "flag"}
    flags = "".join(
        f'<li class="flagged" title="{escaped(measured.get(flag, flag))}">{escaped(flag)}</li>'
        for flag in document["flags"]
    )
    trouble = (
        '<p class="trouble">The raw form is not at hand; what the catalogue keeps of it is shown. '
        f"{escaped(explanation.raw_trouble)}</p>"
        if explanation.raw_trouble
        else ""
    )
    title = text_html(heading(document))
    if not document["title"]:
        title = f'<span class="none" title="it has no title; these are its first words">{title}</span>'
    return f"""<header>
<p class="brand"><b>khabar</b> <span lang="ar">\u062e\u0628\u0631</span> \u00b7 how a document was cleaned</p>
<h1 dir="auto" lang="{escaped(document["language"])}">{title}</h1>
{facts(explanation)}
{f'<ul class="flags">{flags}</ul>' if flags else ""}
{trouble}
{_balance(explanation.passages)}
</header>"""


def _balance(passages: list[Passage]) -> str:
    """A bar: how much of the raw body stayed, and what kinds the rest was."""
    sizes: Counter[str] = Counter()
    for passage in passages:
        if passage.placement != "title":
            sizes["text" if passage.kept else passage.kind] += len(passage.raw)
    total = sum(sizes.values())
    if not total:
        return ""
    kinds = sorted(sizes, key=lambda kind: (kind != "text", -sizes[kind]))
    bar = "".join(
        f'<i class="k-{kind}" style="flex:{sizes[kind]}" title="{kind}: {sizes[kind]:,} characters"></i>'
        for kind in kinds
    )
    legend = "".join(
        f'<li class="k-{kind}"><b></b>{"kept as text" if kind == "text" else kind} '
        f"<small>{sizes[kind] / total:.0%}</small></li>"
        for kind in kinds
    )
    return f'<div class="balance" role="img" aria-label="shares">{bar}</div>\n<ul class="legend">{legend}</ul>'


def _texts(explanation: Explanation) -> str:
    by_passage: dict[int, list[Row]] = {}
    for finding in explanation.findings:
        if finding["passage_no"] is not None:
            by_passage.setdefault(finding["passage_no"], []).append(finding)
    language = escaped(explanation.document["language"])
    rows = "\n".join(
        _row(passage, by_passage.get(passage.passage_no, []), language)
        for passage in explanation.passages[:MOST_PASSAGES]
    )
    more = len(explanation.passages) - MOST_PASSAGES
    rest = (
        f'<p class="none">{more:,} more passages are not shown; khabar sql gives all of them.</p>' if more > 0 else ""
    )
    return f"""<section>
<h2>Text</h2>
<p class="key"><del>cut</del> <ins>added</ins> <span class="gone k-repeat"><s>left the text</s></span>
<span><span class="inv" title="an invisible character"></span> invisible character</span></p>
<div class="texts">
<div class="heads"><span></span><h3>As fetched</h3><h3>After cleaning</h3></div>
{rows}
</div>{rest}
</section>"""


def _row(passage: Passage, findings: list[Row], language: str) -> str:
    number = (
        f'<a class="no" href="#p{passage.passage_no}" title="{escaped(passage.kind)}">{passage.passage_no or "T"}</a>'
    )
    tooltip = escaped("\n".join(told(finding) for finding in findings) or ", ".join(passage.edits))
    text = f'dir="auto" lang="{language}" class="t"'
    if passage.kept:
        raw, clean = _sides(passage, tooltip)
        css = ("edited" if passage.raw != passage.clean else "kept") + (
            " title" if passage.placement == "title" else ""
        )
        left, right = f"<div {text}>{raw}</div>", f"<div {text}>{clean}</div>{_notes(findings)}"
    else:
        css = f"gone k-{escaped(passage.kind)}"
        left = f'<div {text} title="{tooltip}"><s>{text_html(_cut(passage.raw))}</s></div>'
        right = _fate(passage, findings)
    cells = f'{number}<div class="raw">{left}</div><div class="clean">{right}</div>'
    return f'<div class="row {css}" id="p{passage.passage_no}">{cells}</div>'


def _fate(passage: Passage, findings: list[Row]) -> str:
    """What became of a passage that left the text, and by which rule."""
    where = "removed" if passage.placement == "removed" else "set aside"
    of_rule = [finding for finding in findings if finding["rule"] == passage.rule]
    rule = (
        f'<a href="{_anchor(of_rule[0])}">{escaped(told(of_rule[0]))}</a>' if of_rule else escaped(passage.rule or "?")
    )
    others = _notes([finding for finding in findings if finding["rule"] != passage.rule])
    return f'<p class="fate"><b>{escaped(passage.kind)}</b> {where} by <code>{rule}</code></p>{others}'


def _notes(findings: list[Row]) -> str:
    notes = "".join(
        f'<li><a href="{_anchor(finding)}" title="{escaped(told(finding))}">{escaped(finding["rule"])}</a></li>'
        for finding in findings
    )
    return f'<ul class="notes">{notes}</ul>' if notes else ""


def _anchor(finding: Row) -> str:
    return f"#f-{finding['passage_no']}-{escaped(finding['rule'])}"


def _sides(passage: Passage, tooltip: str) -> tuple[str, str]:
    """Raw and clean text of a passage that stayed, changes marked inside the words."""
    if passage.raw == passage.clean:
        same = text_html(_cut(passage.raw))
        return same, same
    left, right = [], []
    for change in changed_words(_cut(passage.raw), _cut(passage.clean)):
        before, after = changed_characters(change)
        left.append(pieces_html(before, tooltip))
        right.append(pieces_html(after, tooltip))
    return "".join(left), "".join(right)


def _cut(text: str) -> str:
    more = len(text) - LONGEST
    return text if more <= 0 else f"{text[:LONGEST]}\u2026 ({more:,} more characters)"
