"""Identity: which addresses are one, and which records are the same."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.identity import canonical_url, identify

CASES = json.loads((Path(__file__).parents[2] / "cases" / "canonical_urls.json").read_text(encoding="utf-8"))


def _canonical(urls: list[str]) -> list[str | None]:
    return canonical_url(pl.Series("url", urls, dtype=pl.String)).to_list()


@pytest.mark.parametrize("case", CASES["same"], ids=lambda case: case["why"])
def test_spellings_of_one_address_meet(case: dict[str, list[str]]) -> None:
    """All addresses of a case have one canonical form."""
    found = _canonical(case["urls"])
    assert len(set(found)) == 1
    assert found[0] is not None


@pytest.mark.parametrize("case", CASES["different"], ids=lambda case: case["why"])
def test_two_addresses_stay_two(case: dict[str, list[str]]) -> None:
    """No rule joins addresses that may be two articles."""
    assert len(set(_canonical(case["urls"]))) == len(case["urls"])


@pytest.mark.parametrize("url", CASES["null"])
def test_an_address_of_no_article_is_null(url: str) -> None:
    """A home page, another scheme and what is no address identify nothing."""
    assert _canonical([url]) == [None]


@given(st.lists(st.text(alphabet=st.sampled_from("ab/%2Fd8?&=#.:@ \u0627\u200c-"), max_size=30), max_size=8))
def test_the_canonical_form_is_its_own(tails: list[str]) -> None:
    """Making an address canonical twice changes nothing more."""
    once = [url for url in _canonical(["https://example.com/" + tail for tail in tails]) if url]
    assert _canonical(once) == once


def _frame(**columns: list[str | None]) -> pl.DataFrame:
    names = ("source", "source_record_id", "url", "title", "body")
    return pl.DataFrame({name: columns.get(name, ["x"]) for name in names}, schema=dict.fromkeys(names, pl.String))


def test_an_address_decides_before_the_ids() -> None:
    """One address is one document whatever its source and number; without one, source and id decide together."""
    same = identify(
        _frame(
            source=["a", "b"],
            source_record_id=["1", "2"],
            url=["https://e.com/1", "http://www.e.com/1/"],
            title=["t", "t"],
            body=["x", "x"],
        )
    )
    other = identify(
        _frame(
            source=["a", "b"],
            source_record_id=["1", "1"],
            url=[None, "https://e.com/"],
            title=["t", "t"],
            body=["x", "x"],
        )
    )
    assert same["doc_id"].n_unique() == 1
    assert other["doc_id"].n_unique() == 2
    assert same["doc_id"].str.len_chars().unique().to_list() == [16]


def test_other_content_is_another_revision() -> None:
    """Title and body make the revision, and no text moves between the two unseen."""
    found = identify(
        _frame(
            source=["a"] * 3,
            source_record_id=["1"] * 3,
            url=[None] * 3,
            title=["ab", "a", None],
            body=["c", "bc", "abc"],
        )
    )
    assert found["doc_id"].n_unique() == 1
    assert found["revision"].n_unique() == 3
    assert found["revision"].to_list() == [value[:12] for value in found["content_hash"].to_list()]


def test_ids_stay_what_they_are() -> None:
    """The ids of stored documents hang on these hashes: a change of them is a migration, never an accident."""
    found = identify(
        _frame(source=["wire"], source_record_id=["7"], url=["https://example.com/a"], title=["t"], body=["b"])
    )
    by_id = identify(_frame(source=["wire"], source_record_id=["7"], url=[None], title=["t"], body=["b"]))
    assert (found["doc_id"][0], by_id["doc_id"][0], found["revision"][0]) == (
        "11f59239eaae16a5",
        "908c5715afd2fb6f",
        "c12f2a11ed8c",
    )
