"""The parts of extraction by themselves: tokens, skeletons, ids, entities, quotation marks, lexicon."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.people.ids import person_id
from tasks.extract.people.persons import name_keys
from tasks.extract.words.common_words import write
from tasks.extract.words.lexicon import lexicon
from tasks.extract.words.reading import read
from tasks.extract.words.tokens import cut
from tasks.languages import language, tags
from tasks.text.skeletons import skeleton
from warehouse.folding import fold

Reader = Callable[..., dict[str, pl.DataFrame]]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_tokens_stand_where_they_say(texts: list[str]) -> None:
    """Each token is the slice at its offsets, and only blanks lie between tokens."""
    tokens = cut(pl.Series(texts, dtype=pl.String))
    left, forms = [list(text) for text in texts], tokens.forms.to_list()
    for passage, start, end, word in zip(tokens.passage, tokens.start, tokens.end, tokens.word, strict=True):
        at, after = start - tokens.base[passage], end - tokens.base[passage]
        assert (texts[passage] + "\n")[at:after] == forms[word] == tokens.text[start:end]
        left[passage][at:after] = [" "] * (end - start)
    assert all("".join(letters[: len(text)]).strip() == "" for letters, text in zip(left, texts, strict=True))


@given(st.text(alphabet=[*map(chr, range(0x620, 0x6D4)), *"\u200c\u0670aBzÉ7"], min_size=1, max_size=12))
def test_folded_columns_fold_as_the_warehouse_does(word: str) -> None:
    """A word folded over columns is the word folded alone, so that keys meet across the project."""
    tokens = cut(pl.Series([word]))
    joined = "".join(form for form in tokens.folded.gather(tokens.word) if form.isalnum())
    assert joined == fold(word).replace(" ", "")


@pytest.mark.parametrize(
    "spellings",
    [("بومبيو", "پمپئو", "Pompeo"), ("ساركوزي", "سارکوزی", "Sarkozy"), ("لوكاشينكو", "لوکاشنکو", "Lukashenko")],
)
def test_one_name_has_one_skeleton_in_three_scripts(spellings: tuple[str, ...]) -> None:
    """Spellings of a name meet over Arabic, Persian and Latin script."""
    assert len({skeleton(spelling) for spelling in spellings}) == 1


def test_a_short_skeleton_links_nothing_by_itself() -> None:
    """Europe and a senator share two consonants; neither gets an id from them."""
    assert skeleton("روبيو") == skeleton("اروپا")
    assert person_id("روبيو", skeleton("روبيو")) is None


def test_persons_with_one_surname_stay_apart(read_texts: Reader) -> None:
    """Two given names, two persons, in one document and in two."""
    extracted = read_texts(
        ("ar", "تحدث سامي الحداد. ثم تحدث كمال الحداد. وصفق الحضور للحداد."), ("ar", "سافر كمال الحداد.")
    )
    persons = extracted["mentions"].filter(pl.col("kind") == "person").select("surface", "entity_id")
    ids = dict(persons.filter(pl.col("surface") != "حداد").unique().rows())
    assert len(set(ids.values())) == 2
    assert persons.filter(pl.col("surface") == "حداد")["entity_id"].to_list() == [None]


def test_a_person_is_one_over_two_languages(read_texts: Reader) -> None:
    """The same full name in Arabic and Persian is one entity, with a name in each."""
    extracted = read_texts(("ar", "شكر الدكتور نادر فرهادي الطلاب."), ("fa", "دکتر نادر فرهادی از دانشجویان تشکر کرد."))
    persons = extracted["entities"].filter(pl.col("kind") == "person").select("name_ar", "name_fa")
    assert persons.rows() == [("نادر فرهادي", "نادر فرهادی")]


def test_a_country_has_its_code_and_names(read_texts: Reader) -> None:
    """Names and nisbas of one country are one entity, named as CLDR names it."""
    entities = read_texts(("ar", "افتتح المطعم الإيطالي، وطار صاحبه إلى إيطاليا."))["entities"]
    assert entities.select("name_en", "country").rows() == [("Italy", "IT")]


def test_aliases_count_spellings(read_texts: Reader) -> None:
    """Each spelling stands with its language, script, key and count."""
    aliases = read_texts(("ar", "تصدر أميركا القمح. وتشتري أمريكا البن. وتبيع أمريكا الذرة."))["aliases"]
    assert set(aliases.select("alias", "script", "n_mentions").rows()) == {("أمريكا", "Arab", 2), ("أميركا", "Arab", 1)}


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("“واحد اثنان ثلاثة أربعة” خمسة", b"<ssss>s\n"),
        ("”واحد اثنان ثلاثة أربعة“ خمسة", b"<ssss>s\n"),
        ('"واحد اثنان ثلاثة أربعة" خمسة', b"<ssss>s\n"),
        ("“واحد” و“اثنان”", b"msm&msm\n"),
    ],
    ids=["curly", "reversed", "straight", "short"],
)
def test_marks_pair_whatever_way_they_look(text: str, opened: bytes) -> None:
    """Reversed and straight marks open and close; a word or two between marks are no statement."""
    known = lexicon("ar")
    assert known is not None
    classes = read(pl.DataFrame({"document": [0], "clean_text": [text]}), known).classes
    assert bytes(letter if letter in b"<>m&\n" else ord("s") for letter in classes) == opened


OF_SOME_LANGUAGES = frozenset(
    [
        "addressed", "addressed_bodies", "asked_of", "containing", "other_clauses", "tails", "written", "transitive", "with_object", "any_persons", "aside_heads", "aside_nouns", "asides",
        "clause_openers", "contrasts", "correspondents", "courts", "cues_before_that",
        "cues_like_prepositions", "cues_of_thought", "cues_other_forms", "cues_with_about",
        "cues_with_subject", "cues_with_word", "descriptive", "first_person", "given_texts", "going_on",
        "has", "honouring_offices", "interviews", "no_description", "no_verbs", "not_inflected", "objects",
        "occasions", "on_occasion", "on_the_way", "opening_cues", "own_words", "participles", "partitives",
        "persons_bare", "persons_of", "posts", "relations", "relatives", "reported", "reports",
        "same_again", "several", "speech_nouns", "statements", "texts", "told_to", "turns", "was",
        "writer_again",
    ]
)  # fmt: skip
"""Lists that only some languages have: cues without a complementiser, whole texts, descriptions."""


@pytest.mark.parametrize("tag", tags())
def test_facts_of_extraction_are_complete(tag: str) -> None:
    """Every language that is read has every list that is looked up, and its common words."""
    sections = language("ar")["extract"]
    facts = language(tag)["extract"]
    assert set(sections) - OF_SOME_LANGUAGES <= set(facts)
    known = lexicon(tag)
    assert known is not None
    assert len(known.common) > 1000


def test_common_words_leave_names_out(tmp_path: Path) -> None:
    """A form in many texts is common; one that follows given names is not, and rare ones are left."""
    known = lexicon("fa")
    assert known is not None
    bare = replace(known, common=frozenset())
    texts = pl.Series([f"انار ترش است و محمد پوراناری انار خرید {chr(0x628) * n}" for n in range(1, 15)])
    assert write(texts, bare, tmp_path / "words.txt", "a test") > 0
    words = (tmp_path / "words.txt").read_text(encoding="utf-8").split()
    assert (fold("انار") in words, fold("پوراناری") in words, "ببب" in words) == (True, False, False)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("أحمد السوسي", "احمد سوسی", True),
        ("عبد الفتاح الراشد", "عبدالفتاح راشد", True),
        ("Marko Koskela", "ماركو كوسكيلا", True),
        ("أحمد السوسي", "احميدة العشي", False),
        ("حامد رشیدی", "احمد رشیدی", False),
        ("محسن حسن", "محسن حسینی", False),
        ("نادر شریف", "نادر شرفی", False),
        ("Majid Ansari", "مجید نصیرایی", False),
        ("سمير الشعلاني", "سميرة شعلان", False),
        ("مهدی کیانی", "مهدی خانی", False),
        ("نصرالله قاسمی", "نصراله قاسمی", True),
        ("کامران قاسم پور", "کامران قاسمپور", True),
        ("سفيان الخليطي", "سفيان الخليتي", True),
        ("Stephen Landman", "استفان لندمن", True),
        ("Anders Vogel", "آندرس فوگل", True),
        ("ماريو كومو", "Omar Khayyam", False),
        ("ارلان بوکمن", "Roland Beckman", False),
        ("Mahmoud Kazemi", "Mohammad Kazemi", False),
    ],
)
def test_full_names_link_over_spellings_and_not_over_vowels(one: str, other: str, alike: bool) -> None:
    """Native names are spelled alike in both languages, and their vowels tell persons apart; foreign ones link by sound."""
    keys = name_keys([one, other])
    assert (person_id(one, keys[one]) == person_id(other, keys[other])) is alike


def test_a_son_of_somebody_is_nobody_of_the_register(read_texts: Reader) -> None:
    """A given name that is the register's alone belongs to whoever has a father's name."""
    mentions = read_texts(("ar", "سافر صدام بن الراشد صباحا، ثم ذكر الكتاب صدام حسين."))["mentions"]
    assert mentions.filter(pl.col("kind") == "person")["entity_id"].n_unique() == 2


def test_the_son_of_somebody_famous_is_somebody_else(read_texts: Reader) -> None:
    """A name of the register with "junior" behind it is another person."""
    mentions = read_texts(("ar", "سافر دونالد ترامب جونيور صباحا، وبقي دونالد ترامب في البيت."))["mentions"]
    persons = mentions.filter(pl.col("kind") == "person").select("surface", "entity_id").rows()
    assert (len(persons), len({entity for _, entity in persons})) == (2, 2)


def test_a_title_before_a_name_of_the_register_changes_nobody(read_texts: Reader) -> None:
    """Seyed is written like a given name and is none."""
    mentions = read_texts(("en", "Seyed Ebrahim Raisi left. Ebrahim Raisi returned."))["mentions"]
    assert mentions.filter(pl.col("kind") == "person")["entity_id"].n_unique() == 1


@pytest.mark.parametrize(
    ("text", "namesake"),
    [
        ("حسین گروسی از باغ گفت. گروسی افزود: انار رسید.", True),
        ("رافائل گروسی از باغ گفت. گروسی افزود: انار رسید.", False),
        ("حسین گروسی رفت و رافائل گروسی آمد. گروسی افزود: انار رسید.", False),
    ],
)
def test_a_surname_of_the_register_is_a_native_namesake_where_the_text_names_one(
    read_texts: Reader, text: str, namesake: bool
) -> None:
    """Without anybody of the register in full, whoever is named in full is meant."""
    mentions = read_texts(("fa", text))["mentions"].filter(pl.col("kind") == "person").sort("start_char")
    known = person_id("Rafael Grossi", name_keys(["Rafael Grossi"])["Rafael Grossi"])
    assert (mentions["entity_id"][-1] != known) is namesake
