"""From a tree of elements to lines of text, as a browser would copy them, with the stretches that the markup names.

Only ASCII white space is folded: no-break spaces, ZWNJ and all other characters stay as they are.
"""

import re
from collections.abc import Callable, Collection, Iterator

from selectolax.lexbor import LexborNode

SKIPPED = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "iframe", "form", "object", "embed", "canvas",
        "audio", "video", "select", "button", "textarea", "input", "datalist", "map", "head", "title",
        "amp-ad", "amp-embed", "amp-sidebar", "amp-consent", "amp-analytics", "amp-iframe", "amp-social-share",
    ]
)  # fmt: skip
"""Elements whose content is no text of the page."""

BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "caption", "ul",
    ]
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)\b|[\w-]{25,}", re.IGNORECASE)
_MIN_GAPS = 2
_LINE_ENDS = re.compile(r"\r\n?")

Mark = dict[str, int | str]


def walk(root: LexborNode, skips: Callable[[LexborNode, str], bool]) -> Iterator[tuple[LexborNode, str, bool]]:
    """Nodes below and with `root` as (node, tag, entered?), each twice, in document order. No recursion: trees may be deep.

    0.5 us a node, in Python: no column knows what is inside what.
    """
    node, path = root, list[LexborNode]()
    while True:
        tag = node.tag or ""
        skipped = node is not root and skips(node, tag)
        if not skipped:
            yield node, tag, True
            child = node.first_child
            if child is not None:
                path.append(node)
                node = child
                continue
            yield node, tag, False
        while path and node.next is None:
            node = path.pop()
            yield node, node.tag or "", False
        if not path:
            return
        node = node.next  # type: ignore[assignment]  # not None: see the loop above


class Lines:
    """Text on its way, line by line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self._breaks = 0
        self._space = False
        self.begun: int | None = None
        """Where the text after the last `begin` starts; null until there is some."""

    def begin(self) -> None:
        """Watch for the next text."""
        self.begun = None

    def end_line(self, n: int = 1) -> None:
        """The next text begins a line, after `n` - 1 empty ones."""
        self._breaks = max(self._breaks, n)

    def add_break(self) -> None:
        """A line break that counts however many there are."""
        self._breaks += 1

    def add(self, text: str, *, folded: bool = True) -> None:
        """Text; its white space is folded unless it is preformatted."""
        if folded:
            text = _SPACE.sub(" ", text)
        if not text or text == " ":
            self._space = self._space or bool(text)
            return
        lead = self._lead(text)
        if folded:
            self._space = text.endswith(" ")
            text = text.strip(" ")
        if self.begun is None:
            self.begun = self.length + len(lead)
        self._parts.append(lead + text)
        self.length += len(lead) + len(text)

    def _lead(self, text: str) -> str:
        """What stands between the text so far and `text`."""
        lead = "\n" * min(self._breaks, 2) if self._breaks else " " * (self._space or text.startswith(" "))
        self._breaks, self._space = 0, False
        return lead if self._parts else ""

    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)


def text_of(
    root: LexborNode, kinds: Callable[[LexborNode, str], str | None], skipped: Collection[int]
) -> tuple[str, list[Mark]]:
    """Text of `root` and its marks: start and end in code points, and the kind that `kinds` gives an element.

    Elements with a kind stand on lines of their own; of nested ones the outermost counts. `skipped`: elements left out.
    """
    lines, marks = Lines(), list[Mark]()
    marked: LexborNode | None = None
    kind: str | None = None
    n_pre = 0
    for node, tag, entered in walk(root, lambda node, tag: skips(node, tag, skipped)):
        if tag == "-text":
            if entered:
                lines.add(_LINE_ENDS.sub("\n", node.text_content or ""), folded=not n_pre)
            continue
        if (
            entered
            and marked is None
            and node is not root
            and tag not in ("br", "-comment")
            and (kind := kinds(node, tag))
        ):
            marked = node
            lines.end_line()
            lines.begin()
        n_pre += (tag == "pre") * (1 if entered else -1)
        if not entered and marked is not None and node.mem_id == marked.mem_id:
            if lines.begun is not None:
                marks.append({"start": lines.begun, "end": lines.length, "kind": kind or ""})
            lines.end_line()
            marked = None
        if tag == "img" and entered:
            _add_image(lines, marks if marked is None else None, node)
        _break_around(lines, tag, entered)
    return lines.text(), marks


def _add_image(lines: Lines, marks: list[Mark] | None, node: LexborNode) -> None:
    """The text of an image, on a line of its own; with a mark unless what is around it has one."""
    said = _image_text(node)
    if said is None:
        return
    lines.end_line()
    if marks is not None:
        lines.begin()
    lines.add(said)
    if marks is not None:
        marks.append({"start": lines.begun or 0, "end": lines.length, "kind": "caption"})
    lines.end_line()


def _image_text(node: LexborNode) -> str | None:
    """What an image is said to show, where that is a caption: several words, no link's picture, no caption beside it."""
    said = _SPACE.sub(" ", node.attributes.get("alt") or "").strip()
    if said.count(" ") < _MIN_GAPS or "://" in said or _FILE_NAME.search(said):
        return None
    above, in_link = node.parent, False
    while above is not None and above.tag not in ("body", "article", "main"):
        if above.tag == "figure" or "caption" in (above.attributes.get("class") or ""):
            return None if above.css_first("figcaption, [class*=caption]") is not None else said
        in_link |= above.tag == "a"
        above = above.parent
    return None if in_link else said


def skips(node: LexborNode, tag: str, skipped: Collection[int]) -> bool:
    """True for what is no text of the page. A form may be the whole page: `skipped` says which of them goes."""
    return node.mem_id in skipped if tag == "form" else tag in SKIPPED


def _break_around(lines: Lines, tag: str, entered: bool) -> None:
    """Line breaks that an element makes, as in the innerText of a browser: two around a paragraph, one around a block."""
    if tag == "br":
        if entered:
            lines.add_break()
    elif tag == "p":
        lines.end_line(2)
    elif tag in BLOCKS:
        lines.end_line()
    elif tag in ("td", "th") and entered:
        lines.add(" ")
