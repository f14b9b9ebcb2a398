"""Findings on the page: in a few words beside a passage, summed up by rule, and all of them in the ledger."""

from collections.abc import Iterable, Sequence

from flows.commands.direction import direction
from flows.commands.markup import escaped, text_html
from flows.commands.rule_words import rule_words
from warehouse.explain import Row

MOST_ROWS = 2_000
"""Rows of the ledger that are shown."""

_MOST_PLACES = 24


def told(finding: Row) -> str:
    """A finding in a few words: its rule, what was measured, and against what it was held.

    >>> told({"rule": "drop_x", "action": "remove", "value": 2.0, "threshold": 6.0})
    'drop_x: 2, threshold 6'
    >>> told({"rule": "close_y", "action": "edit", "value": 3.0, "threshold": None})
    'close_y \u00d73'
    >>> told({"rule": "drop_z", "action": "remove", "value": 0.9, "threshold": 0.8, "of_passage_no": 3})
    'drop_z: 0.9, threshold 0.8, repeats passage 3'
    """
    other = finding.get("of_passage_no")
    repeats = "" if other is None else f", repeats {'the title' if other == 0 else f'passage {other}'}"
    return f"{finding['rule']}{measure(finding)}{repeats}"


def measure(finding: Row) -> str:
    """What was measured: an edit's places, the value of others and the threshold it was held against."""
    value, threshold = finding["value"], finding["threshold"]
    if value is None:
        return "" if threshold is None else f": threshold {number(threshold)}"
    if finding["action"] == "edit" and threshold is None:
        return f" \u00d7{number(value)}"
    return f": {number(value)}" + ("" if threshold is None else f", threshold {number(threshold)}")


def number(value: float | None) -> str:
    """A measured value, short."""
    return "" if value is None else f"{value:.4g}"


def rule_name(name: str) -> str:
    """A rule's name as code that may break at its underscores."""
    return f"<code>{escaped(name).replace('_', '_<wbr>')}</code>"


def anchor(finding: Row) -> str:
    """The ledger row of a finding."""
    return f"f-{finding['passage_no']}-{escaped(finding['rule'])}"


def whole_document(findings: Iterable[Row], flags: Sequence[str], language: str) -> str:
    """Flags and signals: what was measured on the document as a whole, the evidence, and the parts below their whole."""
    rows = [row for row in findings if row["passage_no"] is None]
    known = {row["rule"] for row in rows}
    bare = "".join(f'<li class="flag">{rule_name(flag)}</li>' for flag in flags if flag not in known)
    listed = bare + "".join(_of_document(row, flags, known, language) for row in rows)
    return f'<ul class="flags">{listed}</ul>' if listed else ""


def _of_document(row: Row, flags: Sequence[str], known: set[str], language: str) -> str:
    name = row["rule"]
    part = any(name != other and name.startswith((f"{other}.", f"{other}:", f"{other}/")) for other in known)
    css = "part" if part else "flag" if name in flags else "signal"
    value, threshold = row["value"], row["threshold"]
    share = value is not None and 0 <= value <= 1 and (threshold is None or threshold < 1)
    bar = f'<i class="meter"><b style="width:{value:.0%}"></b></i>' if share else ""
    figures = "" if value is None else f"<b>{number(value)}</b>"
    limit = "" if threshold is None else f" <small>threshold {number(threshold)}</small>"
    evidence = "".join(
        sample(row[side], language, "q") for side in ("before", "after") if row[side] and row[side].strip()
    )
    words = rule_words(name)
    return (
        f'<li class="{css} {escaped(row["severity"])}">{rule_name(name)} <span class="figures">{bar}{figures}{limit}</span>'
        f"{f'<span class=words>{escaped(words)}</span>' if words else ''}{evidence}</li>"
    )


def rules(findings: Sequence[Row]) -> str:
    """One row a rule: what it is for, how often it acted, and the passages."""
    by_rule: dict[tuple[str, str], list[Row]] = {}
    for finding in findings:
        if finding["passage_no"] is not None:
            by_rule.setdefault((finding["action"], finding["rule"]), []).append(finding)
    if not by_rule:
        return ""
    ordered = sorted(by_rule.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    body = "".join(_rule(action, name, rows) for (action, name), rows in ordered)
    return (
        '<section id="rules"><h2>Rules that acted</h2><div class="scroll"><table class="rules"><thead><tr><th>rule</th>'
        '<th>what it did</th><th class="n">passages</th><th class="n">places</th><th>where</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _rule(action: str, name: str, rows: list[Row]) -> str:
    places = sum(max(row["value"] or 1, 1) if action == "edit" else 1 for row in rows)
    where = " ".join(
        f'<a href="#p{row["passage_no"]}">{row["passage_no"] or "T"}</a>' for row in rows[:_MOST_PLACES]
    ) + (f" <small>and {len(rows) - _MOST_PLACES:,} more</small>" if len(rows) > _MOST_PLACES else "")
    return (
        f'<tr><td>{rule_name(name)}</td><td><span class="action {escaped(action)}">{escaped(action)}</span> '
        f'{escaped(rule_words(name))}</td><td class="n">{len(rows):,}</td><td class="n">{places:,.0f}</td>'
        f'<td class="where">{where}</td></tr>'
    )


def ledger(findings: Sequence[Row], language: str) -> str:
    """Every finding, in the order of the passages."""
    if not findings:
        return '<section><h2>Ledger</h2><p class="none">Nothing was found wrong with it.</p></section>'
    body = "".join(_ledger_row(row, language) for row in findings[:MOST_ROWS])
    more = len(findings) - MOST_ROWS
    rest = f'<p class="none">{more:,} more findings: khabar sql gives all of them.</p>' if more > 0 else ""
    plural = "" if len(findings) == 1 else "s"
    names = ("passage", "rule", "action", "value", "threshold", "repeats", "before", "after")
    heads = "".join(f'<th class="{"n" if name in names[3:5] else ""}">{name}</th>' for name in names)
    return (
        f"<section><h2>Ledger</h2><details open><summary>{len(findings):,} finding{plural}, each a row of <code>findings</code>"
        f'</summary><div class="scroll"><table class="ledger"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        f"</div>{rest}</details></section>"
    )


def _ledger_row(row: Row, language: str) -> str:
    passage = row["passage_no"]
    place = f'<a href="#p{passage}">{passage or "title"}</a>' if passage is not None else "all"
    cells = (
        f"<td>{place}</td><td>{rule_name(row['rule'])}</td>"
        f'<td><span class="action {escaped(row["action"])}">{escaped(row["action"])}</span></td>'
        f'<td class="n">{number(row["value"])}</td><td class="n">{number(row["threshold"])}</td>'
        f"<td>{copied(row['of_passage_no'])}</td>"
        f"<td>{sample(row['before'], language)}</td><td>{sample(row['after'], language)}</td>"
    )
    name = f' id="{anchor(row)}"' if passage is not None else ""
    return f'<tr class="{escaped(row["severity"])}"{name}>{cells}</tr>'


def copied(passage: int | None) -> str:
    """A link to the passage that a repeat repeats."""
    return "" if passage is None else f'<a href="#p{passage}">{passage or "title"}</a>'


def sample(text: str | None, language: str, css: str = "") -> str:
    """A place as the ledger holds it, isolated from what stands around it."""
    if text is None:
        return ""
    return f'<span dir="{direction(text, language)}" class="sample {css}">{text_html(text)}</span>'
