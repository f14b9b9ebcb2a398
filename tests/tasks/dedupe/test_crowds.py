"""Crowds: where very many texts share a key, work and links stay bounded, and what is together stays together."""

from dataclasses import replace

import polars as pl
import pytest
from copies import Warehouse, article, documents, text_of

from tasks.dedupe import DedupeParameters, verify
from tasks.dedupe.candidates import MEETING, candidate_pairs, worth_verifying

FEW = replace(DedupeParameters(), crowded_key=4, crowded_anchor=4, most_met=4, most_links=3)
BAND = 1 << 40
Row = tuple[int, str, int, int, bool]


def _met(*rows: Row) -> pl.DataFrame:
    """MEETING rows: key, doc_id, fingerprint, n_own, new."""
    schema = {"key": pl.UInt64, "doc_id": pl.String, "fingerprint": pl.UInt64, "n_own": pl.UInt32, "new": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row").select(MEETING)


def _pairs(*rows: Row) -> set[tuple[str, str]]:
    found = candidate_pairs(_met(*rows), FEW)
    return set(found.pairs.select("a", "b").rows())


def test_few_documents_of_a_key_meet_in_all_pairs() -> None:
    """New ones and published ones, but not two that were published."""
    rows = [(BAND, name, number, 9, name > "b") for number, name in enumerate("abcd")]
    assert _pairs(*rows) == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")}


def test_in_a_crowd_each_text_meets_the_first_ones() -> None:
    """Pairs grow with the crowd and not with its square, and the crowd is told of."""
    names = [f"d{number:03d}" for number in range(60)]
    rows = [(BAND, name, number, 9, True) for number, name in enumerate(names)]
    pairs = _pairs(*rows)
    assert pairs == {(a, b) for a in names[:4] for b in names if a < b}
    assert candidate_pairs(_met(*rows), FEW).crowd == 60
    assert candidate_pairs(_met(*rows[:4]), FEW).crowd == 0


def test_in_a_crowd_a_newcomer_meets_the_first_ones_published_or_not() -> None:
    """A text that is among the first itself meets all."""
    published = [(BAND, f"d{number:03d}", 10 + number, 9, False) for number in range(60)]
    firsts, names = [f"d00{number}" for number in range(4)], [row[1] for row in published]
    assert _pairs(*published, (BAND, "z", 99, 9, True)) == {(name, "z") for name in firsts}
    assert _pairs(*published, (BAND, "z", 1, 9, True)) == {(name, "z") for name in names}


def test_copies_of_one_text_in_a_crowd_meet_the_one_that_stands_for_it() -> None:
    """A published one where there is any."""
    rows = [(BAND, f"d{number:03d}", 7, 9, number != 30) for number in range(60)]
    assert _pairs(*rows) == {tuple(sorted(("d030", name))) for _, name, *_ in rows if name != "d030"}


def _phrased(n_others: int) -> set[tuple[str, str]]:
    """a and b share one anchor of eight alone, and one with so many others."""
    rows: list[Row] = [(5, name, number, 8, True) for number, name in enumerate("ab")]
    rows += [(6, name, number, 8, True) for number, name in enumerate(["a", "b", *(f"x{n}" for n in range(n_others))])]
    found = candidate_pairs(_met(*rows), FEW)
    return {
        pair for pair in worth_verifying(found.pairs, found.phrases, FEW).select("a", "b").rows() if pair == ("a", "b")
    }


@pytest.mark.parametrize("n_others", [0, 2, 3, 50])
def test_a_phrase_counts_for_who_meets_otherwise_however_many_have_it(n_others: int) -> None:
    """Else it would hang on the size of a batch whether the two are worth a look."""
    assert _phrased(n_others) == {("a", "b")}


def test_a_phrase_alone_brings_nobody_together() -> None:
    """Where more texts have it than may."""
    rows = [(6, f"x{number}", number, 1, True) for number in range(5)]
    assert _pairs(*rows) == set()
    assert len(_pairs(*rows[:4])) == 6


DAYS = ("الأحد", "الثلاثاء", "الخميس", "السبت")


def _notice(number: int) -> str:
    """A notice of one template with a day and figures of its own."""
    lines = article(50, n_sentences=10)
    facts = f"يوم {DAYS[number % 4]} بلغ السعر {100 + number} مقابل {300 + number} عند الإغلاق"
    return text_of([*lines[:5], facts, *lines[5:]])


def _copy(number: int) -> str:
    """A text with one sentence of its own, at a place of its own."""
    lines = article(60, n_sentences=20)
    lines[number % 20] = article(200 + number)[0]
    return text_of(lines)


@pytest.mark.parametrize("n_batches", [1, 4])
def test_a_crowd_of_copies_is_one_group_with_few_links(n_batches: int) -> None:
    """Groups are made of all copies, and not of those that are told."""
    names = [f"d{number:03d}" for number in range(48)]
    warehouse = Warehouse(FEW, n_partitions=2)
    for part in range(n_batches):
        tables = warehouse.publish(documents({name: _copy(int(name[1:])) for name in names[part::n_batches]}))
        assert tables["document_links"].height <= 2 * FEW.most_links * len(names)
    assert warehouse.partition() == {frozenset(names)}


def test_notices_of_a_crowd_have_few_links_and_no_group() -> None:
    """Each is told with the ones that have most in common with it; a copy among them is found."""
    texts = {f"d{number:03d}": _notice(number) for number in range(48)} | {"z": _notice(30) + "\nوكالة المرفأ للأنباء"}
    warehouse = Warehouse(FEW)
    links = warehouse.publish(documents(texts))["document_links"]
    assert links.height <= 2 * FEW.most_links * len(texts)
    ends = pl.concat([links["doc_id"], links["other_doc_id"]])
    assert set(ends) == set(texts)
    assert warehouse.partition() == {frozenset({"d030", "z"})}


def test_long_texts_are_compared_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held at once is bounded in shingles, and hangs not on how many pairs there are."""
    texts = {f"d{number:03d}": _copy(number) for number in range(6)}
    whole = Warehouse().publish(documents(texts))["document_links"]
    sizes: list[int] = []
    real = verify._shared

    def watched(*arguments: object) -> object:
        sizes.append(len(arguments[2]))  # type: ignore[arg-type]
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(verify, "_shared", watched)
    monkeypatch.setattr(verify, "_SHINGLES_AT_ONCE", 1)
    assert Warehouse().publish(documents(texts))["document_links"].equals(whole)
    assert sizes and max(sizes) == 1
