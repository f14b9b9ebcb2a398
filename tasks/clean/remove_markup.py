"""Remove what is left of HTML inside a text that is none: entities, stray and cut tags, comments, shortcodes, templates.

Whole markup is read when a record comes in; here is what was lost or encoded twice on the way. A passage that speaks of
HTML stays as it is, and so does every bracket that is no tag by its name.
"""

import re
from html import unescape

import polars as pl

from tasks.clean.rewriting import rewritten
from tasks.text.tags import ABOUT_MARKUP, COMMENT, HIDDEN, TAG

EVIDENCE = r"[<&>{\[]"

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,23});")
_COMMON = "nbsp|quot|zwnj|zwj|laquo|raquo|ldquo|rdquo|lsquo|rsquo|ndash|mdash|hellip|rlm|lrm|apos"
# Each begins with its letters and looks back from there: a search for a letter is quick, one for what stands before it is not.
_BROKEN_ENTITY = re.compile(
    rf"&\s?({_COMMON}|amp)\s?;|&({_COMMON})(?![\w;=])|amp;(?<![&\w;]amp;)({_COMMON});"
    r"|(nbsp|zwnj);(?<![&\w;](?:nbsp|zwnj);)"
)
_EMBED = re.compile(r"\[(embed|img|youtube|video|audio|iframe)\b[^\[\]]*\][^\[\]]{0,300}\[/\1\]")
_SHORTCODE = re.compile(
    r"\[/[a-z][a-z0-9_-]{0,30}\]"
    r"|\[(?:[a-z][a-z0-9_-]{1,30}(?:\s+[a-z_][\w-]*=(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\"'\]]+))+|(?:url|color|size|font)=[^\[\]]{1,200})\s*/?\]"
    r"|\[(?:gallery|playlist|vc_[a-z_]+|et_pb_[a-z_]+|fusion_[a-z_]+|adrotate|contact-form(?:-7)?)\]"
)
_BBCODE = re.compile(r"\[(b|i|u|s|quote|center|code|list|row|column|box|caption)\](?=.*\[/\1\])", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\{%[^{}%]{0,200}%\}|<%[^<>%]{0,200}%>")
_CUT_HEAD = re.compile(
    r"\A(?:/?(?:p|br|div|span|strong|em|h[1-6]|li|td|tr|ul|figure|figcaption)\s*/?>|[^<>]{0,60}\b(?:class|style|href|src|dir|id|rel|target|align)=\\?[\"'][^\"'<>]{0,200}\\?[\"']\s*/?>)"
)
_CUT_TAIL = re.compile(r"(?:</[a-z]{0,10}|<(?:[a-z]{1,10}[1-6]?\s+[a-z-]+=[^<>]*|!--[^<>]*))\Z")
_SIGN = re.compile(r"<[\s\x1c-\x1f/]*[a-zA-Z!%?]|[&;]|/>|[\"'a-z1-6]>|\{[{%]|\[/?[a-z]|\]\]>")
"""Any of the above has one of these; most angle brackets and square ones have not."""
_ROUNDS = 4


def remove_markup(texts: pl.Series) -> pl.DataFrame:
    """The texts of passages without remains of HTML. In Python: one passage in a hundred holds a sign of it."""
    at = texts.str.contains(_SIGN.pattern).arg_true().cast(pl.Int64)
    rows = rewritten(texts.gather(at), without_markup)
    return rows.with_columns(row=at.gather(rows["row"]))


def without_markup(text: str) -> tuple[str, int]:
    """`text` without remains of markup, and how many there were. What was encoded twice is decoded twice.

    >>> without_markup("Rain &amp; &amp;quot;wind&amp;quot;<br />, a < b")
    ('Rain & "wind" , a < b', 6)
    >>> without_markup("In HTML the tag <br> and the entity &nbsp; are known")
    ('In HTML the tag <br> and the entity &nbsp; are known', 0)
    """
    if not _SIGN.search(text):
        return text, 0
    given, n_places = text, 0
    for _ in range(_ROUNDS):
        before = text
        for step in (_entities, _tags, _brackets):
            text, n = step(text)
            n_places += n
        if text == before:
            break
    return (given, 0) if n_places and ABOUT_MARKUP.search(given) else (text, n_places)


def _entities(text: str) -> tuple[str, int]:
    if "&" not in text and "nbsp;" not in text and "amp;" not in text and "zwnj;" not in text:
        return text, 0
    text, n_broken = _BROKEN_ENTITY.subn(
        lambda found: f"&{next(name for name in (*found.groups(), 'amp') if name)};", text
    )
    text, n_whole = _ENTITY.subn(_decoded, text)
    return text, max(n_broken, n_whole)


def _decoded(entity: re.Match[str]) -> str:
    """What an entity stands for; what breaks lines becomes a space, and an unknown one stays."""
    char = unescape(entity[0])
    return " " if len(char) == 1 and (char.isspace() or ord(char) < 32) and char != "\xa0" else char


def _tags(text: str) -> tuple[str, int]:
    if "<" not in text and ">" not in text:
        return text, 0
    n_places = 0
    for pattern in (HIDDEN, COMMENT) if "</" in text or "<!" in text or "]>" in text or "<?" in text else ():
        text, n = pattern.subn(" ", text)
        n_places += n
    text, n = TAG.subn(lambda tag: "" if tag[1].lower() in _INLINE else " ", text)
    n_places += n
    for pattern in (_CUT_HEAD, _CUT_TAIL):
        text, n = pattern.subn("", text)
        n_places += n
    return text, n_places


_INLINE = frozenset(
    ["a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sup", "sub", "mark", "bdi", "bdo"]
)


def _brackets(text: str) -> tuple[str, int]:
    n_places = 0
    if "[" in text:
        for pattern in (_EMBED, _BBCODE, _SHORTCODE):
            text, n = pattern.subn("", text)
            n_places += n
    if "{" in text or "<%" in text:
        text, n = _TEMPLATE.subn("", text)
        n_places += n
    return text, n_places
