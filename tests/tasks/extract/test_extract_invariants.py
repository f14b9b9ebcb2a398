"""What holds for any text whatever: offsets, keys, independence of the batch, and hostile input."""

import time
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from warehouse.contract import ContractError, Table
from warehouse.tables import TABLES

Reader = Callable[..., dict[str, pl.DataFrame]]
PIECES = [
    "قال", "وأضاف", "إن", "أنه", "إلى أن", "الرئيس", "المكسيكي", "محمد", "الحداد", "وزير الخارجية", "بريطانيا", "مشيرا",
    "حث", "على", "گفت", "که", "وی", "افزود", "با بیان اینکه", "به گزارش", "ایسنا", "رئیس\u200cجمهور", "said", "that", "Peter",
    "U.S.", "he", "added", "“", "”", '"', "«", "»", ":", ".", "،", ",", "؟", "(", ")", "-", "\n", "\u200c", "\u202b", "\u0301",
    "\N{GRINNING FACE}", "\U0001f1ee\U0001f1f7", "\t", "1:2", "لـ", "X", "\x00", "\ufeff",
]  # fmt: skip
texts = (
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(PIECES)).map("".join)
    | st.text(max_size=80)
)
documents = st.tuples(st.sampled_from(["ar", "fa", "en"]), texts)
shards = st.lists(documents, min_size=1, max_size=24)
relaxed = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Reading costs as much for twenty texts as for one, so an example is a shard."""


@relaxed
@example([("ar", "قال “ “ »"), ("ar", "“ “ نعم ” “ قال")])
@given(shards)
def test_what_is_quoted_is_the_slice_at_its_offsets(read_texts: Reader, shard: list[tuple[str, str]]) -> None:
    """Statements and names are exactly the slices of the text at their offsets, and the tables keep their contract."""
    extracted = read_texts(*shard)
    for table, column in (("quotes", "quote_text"), ("mentions", "surface")):
        for row in extracted[table].iter_rows(named=True):
            text = shard[int(row["doc_id"][1:])][1]
            assert text[row["start_char"] : row["end_char"]] == row[column]
    for name, frame in extracted.items():
        _keeps_its_contract(frame, TABLES[name])


def _keeps_its_contract(frame: pl.DataFrame, table: Table) -> None:
    """Keys are unique, required columns filled, values among the allowed ones."""
    assert frame.select(table.key).is_duplicated().sum() == 0
    for column in table.columns:
        assert column.nullable or frame[column.name].null_count() == 0
        assert not column.allowed or set(frame[column.name].drop_nulls()) <= set(column.allowed)


@relaxed
@given(shards, shards)
def test_a_document_reads_the_same_in_any_company(
    read_texts: Reader, first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    """A document's rows do not depend on what it is cut together with."""
    together, apart = read_texts(*first, *second), (read_texts(*first), read_texts(*second))
    moved = {f"d{n}": f"d{n + len(first)}" for n in range(len(second))}
    for name in ("quotes", "mentions", "office_claims", "attributions"):
        other = apart[1][name].with_columns(pl.col("doc_id").replace(moved))
        assert together[name].sort(pl.all()).equals(pl.concat([apart[0][name], other]).sort(pl.all()))


def test_captions_and_titles_are_read_but_have_no_place_in_the_text(read_texts: Reader) -> None:
    """A name in a caption has no offsets and says where it stands; a statement is never taken from there."""
    extracted = read_texts(
        ("ar", "بدأ الاحتفال صباحا."),
        title="كلمة الدكتور سامي الحداد",
        captions=("قال الرئيس المكسيكي خوان موراليس: «أهلا بكم في بيتنا جميعا».",),
    )
    persons = extracted["mentions"].filter(pl.col("kind") == "person").select("surface", "start_char", "in_caption")
    assert persons.rows() == [("سامي الحداد", None, False), ("خوان موراليس", None, True)]
    assert extracted["office_claims"]["in_caption"].to_list() == [True]
    assert extracted["quotes"].is_empty()


def test_a_photo_credit_is_told_from_a_report(read_texts: Reader) -> None:
    """An agency in a caption took the picture; it is not the text's source."""
    extracted = read_texts(("ar", "بدأ الاحتفال صباحا."), captions=("أطفال يرسمون في الساحة (رويترز)",))
    assert extracted["attributions"].select("kind", "outlet").rows() == [("photo_credit", "Reuters")]


def test_a_byline_names_sources_and_nothing_else(read_texts: Reader) -> None:
    """A removed line that says whom the text was taken from is read for that; its writer is no news."""
    extracted = read_texts(
        ("ar", "بدأ الاحتفال صباحا."),
        bylines=("كتب: سامي الحداد، وكالة الأناضول", "قال الرئيس المكسيكي خوان موراليس: «أهلا بكم»."),
    )
    assert extracted["attributions"].select("outlet", "cue").rows() == [("Anadolu Agency", None)]
    assert all(extracted[name].is_empty() for name in ("mentions", "quotes", "office_claims", "entities"))


def test_the_first_document_reads_like_any_other(read_texts: Reader) -> None:
    """A name at the very beginning of all that is read is found as it is anywhere else."""
    text = ("fa", "کرومیلا، رئیس\u200cجمهور استونی، به بندر رسید.")
    found = read_texts(text, text)["mentions"].filter(pl.col("kind") == "person")
    assert found.select("doc_id", "surface").rows() == [("d0", "کرومیلا"), ("d1", "کرومیلا")]


def test_a_language_without_facts_gives_nothing(read_texts: Reader) -> None:
    """Nothing is read into a text in a language nobody has described."""
    assert all(frame.is_empty() for frame in read_texts(("de", "Der Minister sagte: „Nein, niemals.“")).values())


def test_no_documents_no_rows(read_texts: Reader) -> None:
    """Empty frames go in and come out with the right columns."""
    from tasks.extract import extract

    extracted = extract(TABLES["documents"].empty(), TABLES["passages"].empty())
    assert {name: frame.columns for name, frame in extracted.items()} == {
        name: list(TABLES[name].names) for name in extracted
    }


def test_a_frame_of_another_shape_is_refused() -> None:
    """A stage that hands over the wrong frame hears of it at the door."""
    from tasks.extract import extract

    with pytest.raises(ContractError, match="documents"):
        extract(pl.DataFrame({"text": ["x"]}), TABLES["passages"].empty())


@pytest.mark.parametrize(
    "text",
    [
        "“" * 50_000,
        "قال " * 50_000,
        "قال إن " * 20_000,
        "محمد الحداد " * 20_000,
        "الرئيس " * 50_000,
        "«كلمة أولى وثانية وثالثة ورابعة» " * 10_000,
        "به گزارش " * 20_000,
        "ا" * 400_000,
        "U." * 100_000,
        "((((" * 50_000 + "رويترز",
    ],
    ids=[
        "marks",
        "cues",
        "clauses",
        "names",
        "offices",
        "quotations",
        "attributions",
        "one_word",
        "abbreviations",
        "brackets",
    ],
)
def test_hostile_texts_take_no_more_than_their_length(text: str, read_texts: Reader) -> None:
    """No text makes the stage slow: time grows with length, not with its square."""
    begin = time.process_time()
    read_texts(("ar", text))
    assert time.process_time() - begin < 12
