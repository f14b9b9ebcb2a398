"""How much of each text stands in the other."""

import polars as pl
import pytest
from copies import article, text_of, without
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import coverage as coverage_module
from tasks.dedupe.coverage import coverage

WIDTH = 5


def _covered(one: str, other: str) -> tuple[float, float]:
    pairs = pl.DataFrame({"a": ["a"], "b": ["b"]})
    found = coverage(pairs, pl.DataFrame({"doc_id": ["b", "a"], "text": [other, one]}), WIDTH)
    covered, covered_b, lead, lead_b = found.row(0)
    assert (lead > 0) <= (covered > 0) and (lead_b > 0) <= (covered_b > 0)
    return covered, covered_b


def _slowly(one: str, other: str) -> float:
    """The same, said plainly."""
    words, others = one.split(), other.split()
    runs = {tuple(others[at : at + WIDTH]) for at in range(len(others) - WIDTH + 1)}
    covered = {
        at + step
        for at in range(len(words) - WIDTH + 1)
        if tuple(words[at : at + WIDTH]) in runs
        for step in range(WIDTH)
    }
    return len(covered) / max(len(words), 1)


_TEXTS = st.lists(st.sampled_from("abcd"), max_size=30).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_coverage_is_what_it_says(one: str, other: str) -> None:
    """Either way round, texts without a run among them."""
    assert _covered(one, other) == pytest.approx((_slowly(one, other), _slowly(other, one)))


def test_parts_and_changed_words() -> None:
    """A part is covered whole; of a text with eight words in a hundred changed seven eighths are."""
    sentences = article(1, n_sentences=60)
    assert _covered(text_of(sentences[:20]), text_of(sentences)) == pytest.approx((1, 0.33), abs=0.03)
    assert _covered(text_of(sentences), without(text_of(sentences), 0.08)) == pytest.approx((0.87, 0.87), abs=0.05)


def test_the_lead_is_told_by_itself() -> None:
    """A text that begins otherwise has no lead in common, whatever follows."""
    sentences = article(1)
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": [text_of(sentences), text_of([*article(2)[:6], *sentences])]})
    pairs = pl.DataFrame({"a": ["a", "b"], "b": ["b", "a"]})
    assert coverage(pairs, frame, WIDTH).select("lead", "lead_b").rows() == [(1, 0), (0, 1)]


def test_pairs_keep_their_order_and_may_be_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row a pair, whatever is held at once; no pair, no row."""
    texts = {name: text_of(article(seed, n_sentences=6)) for seed, name in enumerate("abcd")}
    texts["c"] = texts["a"]
    frame = pl.DataFrame({"doc_id": list(texts), "text": list(texts.values())})
    pairs = pl.DataFrame({"a": ["a", "a", "c", "b"], "b": ["b", "c", "d", "d"]})
    monkeypatch.setattr(coverage_module, "_WORDS_AT_ONCE", 100)
    assert coverage(pairs, frame, WIDTH)["covered"].to_list() == [0, 1, 0, 0]
    assert coverage(pairs.clear(), frame.clear(), WIDTH).height == 0
