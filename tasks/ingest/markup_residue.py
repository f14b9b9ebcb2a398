"""Which texts hold markup though they say they are plain, and what they say. Whole pages are read in `pages`.

Exports and feeds write paragraphs as HTML into a field of text. A text that speaks of HTML, or holds a bracket that is
no tag by its name, is left as it is: what little is left there, cleaning takes out with a word about it.
"""

import re
from html import unescape

import polars as pl
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from tasks.ingest.markup_container import whole_of
from tasks.ingest.markup_guard import defused
from tasks.ingest.markup_text import text_of
from tasks.ingest.pages import Page, read_page
from tasks.text.tags import ABOUT_MARKUP, COMMENT, HIDDEN, TAG

_SIGNS = ["</", "/>", "<br", "<BR", "<p>", "<P>", "<!--", "&lt;/", "&lt;br", "<img", "<div"]
_PAGE = re.compile(r"\s*(?:<!doctype|<html|<head|<body|<\?xml)", re.IGNORECASE)
_ENCODED = re.compile(r"&lt;/?(?:p|br|div|span|strong|a|h[1-6]|li|ul)\b", re.IGNORECASE)
_BEGINS = re.compile(rf"\s*(?:{TAG.pattern})", re.IGNORECASE)
_ANY_TAG = re.compile(r"(<[^<>]*>)")
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z]|!--)")
_NO_ENTITY = re.compile(r"&(?!(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,23});)")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_BREAK = "<br>"


def may_hold_markup(text: pl.Expr) -> pl.Expr:
    """A cheap look at each of many texts: true where `read_residue` is worth asking."""
    return text.str.contains_any(_SIGNS)


def read_residue(text: str) -> Page | None:
    """What a text says that is markup or holds some; null where it is a plain one, or speaks of markup."""
    if _PAGE.match(text):
        return read_page(text)
    if len(_ENCODED.findall(text)) >= 2 and not TAG.search(text):
        text = unescape(text)
    if not TAG.search(text) and not COMMENT.search(text):
        return None
    bare = HIDDEN.sub(" ", text)
    if not _BEGINS.match(text) and (ABOUT_MARKUP.search(bare) or ABOUT_MARKUP.search(TAG.sub(" ", bare))):
        return None
    return _read_fragment(bare)


def _read_fragment(text: str) -> Page:
    """All of a fragment, line by line. Line breaks count where no paragraphs are marked, empty lines always."""
    breaks = len(_PARAGRAPH.findall(text)) < 2
    pieces = _ANY_TAG.split(COMMENT.sub(" ", text))
    for at, piece in enumerate(pieces):
        if at % 2 and TAG.fullmatch(piece):
            continue
        if at % 2:  # angle brackets around what is no tag
            piece = piece.replace("<", "&lt;")
        piece = _NO_ENTITY.sub("&amp;", _NO_TAG.sub("&lt;", piece))
        piece = _BLANK_LINE.sub(_BREAK * 2, piece.replace("\r\n", "\n")) if piece.strip() or breaks else piece
        pieces[at] = piece.replace("\n", _BREAK) if breaks else piece
    page = LexborHTMLParser(defused("".join(pieces)), scripting=True, options=int(LexborDocumentOptions.WO_EVENTS))
    if page.body is None:
        return Page(None)
    layout = whole_of(page.body)
    body, marks = text_of(page.body, layout.kind_of, layout.skipped)
    return Page(body if body.strip() else None, marks or None)
