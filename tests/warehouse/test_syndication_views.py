"""The marts of copies: who was first, how long after it the others came, what they changed, and what of it is unknown."""

from typing import Any

import duckdb
import pytest

from warehouse.catalogue import _macros, outlet_macro, view_source

VIEWS = ("mart_credits", "mart_stories", "mart_syndication", "mart_first_publisher")
TABLES = """
CREATE TABLE documents (doc_id VARCHAR, cluster_id VARCHAR, canonical_id VARCHAR, outlet VARCHAR, source VARCHAR, language VARCHAR, title VARCHAR,
  url VARCHAR, published_at TIMESTAMPTZ, published_precision VARCHAR);
CREATE TABLE document_links (doc_id VARCHAR, other_doc_id VARCHAR, relation VARCHAR, similarity DOUBLE, n_words_added INT, n_words_cut INT,
  differs STRUCT(cut VARCHAR, added VARCHAR)[]);
CREATE TABLE attributions (doc_id VARCHAR, attribution_no INT, kind VARCHAR, outlet VARCHAR, surface VARCHAR, chain_position INT);
CREATE TABLE memberships (doc_id VARCHAR, reason VARCHAR);
CREATE TABLE outlets (name VARCHAR, spellings VARCHAR[], domains VARCHAR[]);
"""
_COPY = "INSERT INTO documents SELECT $1, $2, $2, $3, 'feed', 'ar', $1, NULL, $4, $5"


class Desk:
    """The marts over copies that a test puts there; the copy that stands for a group is named after it."""

    def __init__(self) -> None:
        self.con = duckdb.connect(":memory:")
        self.con.execute("SET TimeZone = 'UTC'")
        self.con.execute(TABLES)
        _macros(self.con)
        self.con.execute(f"CREATE VIEW outlet_spellings AS {view_source('outlet_spellings')[2]}")
        outlet_macro(self.con)
        for name in VIEWS:
            self.con.execute(f"CREATE VIEW {name} AS {view_source(name)[2]}")

    def copies(self, group: str, **published: tuple[str | None, str | None]) -> None:
        """Copies by id: outlet and time, to the minute or a day, or neither."""
        for doc, (outlet, at) in published.items():
            precision = "none" if at is None else "day" if len(at) == 10 else "second"
            self.con.execute(_COPY, [doc, group, outlet, at, precision])

    def link(self, doc: str, other: str, added: int, cut: int, places: list[tuple[str | None, str | None]]) -> None:
        differs = [{"cut": one, "added": two} for one, two in places]
        self.con.execute(
            "INSERT INTO document_links VALUES ($1, $2, 'near', 0.8, $3, $4, $5)", [doc, other, added, cut, differs]
        )

    def credit(self, doc: str, *names: str) -> None:
        for number, name in enumerate(names, 1):
            self.con.execute("INSERT INTO attributions VALUES ($1, $2, 'agency', NULL, $3, $2)", [doc, number, name])

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.sql(sql).fetchall()


@pytest.fixture
def desk() -> Desk:
    return Desk()


ORDER = "SELECT doc_id, position, lag_minutes, lag_days, first_outlet, first_is_certain FROM mart_syndication"
STORY = "SELECT first_outlet, first_is_certain, n_outlets, outlets, spread_minutes, n_undated FROM mart_stories"


def test_copies_stand_in_the_order_of_publication(desk: Desk) -> None:
    """With all times known each copy has its place and its lag, and the story its spread."""
    desk.copies("a", b=("Bay", "2026-01-02 10:40"), a=("Agency", "2026-01-02 10:00"), c=("Cliff", "2026-01-03 10:00"))
    found = [("a", 1, 0, None), ("b", 2, 40, None), ("c", 3, 1440, None)]
    assert (desk.ask(ORDER), desk.ask(STORY)) == (
        [(*row, "Agency", True) for row in found],
        [("Agency", True, 3, ["Agency", "Bay", "Cliff"], 1440, 0)],
    )


def test_a_day_has_a_lag_in_days_on_a_later_day(desk: Desk) -> None:
    """A day alone gives no minutes; on the first one's own day it gives no lag and no place, and makes the first doubtful."""
    desk.copies("a", a=("Agency", "2026-01-02 10:00"), b=("Bay", "2026-01-04"))
    assert desk.ask(ORDER) == [("a", 1, 0, None, "Agency", True), ("b", 2, None, 2, "Agency", True)]
    desk.copies("a", c=("Cliff", "2026-01-02"))
    assert desk.ask(ORDER) == [
        ("a", 1, 0, None, "Agency", False),
        ("c", None, None, None, "Agency", False),
        ("b", 2, None, 2, "Agency", False),
    ]


def test_a_first_that_is_a_day(desk: Desk) -> None:
    """An earlier day is before all hours of later ones, and lags behind it are days."""
    desk.copies("a", a=("Agency", "2026-01-01"), b=("Bay", "2026-01-02 08:00"))
    assert desk.ask(ORDER) == [("a", 1, None, None, "Agency", True), ("b", 2, None, 1, "Agency", True)]


@pytest.mark.parametrize("at", ["2026-01-02 10:00", "2026-01-02"])
def test_of_two_at_one_time_neither_is_first(desk: Desk, at: str) -> None:
    """Outlets that share the earliest time leave the first unknown, and the copy that stands for all is compared with."""
    desk.copies("a", a=("Agency", at), b=("Bay", at))
    (story,) = desk.ask(STORY)
    lags = desk.ask("SELECT DISTINCT first_outlet, first_at, lag_minutes, lag_days, reference_id FROM mart_syndication")
    assert (story[:2], lags) == ((None, None), [(None, None, None, None, "a")])


def test_one_known_time_makes_no_first(desk: Desk) -> None:
    """Where a single time is known nobody was first, and nobody lags."""
    desk.copies("a", a=("Agency", "2026-01-02 10:00"), b=("Bay", None))
    assert desk.ask(ORDER) == [("a", 1, None, None, None, None), ("b", None, None, None, None, None)]


def test_an_undated_copy_makes_the_first_doubtful(desk: Desk) -> None:
    """The earliest of the known times is told, and that it is not certain; it comes last, without a place."""
    desk.copies("a", a=("Agency", "2026-01-02 10:00"), b=("Bay", "2026-01-02 11:00"), c=("Cliff", None))
    assert desk.ask(ORDER)[2] == ("c", None, None, None, "Agency", False)
    assert desk.ask(STORY) == [("Agency", False, 3, ["Agency", "Bay", "Cliff"], 60, 1)]


def test_changes_are_told_against_the_first_one(desk: Desk) -> None:
    """Whichever side of the link the copy is on, added is what it has more than the first one; unlinked ones have none."""
    desk.copies(
        "m",
        m=("Agency", "2026-01-02 10:00"),
        a=("Bay", "2026-01-02 11:00"),
        z=("Cliff", "2026-01-02 12:00"),
        x=("Dune", "2026-01-02 13:00"),
    )
    desk.link("m", "z", 3, 1, [("old", "new"), (None, "more")])
    desk.link("a", "m", 2, 5, [("mine", None)])
    desk.link("a", "x", 9, 9, [])
    found = desk.ask("SELECT doc_id, relation, n_words_added, n_words_cut, marked(differs) FROM mart_syndication")
    assert found == [
        ("m", None, None, None, None),
        ("a", "near", 5, 2, "{+mine+}"),
        ("z", "near", 3, 1, "[-old-]{+new+} {+more+}"),
        ("x", None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("outlet", "credited", "found"),
    [
        ("وكالة نسيم", "وكاله نسيم", True),
        ("نسيم", "وكالة نسيم", True),
        ("خبرگزاری سپیدار", "سپیدار", True),
        ("farsnews.ir", "Fars", True),
        ("www.bay.example", "agency Bay", True),
        ("صحيفة نسيم", "وكالة نسيم", False),
        ("نسيم الشرق", "نسيم", False),
        ("Bay Post", "Bay", False),
    ],
)
def test_a_credited_agency_is_found_among_the_copies(desk: Desk, outlet: str, credited: str, found: bool) -> None:
    """By its name in any spelling, with or without the word before it, or its host; a longer name is another's."""
    desk.copies("a", a=(outlet, "2026-01-02 10:00"), b=("Cliff", "2026-01-02 11:00"))
    desk.credit("b", credited, "Someone else")
    rows = desk.ask("SELECT credits, credits_a_copy FROM mart_syndication WHERE doc_id = 'b'")
    named = desk.ask("SELECT credited_outlet FROM mart_credits WHERE chain_position = 1")
    assert (rows, named) == ([([credited, "Someone else"], found)], [(outlet if found else None,)])


def test_an_outlet_that_names_itself_credits_no_copy(desk: Desk) -> None:
    """Its own name is no credit to another, also where it stands twice in the group."""
    desk.copies("a", a=("Agency", "2026-01-02 10:00"), b=("Agency", "2026-01-02 11:00"))
    desk.credit("b", "Agency")
    assert desk.ask("SELECT bool_or(credits_a_copy) FROM mart_syndication") == [(False,)]


def test_first_publishers_have_honest_denominators(desk: Desk) -> None:
    """Shares are of the stories in which the first is certain; stories of one known outlet, or one known time, count nowhere."""
    desk.copies("a", a=("Agency", "2026-01-02 10:00"), b=("Bay", "2026-01-02 10:40"), c=("Cliff", "2026-01-02 11:00"))
    desk.copies("d", d=("Bay", "2026-01-03 10:00"), e=("Agency", "2026-01-03 10:10"), f=("Agency", "2026-01-03 10:20"))
    desk.copies("g", g=("Agency", "2026-01-04 10:00"), h=("Bay", "2026-01-04"))
    desk.copies("i", i=("Agency", "2026-01-05 10:00"), j=("Bay", None))
    desk.copies("k", k=("Agency", "2026-01-06 10:00"), l=(None, "2026-01-06 11:00"))
    desk.copies("m", m=("Agency", "2026-01-07 10:00"), n=("Agency", "2026-01-07 11:00"))
    found = desk.ask(
        "SELECT outlet, n_stories, n_decided, n_first, first_share, median_lag_minutes, n_lags, n_copying_outlets, most_copied_by, n_most "
        "FROM mart_first_publisher"
    )
    assert found == [
        ("Agency", 3, 2, 1, 0.5, 10, 1, 2, "Bay", 1),
        ("Bay", 3, 2, 1, 0.5, 40, 1, 1, "Agency", 1),
        ("Cliff", 1, 1, 0, 0.0, 60, 1, 0, None, None),
    ]


KNOWN = "INSERT INTO outlets VALUES ('Lanternwick', ['\u0644\u0646\u062a\u0631\u0646\u0648\u06cc\u06a9', 'Lantern\u200cWick'], ['lanternwick.example', 'lw.example'])"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\u0644\u0646\u062a\u0631\u0646\u0648\u064a\u0643", "Lanternwick"),
        ("LW.example", "Lanternwick"),
        ("https://www.lw.example/news/1?a=b", "Lanternwick"),
        ("sport.ar.lw.example", "Lanternwick"),
        ("agency Lanternwick", "Lanternwick"),
        ("Lantern Wick", "Lanternwick"),
        ("lw.example.org", None),
        ("Wick", None),
        ("", None),
        (None, None),
    ],
)
def test_a_spelling_or_a_host_is_brought_to_its_outlet(desk: Desk, text: str | None, name: str | None) -> None:
    """By the fold of a spelling, with the word for its kind, by a host, an address, and a host below."""
    desk.con.execute(KNOWN)
    assert desk.con.execute("SELECT outlet_of($1)", [text]).fetchall() == [(name,)]


def test_a_spelling_of_two_outlets_is_neither(desk: Desk) -> None:
    """What two outlets are called says nothing."""
    desk.con.execute(KNOWN)
    desk.con.execute("INSERT INTO outlets VALUES ('Other', ['LanternWick'], [])")
    assert desk.ask("SELECT outlet_of('lanternwick.example'), outlet_of('Lantern Wick'), outlet_of('Other')") == [
        ("Lanternwick", "Lanternwick", "Other")
    ]
    desk.con.execute("INSERT INTO outlets VALUES ('Third', ['Lantern Wick'], [])")
    assert desk.ask("SELECT outlet_of('Lantern Wick')") == [(None,)]


def test_a_credit_meets_the_copy_of_a_known_outlet_under_another_name(desk: Desk) -> None:
    """The copy goes by the host, the credit by a spelling: one outlet. An outlet that credits itself credits nobody."""
    desk.con.execute(KNOWN)
    desk.copies("g", a=("lw.example", "2026-05-01 08:00:00+00"), b=("Tea", "2026-05-01 09:00:00+00"))
    desk.credit("b", "\u0644\u0646\u062a\u0631\u0646\u0648\u06cc\u06a9")
    desk.credit("a", "Lanternwick")
    found = desk.ask("SELECT doc_id, credited_outlet FROM mart_credits ORDER BY doc_id")
    assert found == [("a", None), ("b", "lw.example")]
