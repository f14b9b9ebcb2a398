"""What differs between the texts of a pair: words counted, places shown as they are spelled, facts of templates named."""

from collections import Counter
from typing import Any

import polars as pl
from copies import article, respelled, text_of
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import changes as module
from tasks.dedupe.changes import LONGEST_STRETCH, MOST_FACTS, MOST_STRETCHES, changes
from tasks.text.codepoints import fold_texts

PAIR = {"doc_id": "a", "other_doc_id": "b", "similarity": 0.5}


def compared(left: str, right: str, relation: str = "near") -> tuple[int, int, list[tuple[str | None, str | None]]]:
    """Words added, words cut, and the places (cut, added), of one pair."""
    texts = pl.DataFrame({"doc_id": ["a", "b"], "text": [left, right]})
    row: dict[str, Any] = changes(pl.DataFrame([{**PAIR, "relation": relation}]), texts).row(0, named=True)
    return row["n_words_added"], row["n_words_cut"], [(p["cut"], p["added"]) for p in row["differs"]]


SENTENCES = article(1)
TEXT = text_of(SENTENCES)


def test_a_cut_sentence_is_shown_as_it_is_spelled() -> None:
    """What one text lacks is counted, and shown in the spelling of the text that has it, shortened."""
    without = [one for n, one in enumerate(SENTENCES) if n != 4]
    n = len(SENTENCES[4].split())
    shown = " ".join(SENTENCES[4].split()[:LONGEST_STRETCH]).rstrip(".") + (" …" if n > LONGEST_STRETCH else "")
    assert compared(TEXT, text_of(without)) == (0, n, [(shown, None)])


def test_spelling_is_no_change() -> None:
    """Other letters, joiners and punctuation change nothing."""
    assert compared(TEXT, respelled(TEXT)) == (0, 0, [])


def test_a_moved_paragraph_is_no_change() -> None:
    """A paragraph in another place is neither cut nor added."""
    paragraphs = TEXT.split("\n")
    assert compared(TEXT, "\n".join([*paragraphs[3:], *paragraphs[:3]])) == (0, 0, [])


def test_a_word_in_another_words_place_is_one_place() -> None:
    """A replaced word is shown with what took its place, also as the first and last word, in the order of the text."""
    before = "«الأربعاء» افتتح السوق القديم في المدينة البيضاء وسط حضور كبير من أهالي القرى في 26 دكانا"
    after = "الخميس افتتح السوق القديم في المدينة الزرقاء، وسط حضور كبير من أهالي القرى في 36 دكانا"
    places = [("الأربعاء", "الخميس"), ("البيضاء", "الزرقاء"), ("26", "36")]
    assert compared(before, after) == (3, 3, places)


def test_both_orientations_mirror_each_other() -> None:
    """Exchanged documents exchange what was cut and added."""
    other = text_of([*SENTENCES[:3], *article(2)[:2], *SENTENCES[5:]])
    added, cut, places = compared(TEXT, other)
    back_added, back_cut, back = compared(other, TEXT)
    assert (added, cut, sorted(map(str, places))) == (back_cut, back_added, sorted(str(place[::-1]) for place in back))


def test_few_stretches_are_shown_and_all_words_counted() -> None:
    """Of many places the longest are shown, in their order."""
    words = [f"w{n}" for n in range(100)]
    other = [f"x{n}" if n % 10 == 5 else word for n, word in enumerate(words)]
    other[45:45] = ["long", "one"]
    added, cut, places = compared(" ".join(words), " ".join(other))
    assert (added, cut, len(places), ("w45", "long one x45") in places) == (12, 10, MOST_STRETCHES, True)


def test_a_template_shows_its_facts_in_conflict() -> None:
    """Numbers, weekdays and months that stand in each other's place, whole figures with their signs, once each."""
    before = "سعر الذهب يوم الثلاثاء 12 مايو بلغ 91,240 دينارا للغرام، وبين 19 و26 للفضة، وأغلقت السوق عند 11:30."
    after = "سعر الذهب يوم الجمعة 15 مايو بلغ 92,240 دينارا للغرام، وبين 21 و26 للفضة، وأغلقت السوق عند 11:45."
    places = [("الثلاثاء", "الجمعة"), ("12", "15"), ("91,240", "92,240"), ("19", "21"), ("11:30", "11:45")]
    assert compared(before, after, "template")[2] == places


def test_of_many_facts_the_first_are_shown() -> None:
    """A long table shows the conflicts that stand first, the day among them."""
    rows = " ".join(f"w{n} x{n} {{}},{n:03} y{n} z{n}" for n in range(30))
    notices = [f"on {day} at noon " + rows.format(*[value] * 30) for day, value in (("Tuesday", 1), ("Friday", 2))]
    places = compared(*notices, "template")[2]
    assert (len(places), places[:3]) == (MOST_FACTS, [("Tuesday", "Friday"), ("1,000", "2,000"), ("1,001", "2,001")])


def test_a_template_with_rows_in_another_order() -> None:
    """Facts are held against those between the same words, wherever they stand."""
    rows = ["ارتفاع الموج في صور ٦٠ سنتيمترا فقط", "سرعة الرياح عند صيدا ١٠ عقد تقريبا"]
    other = ["سرعة الرياح عند صيدا ٢٠ عقد تقريبا", "ارتفاع الموج في صور ٦٠ سنتيمترا فقط"]
    assert compared("\n".join(rows), "\n".join(other), "template")[2] == [("١٠", "٢٠")]


def test_a_template_of_other_words_shows_stretches() -> None:
    """Where no two facts stand between the same words, what differs is shown as for copies."""
    before, after = "قال إن 12 قاربا عادت إلى الميناء القديم مساء", "ذكر أن قوارب 15 عادت إلى الميناء القديم مساء"
    assert compared(before, after, "template")[2] == [("قال إن 12 قاربا", "ذكر أن قوارب 15")]


def test_exact_copies_and_missing_texts_are_not_compared() -> None:
    """Rows keep their order; exact copies have no words of their own, and an unknown text leaves all unknown."""
    pairs = pl.DataFrame(
        [
            {**PAIR, "other_doc_id": other, "relation": relation}
            for other, relation in (("c", "near"), ("b", "exact"), ("b", "near"))
        ]
    )
    texts = pl.DataFrame({"doc_id": ["a", "b"], "text": ["one two three four", "one two three five"]})
    assert changes(pairs, texts).rows() == [
        (None, None, None),
        (0, 0, None),
        (1, 1, [{"cut": "four", "added": "five"}]),
    ]


def test_of_a_crowd_the_most_alike_are_told(monkeypatch: Any) -> None:
    """A document with very many links has the places of the most alike ones, and the counts of all."""
    monkeypatch.setattr(module, "MOST_TOLD", 1)
    names = [f"b{n}" for n in range(4)]
    links = [("a", name, 0.5 + n / 10) for n, name in enumerate(names)]
    links += [(one, other, 0.95) for n, one in enumerate(names) for other in names[n + 1 :]]
    pairs = pl.DataFrame(links, schema=["doc_id", "other_doc_id", "similarity"], orient="row")
    texts = pl.DataFrame({"doc_id": ["a", *names], "text": [f"one two three {name}" for name in ["a", *names]]})
    found = changes(pairs.with_columns(relation=pl.lit("near")), texts)
    assert (found["n_words_added"].to_list(), found["differs"].is_not_null().to_list()[:4]) == (
        [1] * 10,
        [False, False, False, True],
    )


def test_no_pairs() -> None:
    """Nothing gives nothing, with the columns and types."""
    empty = pl.DataFrame(
        schema=dict.fromkeys(("doc_id", "other_doc_id", "relation"), pl.String) | {"similarity": pl.Float64}
    )
    found = changes(empty, pl.DataFrame(schema={"doc_id": pl.String, "text": pl.String}))
    assert (found.height, found.columns) == (0, ["n_words_added", "n_words_cut", "differs"])


_LINES = st.lists(
    st.sampled_from(
        ["كتاب", "كِتَاب", "باب", "٣", "3", "12,", "\u200c", "می\u200cرود", "a-b", "...", "\n", "😀", "الأحد", "May"]
    ),
    max_size=25,
)


@given(_LINES, _LINES, st.sampled_from(["near", "contained", "template"]))
def test_any_two_texts(left: list[str], right: list[str], relation: str) -> None:
    """Counts are the difference of the bags of folded words, and what is shown stands in its text."""
    one, other = " ".join(left), " ".join(right)
    folded = fold_texts(pl.Series([one, other]))
    here, there = (Counter(folded.words_of(n)) for n in (0, 1))
    added, cut, places = compared(one, other, relation)
    counts = ((there - here).total(), (here - there).total())
    lines = [" ".join(text.split()) for text in (one, other)]
    strange = [p for p in places if any(side and side.removesuffix(" …") not in lines[n] for n, side in enumerate(p))]
    assert ((added, cut), strange) == (counts, [])
