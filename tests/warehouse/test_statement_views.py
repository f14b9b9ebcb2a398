"""The marts of statements: who is quoted, about whom, by which words, who relays whom, who stands only in captions; each once per story."""

from typing import Any

import duckdb
import pytest

from warehouse.catalogue import _macros, outlet_macro, view_source

VIEWS = (
    "mart_statements",
    "mart_speakers",
    "mart_statements_about",
    "mart_cue_classes",
    "mart_relays",
    "mart_caption_people",
)
TABLES = """
CREATE TABLE documents (doc_id VARCHAR, cluster_id VARCHAR, canonical_id VARCHAR, outlet VARCHAR, source VARCHAR, language VARCHAR, title VARCHAR,
  url VARCHAR, published_at TIMESTAMPTZ, published_precision VARCHAR);
CREATE TABLE quotes (doc_id VARCHAR, quote_no INT, passage_no INT, start_char BIGINT, end_char BIGINT, kind VARCHAR, cue VARCHAR, cue_class VARCHAR,
  quote_text VARCHAR, speaker_surface VARCHAR, speaker_name VARCHAR, speaker_id VARCHAR, resolution VARCHAR, confidence DOUBLE, quote_group_id VARCHAR);
CREATE TABLE entities (entity_id VARCHAR, kind VARCHAR, name VARCHAR, name_ar VARCHAR, name_fa VARCHAR, name_en VARCHAR);
CREATE TABLE mentions (doc_id VARCHAR, passage_no INT, start_char BIGINT, end_char BIGINT, kind VARCHAR, surface VARCHAR, entity_id VARCHAR, in_caption BOOLEAN);
CREATE TABLE passages (doc_id VARCHAR, passage_no INT, placement VARCHAR, clean_text VARCHAR);
CREATE TABLE attributions (doc_id VARCHAR, attribution_no INT, kind VARCHAR, outlet VARCHAR, surface VARCHAR, chain_position INT);
CREATE TABLE outlets (name VARCHAR, spellings VARCHAR[], domains VARCHAR[]);
INSERT INTO outlets VALUES ('Lanternwick', ['The Wick'], ['lw.example']);
INSERT INTO entities VALUES ('e1', 'person', 'Odalys Fenn', NULL, NULL, 'Odalys Fenn'), ('e2', 'person', 'Marten Quill', NULL, NULL, 'Marten Quill');
"""


class Desk:
    """The marts over what a test puts there."""

    def __init__(self) -> None:
        self.con = duckdb.connect(":memory:")
        self.con.execute("SET TimeZone = 'UTC'")
        self.con.execute(TABLES)
        _macros(self.con)
        self.con.execute(f"CREATE VIEW outlet_spellings AS {view_source('outlet_spellings')[2]}")
        outlet_macro(self.con)
        for name in VIEWS:
            self.con.execute(f"CREATE VIEW {name} AS {view_source(name)[2]}")

    def document(self, doc: str, outlet: str | None, group: str | None = None, url: str | None = None) -> None:
        """A document of an outlet; a group is called by the copy that stands for it."""
        self.con.execute(
            "INSERT INTO documents VALUES ($1, $2, $2, $3, 'feed', 'en', $1, $4, '2026-01-02 10:00', 'second')",
            [doc, group, outlet, url],
        )

    def quote(
        self, doc: str, text: str, speaker: str | None = "e1", cue_class: str | None = "said", **more: Any
    ) -> None:
        """A quote, by default of Odalys Fenn, in a group of its own; `name` for a speaker without an entity."""
        number = len(self.con.sql("FROM quotes").fetchall()) + 1
        row = {"name": None, "kind": "direct", "group": f"g{number}", "start": number * 100, "cue": "said"} | more
        self.con.execute(
            "INSERT INTO quotes VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, 'x', $9, $10, 'named', 0.9, $11)",
            [doc, number, row["start"], row["start"] + len(text), row["kind"], row["cue"], cue_class, text, row["name"], speaker, row["group"]],
        )  # fmt: skip

    def mention(
        self, doc: str, surface: str, entity: str | None, *, at: int = 0, passage: int = 1, caption: bool = False
    ) -> None:
        self.con.execute("INSERT INTO mentions VALUES ($1, $2, $3, $4, 'person', $5, $6, $7)", [doc, passage, at, at + len(surface), surface, entity, caption])  # fmt: skip

    def chain(self, doc: str, *names: str, known: bool = False, kind: str = "agency") -> None:
        """A chain of sources, the nearest to the reader first."""
        before = len(self.con.sql("FROM attributions").fetchall())
        for place, name in enumerate(names, 1):
            row = [doc, before + place, kind, name if known else None, name, place]
            self.con.execute("INSERT INTO attributions VALUES ($1, $2, $3, $4, $5, $6)", row)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.sql(sql).fetchall()


@pytest.fixture
def desk() -> Desk:
    return Desk()


SPEAKERS = "SELECT outlet, place, speaker, n_statements, n_stories, statement_share, n_outlets, n_statements_anywhere FROM mart_speakers ORDER BY ALL"


def test_a_statement_in_copies_counts_once(desk: Desk) -> None:
    """Of one outlet's copies one is read, and what is too short for a group is one statement in all copies, as each spells it."""
    for doc, outlet in (("a", "Agency"), ("b", "Bay"), ("c", "Bay")):
        desk.document(doc, outlet, group="a")
    for doc in "abc":
        desk.quote(doc, "No comment." if doc == "a" else "no comment")
    desk.quote("a", "The bridge opens.")
    assert desk.ask(SPEAKERS) == [("Agency", 1, "Odalys Fenn", 2, 1, 1.0, 2, 2), ("Bay", 1, "Odalys Fenn", 1, 1, 1.0, 2, 2)]  # fmt: skip


def test_a_statement_in_other_words_counts_once(desk: Desk) -> None:
    """Told by two articles of one outlet it is one statement in two stories."""
    for doc in "ab":
        desk.document(doc, "Bay")
        desk.quote(doc, f"wording {doc}", group="g")
    desk.quote("b", "another", "e2")
    desk.quote("b", "nobody's", None)
    assert desk.ask(SPEAKERS) == [("Bay", 1, "Odalys Fenn", 1, 2, 0.5, 1, 1), ("Bay", 2, "Marten Quill", 1, 1, 0.5, 1, 1)]  # fmt: skip


def test_a_speaker_without_an_entity_goes_by_the_folded_name(desk: Desk) -> None:
    """Spellings of a name are one speaker, called as most of them call it; an outlet without a name goes by its source."""
    desk.document("a", None)
    for name in ("Harbour Office", "harbour office", "Harbour Office"):
        desk.quote("a", name, None, name=name)
    assert desk.ask(SPEAKERS) == [("feed", 1, "Harbour Office", 3, 1, 1.0, 1, 3)]


def test_what_one_says_about_another(desk: Desk) -> None:
    """Who is named between the offsets of the quote, once for each statement, in the words of the first; not the speaker."""
    desk.document("a", "Agency")
    desk.document("b", "Bay")
    desk.quote("a", "Marten Quill and Odalys Fenn sail", start=100, group="g")
    desk.quote("b", "Quill sails with me", start=300, group="g")
    desk.quote("a", "The bridge opens", start=500)
    for doc, surface, entity, at in (("a", "Marten Quill", "e2", 100), ("a", "Odalys Fenn", "e1", 117), ("a", "Marten Quill", "e2", 90), ("b", "Quill", "e2", 300), ("a", "Perrin", None, 480), ("b", "Perrin", None, 310)):  # fmt: skip
        desk.mention(doc, surface, entity, at=at)
    found = desk.ask(
        "SELECT speaker, about, quote_text, outlet, n_outlets, n_stories FROM mart_statements_about ORDER BY about"
    )
    assert found == [
        ("Odalys Fenn", "Marten Quill", "Marten Quill and Odalys Fenn sail", "Agency", 2, 2),
        ("Odalys Fenn", "Perrin", "Quill sails with me", "Bay", 1, 1),
    ]


def test_who_is_in_a_caption_is_not_in_a_statement(desk: Desk) -> None:
    """Offsets of captions are not those of the text."""
    desk.document("a", "Agency")
    desk.quote("a", "Marten Quill sails", start=0)
    desk.mention("a", "Marten Quill", "e2", at=0, caption=True)
    assert desk.ask("FROM mart_statements_about") == []


def test_who_claims_and_who_says(desk: Desk) -> None:
    """Shares of an outlet beside what is usual there and what others do; a statement without a class is not counted."""
    for doc, outlet in (("a", "Agency"), ("b", "Bay")):
        desk.document(doc, outlet)
    for text, cue_class, cue in (
        ("one", "claimed", "claimed"),
        ("two", "claimed", "alleged"),
        ("three", "said", "said"),
    ):
        desk.quote("a", text, "e1", cue_class, cue=cue)
    desk.quote("a", "four", "e2", "said")
    for text, cue_class in (("five", "said"), ("six", "denied"), ("seven", None)):
        desk.quote("b", text, "e1", cue_class, cue=cue_class)
    found = desk.ask(
        "SELECT outlet, speaker, n_statements, n_said, n_claimed, n_denied, claimed_share, outlet_claimed_share, others_claimed_share, cues FROM mart_cue_classes"
    )
    assert found == [
        ("Agency", "Odalys Fenn", 3, 1, 2, 0, 0.6667, 0.5, 0.0, ["alleged", "claimed", "said"]),
        ("Bay", "Odalys Fenn", 2, 1, 0, 1, 0.0, 0.0, 0.6667, ["denied", "said"]),
        ("Agency", "Marten Quill", 1, 1, 0, 0, 0.0, 0.5, None, ["said"]),
    ]


RELAYS = "SELECT outlet, relayed, through, chain, n_stories, story_share, is_known FROM mart_relays"


def test_chains_are_told_in_order_once_per_story(desk: Desk) -> None:
    """From whom through whom; copies are one story; a chain that is the beginning of another one of the document is not told."""
    for doc, group in (("a", "a"), ("b", "a"), ("c", None), ("d", None)):
        desk.document(doc, "Bay", group=group)
    for doc in "abc":
        desk.chain(doc, "Gazette", "Wire")
    desk.chain("c", "Gazette")
    desk.chain("d", "TASK", known=True)
    assert desk.ask(RELAYS) == [
        ("Bay", "Wire", "Gazette", ["Gazette", "Wire"], 2, 0.6667, False),
        ("Bay", "TASK", None, ["TASK"], 1, 0.3333, True),
    ]


@pytest.mark.parametrize(
    ("outlet", "url", "name"),
    [
        ("Nasim", None, "Agency Nasim"),
        ("Agency Nasim", None, "Nasim"),
        ("nasimnews.example", None, "Nasim News Agency"),
        ("nasim.example", "https://www.nasim.example/2", "\u0646\u0633\u06cc\u0645"),
        ("Nasim", None, "NASIM"),
        ("lw.example", None, "The Wick"),
        ("Bridge", "https://sport.lw.example/3", "Lanternwick"),
    ],
)
def test_what_an_outlet_says_of_itself_is_no_relay(desk: Desk, outlet: str, url: str | None, name: str) -> None:
    """By its name, with or without the word before it, by its domain, by the other names of documents at its address, and by the table of outlets."""
    desk.document("a", outlet, url=url)
    desk.document("b", "\u0646\u0633\u064a\u0645", url="http://nasim.example/1")
    desk.document("c", "Bay")
    for doc in "ac":
        desk.chain(doc, name)
    desk.chain("a", name, "Wire")
    found = [("Bay", name), (outlet, "Wire")]
    assert sorted(desk.ask("SELECT outlet, relayed FROM mart_relays")) == sorted(found)


def test_who_stands_only_in_captions(desk: Desk) -> None:
    """By story: who is named in the text of one copy is not among them; and whether any text names the person."""
    for doc, group in (("a", "a"), ("b", "a"), ("c", None), ("d", None)):
        desk.document(doc, "Bay", group=group)
        desk.con.execute("INSERT INTO passages VALUES ($1, 2, 'caption', $1 || ' in the picture')", [doc])
    for doc, surface, entity, caption in (
        ("a", "Odalys Fenn", "e1", True), ("b", "Fenn", "e1", False), ("c", "Odalys Fenn", "e1", True),
        ("d", "Marten Quill", "e2", True), ("d", "Quill", "e2", True), ("d", "Perrin", None, False),
    ):  # fmt: skip
        desk.mention(doc, surface, entity, passage=2 if caption else 1, caption=caption)
    found = desk.ask(
        "SELECT person, never_in_text, n_stories_in_captions, n_stories_in_text, caption, placement FROM mart_caption_people ORDER BY 1"
    )
    assert found == [
        ("Marten Quill", True, 1, 0, "d in the picture", "caption"),
        ("Odalys Fenn", False, 1, 1, "c in the picture", "caption"),
    ]


def test_quotes_without_groups_still_count(desk: Desk) -> None:
    """In a home that an older khabar published no quote has a group yet."""
    desk.document("a", "Bay")
    for text in ("one", "two"):
        desk.quote("a", text, group=None)
    assert desk.ask(SPEAKERS) == [("Bay", 1, "Odalys Fenn", 2, 1, 1.0, 1, 2)]
