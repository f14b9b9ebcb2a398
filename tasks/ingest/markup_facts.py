"""What a page says of itself: title, address, date, authors, section. As written there: nothing is parsed or repaired."""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_LINKED_DATA = 1 << 20
"""Characters of JSON-LD that are looked at, a block."""

_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
_JOINT = re.compile(r"\s*(?:[|\u2013\u2014\u00bb\u203a\u2022\u00b7]|\s-\s|::)\s*\Z")
_LEAD = re.compile(r"\s*(?:[|\u2013\u2014\u00ab\u2039\u2022\u00b7]|-\s|::)")

Facts = dict[str, Any]


def facts_of(page: LexborHTMLParser, container: LexborNode) -> Facts:
    """title, url, published, authors, section and tags of a page; null where it does not say."""
    meta = _meta(page)
    linked = _linked_data(page)
    times = [*container.css("time[datetime]"), *page.css("time[datetime]")]
    return {
        "title": _title(page, meta),
        "url": _address(page, meta),
        "published": _first(
            *(meta.get(name) for name in _DATES[:2]),
            linked.get("datePublished"),
            *(meta.get(name) for name in _DATES[2:]),
            *(_attribute(time, "datetime") for time in times[:1]),
        ),
        "authors": _authors(linked.get("author"))
        or _not_links([meta.get("author"), meta.get("article:author")])
        or None,
        "section": _first(meta.get("article:section"), linked.get("articleSection")),
        "tags": _list(_first(meta.get("news_keywords"), meta.get("keywords"))),
    }


def without_site(title: str, proof: str | None) -> str:
    """`title` without the site's name, where `proof` (a heading) shows which part is the headline or which is the site.

    >>> without_site("Rain expected | The Paper", "Rain expected")
    'Rain expected'
    >>> without_site("Rain | Wind", None)
    'Rain | Wind'
    """
    if not proof or proof == title:
        return title
    if title.startswith(proof) and _LEAD.match(title[len(proof) :]):
        return proof
    if title.endswith(proof):
        front, n = _JOINT.subn("", title[: -len(proof)])
        return (front if len(front) >= len(proof) else proof) if n and front else title
    return title


def _title(page: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    headings = [text for node in page.css("h1") if (text := _line(node.text()))]
    element = page.css_first("title")
    shared, named = meta.get("og:title"), _line(element.text()) if element is not None else None
    title = _first(shared, named)
    if title is None:
        return headings[0] if headings else None
    for heading in headings[:5]:
        title = without_site(title, heading)
    if shared is None and len(headings) == 1 and title == named and headings[0] not in title:
        return headings[0]
    return title


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    """<meta> contents by property, name or itemprop in small letters; the first one counts."""
    found: dict[str, str] = {}
    for node in page.css("meta[content], [itemprop=datePublished]"):
        given = node.attributes
        content = _line(given.get("content") or given.get("datetime"))
        for key in ("property", "name", "itemprop"):
            if content and (name := given.get(key)):
                found.setdefault(name.strip().lower(), content)
    return found


def _address(page: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    canonical = page.css_first("link[rel=canonical][href]")
    for address in (_attribute(canonical, "href"), meta.get("og:url")):
        if address and re.match(r"(?i)https?://", address):
            return address
    return None


def _linked_data(page: LexborHTMLParser) -> Facts:
    """The JSON-LD object that has a date of publication, or else one that has an author."""
    objects = [item for node in page.css("script[type='application/ld+json']")[:20] for item in _objects(node.text())]
    return next((o for key in ("datePublished", "author") for o in objects if key in o), {})


def _objects(text: str) -> Iterator[Facts]:
    if len(text) > MAX_LINKED_DATA:
        return
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):  # hostile or broken: the page has other places to look at
        return
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(item.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(item, list):
            waiting.extend(item[:100])


def _authors(given: Any) -> list[str]:
    people = given if isinstance(given, list) else [given]
    return _not_links([person.get("name") if isinstance(person, dict) else person for person in people])


def _not_links(names: list[Any]) -> list[str]:
    lines = [_line(name) for name in names if isinstance(name, str)]
    return list(dict.fromkeys(name for name in lines if name and not name.startswith(("http:", "https:", "//"))))


def _list(text: str | None) -> list[str] | None:
    return [part for part in re.split(r"\s*[,\u060c;\u061b|]\s*", text) if part] if text else None


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return _line(node.attributes.get(name)) if node is not None else None


def _line(text: str | None) -> str | None:
    """The text on one line, ZWNJ and all; null where it is blank."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip() or None if text else None


def _first(*found: Any) -> str | None:
    return next((str(value) for value in found if isinstance(value, str | int | float) and str(value).strip()), None)
