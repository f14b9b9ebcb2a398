"""Markup made to crash or stall: each page is read within a second or two, and its text is not lost."""

import time

import pytest

from tasks.ingest.markup_guard import defused
from tasks.ingest.pages import read_page

N = 50_000
HOSTILE = {
    "deep nesting": "<div>" * N + "text",
    "deep nesting that closes": "<div>" * N + "text" + "</div>" * N,
    "ends that do not match": "<div><table></div></table>" * N + "text",
    "deep foreign content": "<svg>" + "<tr>" * N + "</svg>text",
    "unclosed formatting": "".join(f"<p><b x={n}></p>" for n in range(N)) + "text",
    "formatting behind a table": "".join(f"<p><b x={n}><table></b></table></p>" for n in range(N // 5)) + "text",
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(N)) + ">text",
    "many attributes with angle brackets": "<p " + " ".join(f'a{n}=">"' for n in range(N)) + ">text",
    "one huge attribute": '<p a="' + "y" * 5_000_000 + '">text',
    "tags that never end": "text" + "<a " * N,
    "quotes that never end": "text" + '<a b="' * N,
    "nothing but angle brackets": "<" * 1_000_000 + " text",
    "nothing but ampersands": "&" * 1_000_000 + "text",
    "comments that never end": "text" + "<!--" * N,
    "nested links": "<a><p>" * N + "text",
    "nested tables": "<table><tr><td>" * N + "text",
    "templates": "text" + "<template>" * N,
    "selects that copy": "text" + "<select><button><selectedcontent></selectedcontent></button><option>x" * 5_000,
    "very many elements": "<p>x</p>" * (4 * N) + "text",
    "deep linked data": '<script type="application/ld+json">' + "[" * N + "</script><p>text",
    "many forms": "<form><p>x</p></form>" * N + "text",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little_and_keeps_its_text(name: str) -> None:
    """Reading takes time in proportion to length; the word in the page comes out."""
    start = time.process_time()
    page = read_page(HOSTILE[name])
    assert "text" in (page.body or "")
    assert time.process_time() - start < 5


def test_nothing_but_tags_has_no_text() -> None:
    """A page of tags alone is read, and has no body."""
    assert read_page("<div><span></span></div>" * N).body is None


def test_scripts_do_not_become_text_where_tags_are_dropped() -> None:
    """Even a page that is too deep to parse gives none of its scripts for text."""
    page = read_page("<div>" * N + "<script>var hidden = 1</script>text<style>p {}</style>")
    assert page.body == "text"


def test_a_normal_page_is_left_alone() -> None:
    """The guard changes no byte of a page that a parser reads well."""
    page = (
        "<html><body>"
        + "<div class='a'><p>Some <b>words</b> and a <a href='x?a>b'>link</a><br>more</p><ul><li>one<li>two</ul></div>"
        * 500
    )
    assert defused(page) == page
