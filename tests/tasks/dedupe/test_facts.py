"""The facts of a signature: which words are taken for numbers, in what order, and what stands around them."""

import polars as pl

from tasks.dedupe.facts import facts
from tasks.text.codepoints import fold_texts


def _facts(*texts: str) -> tuple[list[list[str]], list[list[int]]]:
    folded = fold_texts(pl.Series(texts, dtype=pl.String))
    found, places = facts(folded.word_hashes(), folded)
    assert found.dtype == pl.List(pl.String) and places.dtype == pl.List(pl.UInt32)
    return found.to_list(), places.to_list()


def test_numbers_and_calendar_words_are_kept_in_order() -> None:
    """Digits of any script are one number; a word that only begins or ends with digits is none, a month is as good."""
    found, _ = _facts("On 12 March \u0661\u0662 ferries, B2 and 3rd, 007", "", "no number", "5", "2x 4 x2 44")
    assert found == [["12", "march", "12", "007"], [], [], ["5"], ["4", "44"]]


def test_no_texts_have_no_facts() -> None:
    """An empty column gives empty columns of lists."""
    assert _facts() == ([], [])


def test_the_place_of_a_fact_is_what_stands_around_it() -> None:
    """The same neighbours make the same place, whatever the number and wherever the text begins; an edge is a neighbour."""
    _, places = _facts("gave 2 boats", "they gave 7 boats and", "gave 2", "2 boats", "2", "gave 2 boots")
    assert places[0] == places[1]
    assert len({place for (place,) in places}) == 5
