"""By which names a record's columns are known. Names only: how a value is read is said in `drafts`."""

import re
from collections.abc import Iterable, Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "uid", "guid", "uuid", "docid", "documentid", "articleid", "newsid", "recordid"),
    "title": ("title", "headline", "newstitle", "articletitle"),
    "text": ("text", "body", "content", "article", "articlebody", "articletext", "bodytext", "maintext", "fulltext", "plaintext", "newstext", "story", "rawtext"),
    "html": ("html", "contenthtml", "htmlcontent", "bodyhtml", "htmlbody", "rawhtml", "pagehtml"),
    "url": ("url", "link", "href", "uri", "articleurl", "newsurl", "pageurl", "permalink", "canonicalurl", "sourceurl"),
    "published": ("publishedat", "datepublished", "published", "publisheddate", "pubdate", "publishdate", "datepublish", "publicationdate", "publishtime", "publisheddatetime", "date", "datetime", "newsdate", "time", "timestamp", "createdat"),
    "source": ("source", "sourcename", "site", "sitename", "publisher", "website", "domain", "sourcedomain"),
    "outlet": ("outlet", "outletname", "newspaper"),
    "authors": ("authors", "author", "byline", "creator", "writer", "reporter"),
    "section": ("category", "section", "topic", "rubric"),
    "tags": ("tags", "keywords", "tag", "keyword", "categories"),
    "fetched": ("fetchedat", "crawledat", "crawldate", "crawltime", "scrapedat", "fetchtime", "fetchdate", "datedownload", "downloadedat", "retrievedat"),
}  # fmt: skip
"""Our field to the names it is known by, the surest first. Case, spaces, - and _ in a name do not count."""

TEXT_FIELDS = ("text", "html")
"""Fields whose value must be a string: a number or a list there is a broken record."""

_NOISE = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """A column's name without case, spaces and punctuation: `Published_At` and `publishedAt` are one."""
    return _NOISE.sub("", name).lower()


def field_named(name: str) -> str:
    """Our field that `name` stands for; raises ValueError with the names there are."""
    for field, aliases in ALIASES.items():
        if bare(name) in (field, *aliases):
            return field
    raise ValueError(f"mapping: no field is called {name!r}; there are {', '.join(ALIASES)}")


def unique_names(names: Iterable[str]) -> list[str]:
    """Column names, each once: blank ones get their number as a name, repeated ones their number behind it."""
    unique: list[str] = []
    for number, name in enumerate(names, 1):
        name = name.strip() or f"column_{number}"
        unique.append(name if name not in unique else f"{name}_{number}")
    return unique


def recognise(columns: Iterable[str], mapping: Iterable[tuple[str, str]] = ()) -> dict[str, tuple[str, ...]]:
    """Our fields to the columns they may come from, in the order in which they are tried.

    What `mapping` names comes first. The order does not depend on the order of `columns`, so that a record reads the
    same in whatever company it comes.
    """
    present = sorted(set(columns))
    mapped = {theirs: field for theirs, field in mapping if theirs in present}
    found: dict[str, tuple[str, ...]] = {}
    for field, aliases in ALIASES.items():
        by_hand = [column for column, target in mapped.items() if target == field]
        rank = {alias: place for place, alias in enumerate(aliases)}
        by_name = [column for column in present if column not in mapped and bare(column) in rank]
        names = (*by_hand, *sorted(by_name, key=lambda column: rank[bare(column)]))
        if names:
            found[field] = names
    return found
