"""A page or fragment of HTML as what it says: text with marks, and facts. How bytes become markup is said in `decoding`."""

from dataclasses import dataclass

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from tasks.ingest.markup_container import layout_of
from tasks.ingest.markup_facts import facts_of
from tasks.ingest.markup_guard import defused
from tasks.ingest.markup_text import Mark, text_of


@dataclass(frozen=True)
class Page:
    """What was read from one page. body: null where it has no text. marks: stretches of it, in code points."""

    body: str | None
    marks: list[Mark] | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    authors: list[str] | None = None
    section: str | None = None
    tags: list[str] | None = None


def read_page(markup: str) -> Page:
    """Read a page or a fragment. Never raises for what is in it; a hostile one costs time in proportion to its length.

    scripting: <noscript> is not read as markup, as in a browser that runs scripts. WO_EVENTS: no element is copied while
    parsing, which a page could use to multiply itself.
    """
    page = LexborHTMLParser(defused(markup), scripting=True, options=int(LexborDocumentOptions.WO_EVENTS))
    if page.body is None:  # a frameset, or nothing at all
        return Page(None)
    layout = layout_of(page.body)
    body, marks = text_of(layout.container, layout.kind_of, layout.skipped)
    return Page(body if body.strip() else None, marks or None, **facts_of(page, layout.container))
