"""The text on the page: each passage as fetched, after cleaning, and beside both what was done and why."""

import re
from collections import Counter
from collections.abc import Sequence

from flows.commands.attribution import Hands, hands, made_by
from flows.commands.differences import Change, changed_characters, changed_words
from flows.commands.direction import direction
from flows.commands.explain_findings import anchor, copied, measure, rule_name, told
from flows.commands.explain_summary import fate
from flows.commands.invisible import LABELS, long_name
from flows.commands.markup import change_html, escaped, text_html
from flows.commands.rule_words import rule_words
from warehouse.explain import Explanation, Passage, Row

LONGEST = 200_000
"""Characters of a passage that are shown."""

MOST_PASSAGES = 4_000
MOST_CHARACTERS = 3_000_000
"""Of all passages together: more makes a page that no browser shows well."""

_MARKED = re.compile("[" + re.escape("".join(LABELS)) + "]")
_MORE = "{:,} more passages are not shown, the page would be too long: khabar sql gives all of them."


def texts(explanation: Explanation) -> str:
    """The section of the text, with its filters and the legend of its marks."""
    by_passage: dict[int, list[Row]] = {}
    for finding in explanation.findings:
        if finding["passage_no"] is not None:
            by_passage.setdefault(finding["passage_no"], []).append(finding)
    language = explanation.document["language"]
    shown = _shown(explanation.passages)
    rows = "\n".join(_row(passage, by_passage.get(passage.passage_no, []), language) for passage in shown)
    more = len(explanation.passages) - len(shown)
    rest = f'<p class="none">{_MORE.format(more)}</p>' if more else ""
    return f"""<section id="text">
<h2>Text</h2>
{_filters(shown)}
{_marks(shown)}
<div class="texts" dir="{direction(explanation.document["text"], language)}">
<div class="heads"><span></span><h3>As fetched</h3><h3>After cleaning</h3><h3>What was done</h3></div>
{rows}
</div>{rest}
</section>"""


def _shown(passages: list[Passage]) -> list[Passage]:
    total = 0
    for number, passage in enumerate(passages[:MOST_PASSAGES]):
        total += min(len(passage.raw), LONGEST)
        if total > MOST_CHARACTERS:
            return passages[:number]
    return passages[:MOST_PASSAGES]


def _filters(passages: Sequence[Passage]) -> str:
    """A box for each fate with its count: what is not ticked is hidden, by style alone."""
    counts = Counter(fate(passage) for passage in passages)
    ordered = [name for name in ("unchanged", "changed") if name in counts]
    ordered += sorted(counts.keys() - set(ordered), key=lambda name: (-counts[name], name))
    boxes = "".join(
        f'<label class="k-{name}"><input type="checkbox" id="show-{name}" checked><b></b>{name} '
        f"<small>{counts[name]:,}</small></label>"
        for name in ordered
    )
    hidden = "\n".join(f"#text:has(#show-{name}:not(:checked)) .row.k-{name} {{ display: none; }}" for name in ordered)
    return f'<style>\n{hidden}\n</style>\n<div class="filters" role="group" aria-label="Show passages">{boxes}</div>'


def _marks(passages: Sequence[Passage]) -> str:
    """The legend: how cuts and insertions look, and every invisible character that occurs, with its count."""
    counts, after = (
        Counter(char for passage in passages for char in _MARKED.findall(getattr(passage, side)))
        for side in ("raw", "clean")
    )
    counts |= after
    invisible = "".join(
        f'<li title="{escaped(long_name(char))}"><span class="inv named" data-name="{LABELS[char]}"></span> '
        f"{escaped(long_name(char).rpartition(' ')[0].lower())} <small>{count:,}</small></li>"
        for char, count in counts.most_common(12)
    )
    switch = (
        '<li><label><input type="checkbox" id="show-marks" checked>mark invisible characters</label></li>'
        if counts
        else ""
    )
    return (
        '<ul class="key"><li><del>cut</del></li><li><ins>added</ins></li>'
        f'<li class="row gone k-other"><s>left the text</s></li>{switch}{invisible}</ul>'
    )


def _row(passage: Passage, findings: list[Row], language: str) -> str:
    number = passage.passage_no
    name = fate(passage)
    css = f"row k-{name}" + ("" if passage.kept else " gone") + (" title" if passage.placement == "title" else "")
    if passage.kept:
        raw, clean = _sides(passage, hands(findings), ", ".join(passage.edits))
    else:
        tooltip = escaped("\n".join(told(finding) for finding in findings) or (passage.rule or ""))
        raw, clean = f'<s title="{tooltip}">{text_html(_cut(passage.raw))}</s>', ""
    text = f'lang="{escaped(language)}" class="t"'
    left = f'<div dir="{direction(passage.raw, language)}" {text}>{raw}</div>'
    right = f'<div dir="{direction(passage.clean, language)}" {text}>{clean}</div>' if passage.kept else ""
    return (
        f'<div class="{css}" id="p{number}"><a class="no" href="#p{number}">{number or "T"}</a>'
        f'<div class="raw">{left}</div><div class="clean">{right}</div>'
        f'<div class="why" dir="ltr">{_why(passage, findings)}</div></div>'
    )


def _why(passage: Passage, findings: list[Row]) -> str:
    """What was done to a passage and by which rules, each with its value and a link to its row in the ledger."""
    fated = ""
    if not passage.kept:
        where = "removed" if passage.placement == "removed" else "set aside"
        fated = f"<p><b>{escaped(passage.kind)}</b> {where}</p>"
    # The rule that decided stands first.
    ordered = sorted(findings, key=lambda finding: finding["rule"] != passage.rule)
    told_of = {finding["rule"] for finding in findings}
    bare = [name for name in (passage.rule, *passage.edits) if name and name not in told_of]
    items = [
        f'<li title="{escaped(rule_words(finding["rule"]))}"><a href="#{anchor(finding)}">{rule_name(finding["rule"])}'
        f"</a><small>{escaped(measure(finding))}{_repeated(finding)}</small></li>"
        for finding in ordered
    ] + [f"<li>{rule_name(name)}</li>" for name in bare]
    return fated + (f"<ul>{''.join(items)}</ul>" if items else "")


def _repeated(finding: Row) -> str:
    other = finding.get("of_passage_no")
    return "" if other is None else f"; repeats {copied(other)}"


def _sides(passage: Passage, known: Hands, otherwise: str) -> tuple[str, str]:
    """Raw and clean text of a passage that stayed, changes marked inside the words, each with the rule that made it."""
    if passage.raw == passage.clean:
        same = text_html(_cut(passage.raw))
        return same, same
    left, right = [], []
    for change in _changes(passage):
        for piece in changed_characters(change):
            rules = "\n".join(told(finding) for finding in made_by(piece, known)) if piece.changed else ""
            before, after = change_html(piece, escaped(rules or otherwise))
            left.append(before)
            right.append(after)
    return "".join(left), "".join(right)


def _changes(passage: Passage) -> list[Change]:
    """The changed words; of a passage that is too long, those of its beginning, and how much more there is."""
    if max(len(passage.raw), len(passage.clean)) <= LONGEST:
        return changed_words(passage.raw, passage.clean)
    changes = changed_words(passage.raw[:LONGEST], passage.clean[:LONGEST])
    # Both were cut at the same length, so the last stretch differs whether anything was changed in it or not.
    whole = changes[:-1] if changes[-1].changed else changes
    more = f"\u2026 ({max(len(passage.raw), len(passage.clean)) - LONGEST:,} more characters, not compared here)"
    return [*whole, Change(more, more)]


def _cut(text: str) -> str:
    more = len(text) - LONGEST
    return text if more <= 0 else f"{text[:LONGEST]}\u2026 ({more:,} more characters)"
