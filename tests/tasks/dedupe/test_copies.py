"""Which texts are copies of which, and what kind of copy."""

from dataclasses import fields, replace

import polars as pl
import pytest
from copies import Warehouse, article, compare, documents, relations, respelled, text_of, without
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.dedupe import DedupeParameters, sign

WHOLE = DedupeParameters()


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_orthography_hides_no_copy(language: str) -> None:
    """Other letters, joiners, tatweel, spaces and punctuation leave an exact copy."""
    text = text_of(article(1, language=language))
    assert compare([text, respelled(text)]) == {("a", "b"): "exact"}
    assert compare([text, text.replace("\n", " ")]) == {("a", "b"): "exact"}
    assert compare([text, text.replace("1", "\u0661").upper()]) == {("a", "b"): "exact"}


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("its last quarter cut", lambda sentences: text_of(sentences[:9])),
        ("its first quarter cut", lambda sentences: text_of(sentences[3:])),
        ("another first sentence", lambda sentences: text_of([article(77)[0], *sentences[1:]])),
        ("a credit at the end", lambda sentences: text_of(sentences) + "\n(\u0648\u0643\u0627\u0644\u0629)"),
        ("a paragraph more", lambda sentences: text_of([*sentences[:6], *article(78)[:2], *sentences[6:]])),
        ("respelled, and its last quarter cut", lambda sentences: respelled(text_of(sentences[:9]))),
    ],
)
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_changed_copy_is_near(why: str, change: object, language: str) -> None:
    """A copy that an editor trimmed, extended or began otherwise is near."""
    sentences = article(2, language=language)
    assert callable(change)
    assert compare([text_of(sentences), change(sentences)]) == {("a", "b"): "near"}, why


def test_few_changed_words_are_found_in_nearly_all_copies() -> None:
    """With three words in a hundred changed, at least 29 of 30 copies are found, and no stranger with them."""
    texts = {f"{seed:02d} {kind}": text for seed in range(30) for kind, text in _pair(seed)}
    found = relations(Warehouse().publish(documents(texts))["document_links"])
    right = [pair for pair in found if pair[0][:2] == pair[1][:2]]
    assert len(right) >= 29
    assert len(found) == len(right)


def _pair(seed: int) -> list[tuple[str, str]]:
    text = text_of(article(seed))
    return [("first", text), ("second", without(text, 0.03, seed))]


NOTICE = "\u062a\u062a\u0648\u0642\u0639 \u062f\u0627\u0626\u0631\u0629 \u0627\u0644\u0631\u0635\u062f \u0623\u0646 \u064a\u0643\u0648\u0646 \u0627\u0644\u0637\u0642\u0633 \u064a\u0648\u0645 {day} {date} \u0642\u0644\u064a\u0644 \u0627\u0644\u063a\u064a\u0648\u0645 \u0639\u0644\u0649 \u0627\u0644\u0633\u0627\u062d\u0644 \u0648\u0627\u0644\u062c\u0628\u0627\u0644 \u0648\u0627\u0644\u0648\u062f\u064a\u0627\u0646 \u0648\u0623\u0646 \u062a\u0643\u0648\u0646 \u0627\u0644\u0631\u064a\u0627\u062d \u063a\u0631\u0628\u064a\u0629 \u0633\u0631\u0639\u062a\u0647\u0627 {wind} \u0643\u064a\u0644\u0648\u0645\u062a\u0631\u0627 \u0641\u064a \u0627\u0644\u0633\u0627\u0639\u0629 \u0648\u062a\u062f\u0639\u0648 \u0627\u0644\u062f\u0627\u0626\u0631\u0629 \u0627\u0644\u0635\u064a\u0627\u062f\u064a\u0646 \u0625\u0644\u0649 \u0645\u062a\u0627\u0628\u0639\u0629 \u0627\u0644\u0646\u0634\u0631\u0627\u062a \u0642\u0628\u0644 \u0627\u0644\u0625\u0628\u062d\u0627\u0631 \u0648\u0625\u0644\u0649 \u062a\u062c\u0646\u0628 \u0627\u0644\u0645\u0631\u0627\u0633\u064a \u0627\u0644\u0645\u0643\u0634\u0648\u0641\u0629 \u0645\u0633\u0627\u0621"
TUESDAY, FRIDAY = "\u0627\u0644\u062b\u0644\u0627\u062b\u0627\u0621", "\u0627\u0644\u062c\u0645\u0639\u0629"


def test_notices_that_differ_in_their_facts_are_templates() -> None:
    """The same words with other numbers are another notice, not a copy; so they are with another number and month."""
    first = NOTICE.format(day=TUESDAY, date="12", wind="35")
    assert compare([first, NOTICE.format(day=FRIDAY, date="15", wind="40")]) == {("a", "b"): "template"}
    months = [first.replace(TUESDAY, month) for month in ("\u0645\u0627\u064a\u0648", "\u064a\u0648\u0646\u064a\u0648")]
    assert compare([months[0], months[1].replace("12", "15")]) == {("a", "b"): "template"}


def test_a_notice_for_another_weekday_is_a_template() -> None:
    """A weekday and one number that differ make another notice."""
    first = NOTICE.format(day=TUESDAY, date="12", wind="35")
    assert compare([first, NOTICE.format(day=FRIDAY, date="15", wind="35")]) == {("a", "b"): "template"}


def test_a_reprint_with_one_corrected_number_is_near() -> None:
    """One number that changed is a correction; digits in other scripts are none at all."""
    first = NOTICE.format(day=TUESDAY, date="12", wind="35")
    assert compare([first, NOTICE.format(day=TUESDAY, date="12", wind="53")]) == {("a", "b"): "near"}
    assert compare([first, NOTICE.format(day=TUESDAY, date="\u06f1\u06f2", wind="\u0663\u0665")]) == {
        ("a", "b"): "exact"
    }


@pytest.mark.parametrize("seed", range(4))
def test_another_order_of_paragraphs_hides_no_copy(seed: int) -> None:
    """Numbers that stand elsewhere, with the paragraph they stand in, are in no conflict."""
    sentences = [f"{line} {n} 19{n}0" for n, line in enumerate(article(seed), 1)]
    assert compare([text_of(sentences), text_of(sentences[::-1])]) == {("a", "b"): "near"}
    assert compare([text_of(sentences), text_of([*sentences[5:], *sentences[:5]])]) == {("a", "b"): "near"}


def test_a_score_turned_round_is_a_conflict() -> None:
    """The same numbers in each other's place, twice, make another report; a number that left with its sentence does not."""
    sentences = article(12)
    first = text_of([*sentences, "Ida scored 3 goals", "Odo gained 7 points", "Tuesday"])
    other = text_of([*sentences, "Ida scored 7 goals", "Odo gained 3 points", "Tuesday"])
    assert compare([first, other]) == {("a", "b"): "template"}
    assert compare([first, text_of([*sentences, "Ida scored 3 goals"])]) == {("a", "b"): "near"}


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize("n_around", [15, 40, 160])
def test_a_round_up_is_found_to_contain_its_articles(n_around: int, language: str) -> None:
    """However long the round-up is, each article in it is linked as contained, and no group is made of them."""
    texts = {name: article(seed, language=language) for seed, name in enumerate("abc", 20)}
    around = article(30, language=language, n_sentences=n_around)
    parts = [around[:5], texts["a"], around[5:9], texts["b"], texts["c"], around[9:]]
    warehouse = Warehouse()
    warehouse.publish(documents({name: text_of(lines) for name, lines in texts.items()}))
    tables = warehouse.publish(documents({"r": text_of([line for part in parts for line in part])}))
    assert relations(tables["document_links"]) == {(name, "r"): "contained" for name in "abc"}
    assert warehouse.partition() == set()


@pytest.mark.parametrize("seed", range(6))
def test_a_round_up_that_holds_an_article_contains_it(seed: int) -> None:
    """A text three times as long that holds the article is no copy, whatever finds the pair."""
    inside, around = article(seed), article(500 + seed, n_sentences=24)
    assert compare([text_of(inside), text_of([*around[:9], *inside, *around[9:]])]) == {("a", "b"): "contained"}


def test_strangers_are_no_copies() -> None:
    """Articles of the same words in other orders, and ones that share one sentence, are not related."""
    one, other = article(3), article(4)
    assert compare([text_of(one), text_of(other)]) == {}
    assert compare([text_of(one), text_of([*other, one[0]])]) == {}
    assert compare([text_of(one), text_of(other)]) == {}


def test_short_texts_match_whole_or_not_at_all() -> None:
    """Fewer words than a shingle have a fingerprint alone; texts without a letter are not each other's copies."""
    assert compare(["Ida won.", "ida won", "Ida lost."]) == {("a", "b"): "exact"}
    assert compare(["* * *", "\u2014", "..."]) == {}


def test_revisions_of_a_document_are_not_its_copies() -> None:
    """Two contents of one doc_id in a batch: the later one counts, and no link joins them."""
    text = text_of(article(5))
    both = pl.concat([documents({"a": text}), documents({"a": text + "\n" + article(6)[0]}, revision="r2")])
    tables = Warehouse().publish(both)
    assert tables["document_links"].is_empty()
    assert tables["memberships"].is_empty()
    assert tables["current_revisions"].select("doc_id", "revision").rows() == [("a", "r2")]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([str, respelled])), min_size=2, max_size=7))
def test_a_signature_hangs_on_its_text_alone(picked: list[tuple[int, object]]) -> None:
    """What stands beside a document changes nothing of its signature."""
    texts = {
        f"d{n}": change(text_of(article(seed, n_sentences=4))) if callable(change) else ""
        for n, (seed, change) in enumerate(picked)
    }
    batch = documents(texts).with_columns(batch_id=pl.lit("b1"))
    alone = pl.concat([sign(batch[n], WHOLE) for n in range(batch.height)])
    assert sign(batch, WHOLE).equals(alone)


@pytest.mark.parametrize("name", sorted(field.name for field in fields(DedupeParameters)))
def test_every_parameter_is_in_the_version(name: str) -> None:
    """Another value of any parameter is another version, which every signature carries: what was found by another is no more."""
    other = replace(WHOLE, **{name: getattr(WHOLE, name) * 2})
    assert other.version != WHOLE.version
    signed = sign(documents({"a": "Ida won."}).with_columns(batch_id=pl.lit("b1")), other)
    assert signed["parameters"].to_list() == [other.version]
