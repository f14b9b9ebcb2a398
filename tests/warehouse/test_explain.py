"""Explain: documents are found by what a person has at hand, and all that is known of one is read."""

import pytest
import small_home

from warehouse.explain import comparable_url, explain, find, heading
from warehouse.home import Home

B, C, F, H, P = small_home.BRIDGE, small_home.BRIDGE_COPY, small_home.ORCHARD, small_home.HOSTILE, small_home.PLAIN


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("aa11bridge", [B]), ("aa11", [B, C]), ("bb22", [F]), (" bb22 ", [F]), ("aa1", []), ("", []), ("/", []), ("%", []), ("_____", []),
        (small_home.BRIDGE_URL, [B]), ("http://marsad.example/news/bridge/?id=7&utm_source=x#top", [B]), ("https://M.MARSAD.example/news/bridge?id=7", [B]),
        ("https://marsad.example/news/bridge?id=8", []), ("http://harbour.example/tides", [P]), ("javascript:alert(1)", [H]), ("http://[broken", []),
        ("a.txt", [B]), ("wire/a.txt", [B]), ("./wire/a.txt", [B]), ("../somewhere/wire/a.txt", [B]), ("orchard", [F]), ("orchard.html", [F]), ("C:\\in\\crawl.jsonl", [P]),
        ("' OR 1=1 --", []), ("x.txt", []),
    ],
)  # fmt: skip
def test_find(settled: Home, key: str, found: list[str]) -> None:
    """An id, its beginning, an address in any form, a file or its path leads to the document, and nothing else does."""
    assert [row["doc_id"] for row in find(settled, key).candidates] == found


def test_find_points_to_quarantine(settled: Home) -> None:
    """What was set aside is found where no document is."""
    assert [row["quarantine_id"] for row in find(settled, "somewhere/binary.txt").set_aside] == ["q1e0broken"]


@pytest.mark.parametrize(
    ("text", "comparable"),
    [
        ("ftp://a.example/x", None),
        ("a.txt", None),
        ("HTTPS://WWW.a.example", "a.example"),
        ("http://a.example/?b=1&utm_x=2&c", "a.example?b=1&c"),
    ],
)
def test_comparable_url(text: str, comparable: str | None) -> None:
    """Addresses lose what does not tell pages apart; other text is no address."""
    assert comparable_url(text) == comparable


def test_raw_pieces_come_from_the_body(settled: Home) -> None:
    """Each passage's raw piece is the slice of the body, the title's is the title as given."""
    told = explain(settled, F)
    sketch = next(s for s in small_home.SKETCHES if s.doc_id == F)
    assert [p.raw for p in told.passages] == [sketch.raw_title, *(piece.raw for piece in sketch.pieces)]


def test_a_lost_lake_is_told_and_not_fatal(home: Home) -> None:
    """Without the lake the raw pieces that the catalogue keeps are the same."""
    with_lake = explain(home, B)
    home.lake.rename(home.root / "elsewhere")
    without = explain(home, B)
    assert (without.raw, bool(without.raw_trouble), without.passages) == (None, True, with_lake.passages)


def test_copies_come_in_order_with_the_reason(settled: Home) -> None:
    """The copy whose time is known stands first; the other is compared with the one that stands for all, which says why."""
    told = explain(settled, C)
    names = ("doc_id", "similarity", "n_words_cut", "canonical_reason")
    assert [tuple(copy[name] for name in names) for copy in told.copies] == [
        (B, None, None, "fewest findings of the complete copies"),
        (C, 0.81, 2, None),
    ]


def test_links_are_told_from_the_side_of_the_document(settled: Home) -> None:
    """What the other one has more is added, on both sides of the link."""
    (here,), (there,) = explain(settled, H).links, explain(settled, P).links
    assert (here["differs"][0]["added"], there["differs"][0]["cut"], explain(settled, P).n_links) == ("six", "six", 1)


def test_an_unknown_document(settled: Home) -> None:
    """An id that is none is a LookupError."""
    with pytest.raises(LookupError):
        explain(settled, "nosuch")


@pytest.mark.parametrize(
    ("title", "text", "head"),
    [
        ("A title", "A text", "A title"),
        (None, "one two three", "one two\u2026"),
        ("", "x" * 50, "(no title)"),
        (None, " \n", "(no title)"),
    ],
)
def test_heading(title: str | None, text: str, head: str) -> None:
    """A document without a title is called by its first words."""
    assert heading({"title": title, "text": text}, longest=8) == head
