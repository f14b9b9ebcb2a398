"""`khabar explain` in the terminal and as a page: complete, readable, and safe against what documents hold."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import small_home

from flows.commands.explain_page import POLICY
from warehouse.home import Home

Khabar = Callable[..., tuple[int, str, str]]
VOID = {"meta", "br", "img", "hr", "input", "link", "wbr"}


class Page(HTMLParser):
    """The tags, links and shown text of a page; `open` is empty at the end of one that is well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        if tag == "a":
            self.links.append(found["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(khabar: Khabar, tmp_path: Path, doc_id: str) -> tuple[Page, str]:
    code, _, complaint = khabar("explain", doc_id, "--html", "page.html")
    assert (code, complaint) == (0, "")
    markup = (tmp_path / "page.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(markup)
    page.close()
    return page, markup


@pytest.mark.parametrize("doc_id", [sketch.doc_id for sketch in small_home.SKETCHES])
def test_every_page_is_well_formed_and_runs_nothing(khabar: Khabar, tmp_path: Path, doc_id: str) -> None:
    """A page has a strict policy, no script, no handler, no outside resource, and all its tags are closed."""
    page, _ = page_of(khabar, tmp_path, doc_id)
    forbidden = {"script", "img", "iframe", "object", "link", "form"} & set(page.tags)
    handlers = {name for name in page.attributes if name.startswith("on") or name == "src"}
    assert (page.policy, page.open, forbidden, handlers) == (POLICY, [], set(), set())


def test_hostile_text_is_text(khabar: Khabar, tmp_path: Path) -> None:
    """Markup of a document is shown, its controls and overrides are named, its address is no link."""
    page, markup = page_of(khabar, tmp_path, small_home.HOSTILE)
    active = [char for char in markup if char in "\x1b\x07\x9b\u202e\u2069"]
    outside = [href for href in page.links if not href.startswith("#")]
    assert (
        active,
        outside,
        "<script>alert('t')</script>" in page.text,
        "<b>Evil</b>" in page.text,
        'data-name="RLO"' in markup,
    ) == ([], ["http://harbour.example/tides/"], True, True, True)


def test_the_page_shows_both_sides_and_every_finding(khabar: Khabar, tmp_path: Path) -> None:
    """Each passage stands there as fetched, removed ones struck, each rule in the ledger, the copies with the reason."""
    page, markup = page_of(khabar, tmp_path, small_home.BRIDGE)
    rules = {row[2] for row in small_home.FINDINGS if row[0] == small_home.BRIDGE}
    missing = [rule for rule in rules if rule not in page.text]
    assert (
        missing,
        markup.count("<s "),
        'data-name="RLM"' in markup,
        "fewest findings" in page.text,
        small_home.BRIDGE_URL in page.links,
    ) == ([], 5, True, True, True)


def test_the_page_shows_what_a_copy_changed(khabar: Khabar, tmp_path: Path) -> None:
    """The group with its outlets and the one that stands for all; a copy without a time is said to have none."""
    page, markup = page_of(khabar, tmp_path, small_home.BRIDGE_COPY)
    expected = ("2 copies by 2 outlets", "time unknown", "0.81", "\N{MINUS SIGN}2", "this one", "fewest findings")
    assert [part for part in expected if part not in page.text] == []
    assert "<del>" in markup.partition("<h2>Copies</h2>")[2]


def test_conflicting_facts_of_a_template_are_shown(khabar: Khabar, tmp_path: Path) -> None:
    """Whichever side the link was found from, what stands here is cut and what stands there added; hostile text is text."""
    page, markup = page_of(khabar, tmp_path, small_home.PLAIN)
    place = markup.partition("<h2>Copies</h2>")[2]
    _, said, _ = khabar("explain", small_home.PLAIN)
    assert (
        "<del>six</del> <ins>&lt;script&gt;" in place,
        page.open,
        "[-six-]{+<script>" in said,
        [char for char in said + markup if char in "\x1b\x07\x9b\u202e\u2069"],
    ) == (True, [], True, [])


def test_edits_are_marked_inside_the_word(khabar: Khabar, tmp_path: Path) -> None:
    """A restored ZWNJ is an insertion with its name, a respelled letter a cut and an insertion."""
    _, markup = page_of(khabar, tmp_path, small_home.ORCHARD)
    assert (
        '<ins title="restore_zwnj' in markup,
        'class="inv named" data-name="ZWNJ"' in markup,
        ">ي</del>" in markup,
    ) == (True, True, True)


def test_the_page_has_a_name_of_its_own(khabar: Khabar, tmp_path: Path) -> None:
    """Without a file name the page is named after the document, here."""
    code, said, _ = khabar("explain", small_home.PLAIN, "--html")
    assert (code, said.strip()) == (0, str(tmp_path / "explain-dd44plain.html"))


def test_the_terminal_shows_what_was_cut_and_why(khabar: Khabar) -> None:
    """Without colours what was cut and what took its place stand in brackets, and a removed passage has its sign, kind and rule."""
    _, said, _ = khabar("explain", small_home.BRIDGE)
    expected = (
        "[-الوادي ،-]{+الوادي،+}",
        "\u27e8RLM\u27e9",
        "[repeat \u00b7 drop_repeated_paragraph]",
        "2 copies",
        "mixed_script",
        "fewest findings",
    )
    assert [part for part in expected if part not in said] == []


def test_the_terminal_names_who_said_what(khabar: Khabar) -> None:
    """Quotes, persons and sources are told in short."""
    _, said, _ = khabar("explain", small_home.ORCHARD)
    assert [part for part in ("Who said what", "مهری پارسا \u00d72", "Kahroba (agency)") if part not in said] == []


def test_the_terminal_is_safe(khabar: Khabar) -> None:
    """No escape of a document reaches the terminal."""
    _, said, _ = khabar("explain", small_home.HOSTILE)
    assert [char for char in said if char in "\x1b\x07\x9b\u202e\u2069"] == []


def test_a_beginning_that_fits_several_lists_them(khabar: Khabar) -> None:
    """An ambiguous id shows the candidates and exits 2."""
    code, said, complaint = khabar("explain", "aa11")
    assert (code, "aa11bridgecopy" in said, "fits 2 documents" in complaint) == (2, True, True)


def test_a_record_in_quarantine_is_pointed_to(khabar: Khabar) -> None:
    """A file that was set aside is found by its name, with the command that shows it."""
    code, _, complaint = khabar("explain", "empty.txt")
    assert (code, "quarantine show q2f9empty" in complaint) == (2, True)


def test_without_the_lake_the_catalogue_is_enough(khabar: Khabar, home: Home) -> None:
    """The raw pieces that the catalogue keeps are shown when the lake cannot be reached, and the page says so."""
    home.lake.rename(home.root / "elsewhere")
    code, said, _ = khabar("explain", small_home.BRIDGE)
    assert (code, "[-الوادي ،-]{+الوادي،+}" in said, "not at hand" in said) == (0, True, True)


def test_the_page_runs_the_way_of_its_language(khabar: Khabar, tmp_path: Path) -> None:
    """An Arabic page runs right to left, an English one left to right, a line without letters as its page does."""
    _, arabic = page_of(khabar, tmp_path, small_home.BRIDGE)
    _, english = page_of(khabar, tmp_path, small_home.PLAIN)
    assert (
        '<div class="texts" dir="rtl">' in arabic,
        '<div dir="rtl" lang="ar" class="t"><s title="drop_counter' in arabic,
        '<div class="texts" dir="ltr">' in english,
    ) == (True, True, True)


def test_every_kind_has_a_filter_with_its_count(khabar: Khabar, tmp_path: Path) -> None:
    """Each fate of a passage has a box that hides it, and rules are told with what they are for."""
    page, markup = page_of(khabar, tmp_path, small_home.BRIDGE)
    boxes = ("changed", "repeat", "caption", "counter", "navigation", "related", "unchanged")
    assert (
        [name for name in boxes if f'id="show-{name}" checked' not in markup],
        [name for name in boxes if f":has(#show-{name}:not(:checked)) .row.k-{name} " not in markup],
        "Remove share and view counters" in page.text,
        "4 places changed" in page.text or "3 places changed" in page.text,
    ) == ([], [], True, True)
