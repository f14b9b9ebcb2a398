"""Which element of a page holds the article, and what stands in it that is no article. Nothing is removed here."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tasks.ingest.markup_text import BLOCKS, skips, walk

ENOUGH = 0.5
"""An <article> or <main> must hold this share of the text of the block that holds most, or it is a teaser."""
WIDER = 1.5
"""A block's parent is taken instead of it where it holds so many times its text: the article is cut into sections."""
ENTRIES = 3
COMPARABLE = 0.3
"""So many <article> side by side, of which none is much smaller than the largest, are the entries of one article."""
LEVELS, LEAD = 3, 40
"""So many elements up, a lead of so many characters is looked for."""
WRAPPER = 250
"""Characters of paragraphs that make a <form> the wrapper of a page, as some servers write it, and no form."""

_PARAGRAPHS = frozenset(["p", "li", "blockquote", "pre", "dd", "h2", "h3", "h4"])
_APART = frozenset(["nav", "aside", "footer", "figcaption"])
_BY_TAG = {"figcaption": "caption", "nav": "navigation", "aside": "related", "dialog": "navigation", "h1": "title"}
_BY_ROLE = {
    "navigation": "navigation", "search": "navigation", "contentinfo": "navigation", "dialog": "navigation", "complementary": "related",
}  # fmt: skip
_BY_WORD = {
    **dict.fromkeys(("caption",), "caption"),
    **dict.fromkeys(("credit", "credits"), "credit"),
    **dict.fromkeys(
        (
            "breadcrumb", "breadcrumbs", "menu", "navbar", "pagination", "pager", "share", "sharing", "sharedaddy", "addtoany",
            "addthis", "cookie", "cookies", "consent", "gdpr", "newsletter", "subscribe", "popup", "modal", "sronly",
            "screenreadertext", "visuallyhidden", "skiplink", "tags", "tagslinks", "taglist", "tagcloud",
        ),
        "navigation",
    ),
    **dict.fromkeys(
        (
            "related", "readmore", "seealso", "recommended", "recommendations", "recirculation", "mostread", "mostviewed",
            "mostpopular", "trending", "outbrain", "taboola", "sidebar", "teasers", "promo", "sponsored", "advert",
            "advertisement", "ads", "comments", "respond", "disqus", "authorbox",
        ),
        "related",
    ),
}  # fmt: skip
"""What an element is by a word of its class, id or itemprop. "widget" and "meta" are no signs: builders name articles so."""
_LEADS = frozenset(
    ["lead", "lede", "summary", "introtext", "intro", "standfirst", "excerpt", "description", "chapo", "lid"]
)
_WORDS = re.compile(r"[a-z]+")


@dataclass
class _Block:
    node: LexborNode
    tag: str
    parent: "_Block | None"
    total: int = 0
    own: int = 0


@dataclass
class Layout:
    """Where the text of a page stands. `skipped`: forms that are no wrapper, by mem_id."""

    container: LexborNode
    skipped: set[int]
    _sizes: dict[int, int] = field(default_factory=dict)

    def kind_of(self, node: LexborNode, tag: str) -> str | None:
        """caption, credit, navigation, related or title, where the markup says so; null for all else.

        An element that holds half of the container's text is the article, whatever it is called.
        """
        kind = _BY_TAG.get(tag) or _kind_by_name(node)
        half = self._sizes.get(self.container.mem_id, 0) / 2
        return kind if kind == "title" or self._sizes.get(node.mem_id, 0) <= half else None


def layout_of(body: LexborNode) -> Layout:
    """Find the container: an <article>, [itemprop=articleBody] or <main> that holds enough, else the block with most text."""
    skipped = {form.mem_id for form in body.css("form") if not _is_wrapper(form)}
    blocks = _measured(body, skipped)
    richest = max(blocks, key=lambda block: block.own)
    named = _named(body, blocks, richest.total)
    if named is None:
        while richest.parent and richest.parent.total >= WIDER * richest.total:
            richest = richest.parent
        named = richest
    container = named.node if named.total else body
    return Layout(container, skipped, {block.node.mem_id: block.total for block in blocks})


def whole_of(body: LexborNode) -> Layout:
    """All of a fragment, whatever stands in it."""
    skipped = {form.mem_id for form in body.css("form") if not _is_wrapper(form)}
    return Layout(body, skipped, {block.node.mem_id: block.total for block in _measured(body, skipped)})


def _is_wrapper(form: LexborNode) -> bool:
    return form.css_first("article, main, h1") is not None or sum(len(p.text()) for p in form.css("p")) >= WRAPPER


def _named(body: LexborNode, blocks: list[_Block], most: int) -> _Block | None:
    """The element that the page itself calls its article."""
    by_id = {block.node.mem_id: block for block in blocks}
    for selector in ("article", "[itemprop~=articleBody]", "main, [role=main]"):
        found = [by_id[node.mem_id] for node in body.css(selector) if node.mem_id in by_id]
        best = max(found, key=lambda block: block.total, default=None)
        if best is not None and best.total and best.total >= ENOUGH * most:
            return _with_lead(_all_entries(best, found))
    return None


def _all_entries(best: _Block, found: list[_Block]) -> _Block:
    """What holds all entries of a page that is written entry by entry; else `best`. An entry has no heading of a page."""
    entries = [block for block in found if block.parent is best.parent and block.total >= COMPARABLE * best.total]
    if best.parent is None or len(entries) < ENTRIES or any(entry.node.css_first("h1") for entry in entries):
        return best
    return best.parent


def _with_lead(best: _Block) -> _Block:
    """What holds the article's element and the lead that stands before it; else `best`."""
    here = best
    for _ in range(LEVELS):
        above = here.parent
        if above is None or above.tag == "body" or above.total > 2 * best.total:
            return best
        before = here.node.prev
        while before is not None:
            if _is_lead(before):
                return above
            before = before.prev
        here = above
    return best


def _is_lead(node: LexborNode) -> bool:
    if node.tag not in ("p", "div", "section", "h2", "h3") or len(node.text().strip()) < LEAD:
        return False
    given = " ".join((node.attributes.get(name) or "")[:500] for name in ("class", "id", "itemprop")).lower()
    return not _LEADS.isdisjoint(_WORDS.findall(given))


def _measured(body: LexborNode, skipped: set[int]) -> list[_Block]:
    """Blocks with the characters of their text outside of links: all of it, and what stands in their own paragraphs."""
    here = _Block(body, "body", None)
    blocks, n_links, n_apart = [here], 0, 0
    for node, tag, entered in walk(body, lambda node, tag: skips(node, tag, skipped)):
        if tag == "-text":
            if entered and not n_links:
                _credit(here, len((node.text_content or "").strip()), own=not n_apart)
        elif tag == "a":
            n_links += 1 if entered else -1
        elif (tag in BLOCKS or tag == "td") and node is not body:
            n_apart += (tag in _APART) * (1 if entered else -1)
            if entered:
                here = _Block(node, tag, here)
                blocks.append(here)
            elif here.parent:
                here.parent.total += here.total
                here = here.parent
    return blocks


def _credit(block: _Block, n: int, *, own: bool) -> None:
    block.total += n
    owner = block.parent if block.tag in _PARAGRAPHS and block.parent else block
    owner.own += n * own


def _kind_by_name(node: LexborNode) -> str | None:
    """The kind that role, class, id or itemprop give away, whole words only."""
    given = node.attributes
    if (role := given.get("role") or "") in _BY_ROLE:
        return _BY_ROLE[role]
    for name in ("class", "id", "itemprop"):
        for token in (given.get(name) or "")[:500].lower().split():
            for word in (*_WORDS.findall(token), token.replace("-", "").replace("_", "")):
                if word in _BY_WORD:
                    return _BY_WORD[word]
    return None
