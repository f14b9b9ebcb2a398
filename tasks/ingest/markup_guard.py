"""Markup built to hurt a parser, made harmless before it is parsed. What a normal page holds is left alone, byte for byte.

Measured on selectolax 1.0 (lexbor): 200,000 nested elements 111 s, 50,000 attributes on one element 10 s, 3,000 unclosed
`<b>` in 3,000 paragraphs 1.8 GB, since the parser opens them all again in each paragraph.
"""

import re

SMALL = 8_000
"""Pages of fewer characters cannot hurt and are not looked at."""
MAX_DEPTH = 2_000
MAX_ATTRIBUTES = 1_000
MAX_TAGS = 500_000
MAX_REOPENED = 300_000
"""Unclosed formatting elements times elements: how many nodes they may cost."""

_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>?+")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_FORMATTING = frozenset(
    [
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ]
)  # fmt: skip
_LONE = frozenset(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead",
        "tfoot", "colgroup", "rp", "rt",
    ]
)  # fmt: skip
"""Elements that do not nest in themselves: they have no end, or the next one ends them. In svg and math they do."""
_FOREIGN = frozenset(("svg", "math"))


def defused(markup: str) -> str:
    """`markup`, harmless to parse: in a hostile page the tags that do harm are gone, the text stays. Linear in its length."""
    if len(markup) < SMALL:
        return markup
    tags = _TAG.findall(markup)
    if len(tags) > MAX_TAGS or (len(tags) > MAX_DEPTH and _depth(tags) > MAX_DEPTH):
        return _without_tags(markup)
    if any(
        len(attributes) > 2 * MAX_ATTRIBUTES and sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes)) > MAX_ATTRIBUTES
        for _, _, attributes in tags
    ):
        markup = _TAG.sub(lambda tag: f"<{tag[1]}{tag[2]}>" if len(tag[3]) > 2 * MAX_ATTRIBUTES else tag[0], markup)
    formatting = sum(1 for end, name, _ in tags if not end and name.lower() in _FORMATTING)
    if formatting * len(tags) > MAX_REOPENED and _unclosed(tags) * len(tags) > MAX_REOPENED:
        markup = _TAG.sub(lambda tag: "<!---->" if tag[2].lower() in _FORMATTING else tag[0], markup)
    return markup


def _without_tags(markup: str) -> str:
    """The text alone, a line break for each tag, without what stands in scripts and styles."""
    parts, place, hidden = list[str](), 0, ""
    for tag in _TAG.finditer(markup):
        end, name = tag[1], tag[2].lower()
        if not hidden:
            parts.append(markup[place : tag.start()])
        if name in ("script", "style"):
            hidden = "" if end and name == hidden else hidden or name * (not end)
        place = tag.end()
    parts.append(markup[place:] if not hidden else "")
    return " <br> ".join(part for part in parts if part)


def _depth(tags: list[tuple[str, str, str]]) -> int:
    """How deep the elements nest at most, never less than a parser finds: an end counts only where it must match."""
    opened: list[str] = []
    deepest = n_foreign = 0
    for end, name, _ in tags:
        name = name.lower()
        if name in _LONE and not n_foreign:
            continue
        if not end:
            opened.append(name)
            n_foreign += name in _FOREIGN
            deepest = max(deepest, len(opened))
        elif opened and opened[-1] == name:
            opened.pop()
            n_foreign -= name in _FOREIGN
    return deepest


def _unclosed(tags: list[tuple[str, str, str]]) -> int:
    """Formatting elements that the parser may have to open again: those whose end does not follow in good order."""
    waiting: list[str] = []
    n_lost = 0
    for end, name, _ in tags:
        name = name.lower()
        if name in _FORMATTING and not end:
            waiting.append(name)
        elif waiting and end and name == waiting[-1]:
            waiting.pop()
        elif waiting:  # an element begins or ends inside: this one may be lost when it does
            n_lost += name not in _LONE and bool(end)
    return n_lost + len(waiting)
