"""Search: blind to spelling as the fold is, ranked, narrowed, bounded."""

import re

import pytest
import small_home
from hypothesis import given
from hypothesis import strategies as st

from warehouse.console import asking
from warehouse.folding import DROPPED, LETTERS
from warehouse.home import Home
from warehouse.search import LONGEST_WORD, MOST_WORDS, SearchError, any_spelling, search

ALPHABET = sorted({*LETTERS, *LETTERS.values(), *DROPPED} - {"\u0344"})  # NFC takes U+0344 apart


def plain_fold(text: str) -> str:
    return "".join(LETTERS.get(char, char) for char in text if char not in DROPPED)


@given(st.text(alphabet=st.sampled_from(ALPHABET), min_size=1, max_size=8))
def test_a_pattern_matches_every_spelling(word: str) -> None:
    """Whatever folds to a word is matched by that word's pattern."""
    folded = plain_fold(word)
    assert re.search(any_spelling(folded), word)


@pytest.mark.parametrize(
    "words", ["جسر", "الوادى", "بلدیه", "باغهای", "ميگويند", "BRIDGE", "valley open", "عشرین قریه", "في", "no"]
)
def test_search_finds_what_the_fold_finds(settled: Home, words: str) -> None:
    """The patterns find the articles that the macro `fold` finds, word by word."""
    found = {hit.doc_id for hit in search(settled, words, limit=10).hits}
    with asking(settled) as ask:
        # A short word stands alone, a longer one also inside of words.
        tests = [(f" {w} " if len(w) < 3 else w) for w in ask("SELECT fold(?) AS f", [words])[0]["f"].split()]
        where = " AND ".join(
            "(contains(' ' || fold(text) || ' ', ?) OR contains(' ' || coalesce(fold(title), '') || ' ', ?))"
            for _ in tests
        )
        folded = {
            row["doc_id"]
            for row in ask(f"SELECT doc_id FROM articles WHERE {where}", [t for t in tests for _ in range(2)])
        }
    assert found == folded


def test_titles_come_first(settled: Home) -> None:
    """A word in the title counts more than a newer article."""
    assert [hit.doc_id for hit in search(settled, "table", limit=10).hits] == [small_home.PLAIN, small_home.HOSTILE]


def test_spans_stand_on_the_words(settled: Home) -> None:
    """What is marked is the word as it is written there."""
    hit = search(settled, "باغهای انار", limit=1).hits[0]
    title = hit.title or ""
    assert [title[start:end] for start, end in hit.title_spans] == [f"باغ{small_home.ZWNJ}های", "انار"]


def test_copies_are_found_once(settled: Home) -> None:
    """Search is over articles: of a group of copies one stands for all, and says how many there are."""
    found = search(settled, "جسر", limit=10)
    assert (found.n_articles, found.hits[0].doc_id, found.hits[0].n_copies) == (1, small_home.BRIDGE, 2)


@pytest.mark.parametrize(
    ("language", "source", "n"),
    [
        ("en", None, 1),
        ("fa", None, 0),
        (None, "HARBOUR", 1),
        (None, "wire", 1),
        (None, "nobody", 0),
        ("en' OR 1=1 --", None, 0),
    ],
)
def test_search_is_narrowed(settled: Home, language: str | None, source: str | None, n: int) -> None:
    """Language and source narrow the search, the source in any case, and are values, never SQL."""
    assert search(settled, "bridge", limit=10, language=language, source=source).n_articles == n


@pytest.mark.parametrize(
    "words", ["", "...", "\u200c", " ".join(f"word{i}" for i in range(MOST_WORDS + 1)), "x" * (LONGEST_WORD + 1)]
)
def test_words_that_are_none_or_too_many_are_refused(settled: Home, words: str) -> None:
    """Nothing to look for, and more than can be looked for, is told."""
    with pytest.raises(SearchError):
        search(settled, words, limit=1)


@pytest.mark.parametrize("words", ["(.*x", "[a", "a+b", "'; DROP TABLE x", "$1", "\\d"])
def test_words_are_no_patterns(settled: Home, words: str) -> None:
    """Signs of regular expressions and SQL are separators like any other."""
    assert search(settled, words, limit=3).n_articles >= 0
