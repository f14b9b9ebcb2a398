"""How many facts of two texts are in conflict."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe.conflicts import conflicts

Facts = list[tuple[str, int]]


def _conflicts(one: Facts, other: Facts) -> int:
    """Of one pair; a fact and its place each."""
    row = {
        "facts": [[fact for fact, _ in one]],
        "places": [[place for _, place in one]],
        "facts_b": [[fact for fact, _ in other]],
        "places_b": [[place for _, place in other]],
    }
    texts, numbers = pl.List(pl.String), pl.List(pl.UInt32)
    schema = {"facts": texts, "places": numbers, "facts_b": texts, "places_b": numbers}
    return int(conflicts(pl.DataFrame(row, schema=schema))[0])


@pytest.mark.parametrize(
    ("why", "one", "other", "expected"),
    [
        ("nothing at all", [], [], 0),
        ("the same", [("12", 1), ("may", 2)], [("may", 9), ("12", 8)], 0),
        ("a paragraph with two numbers less", [("12", 1), ("may", 2), ("7", 3)], [("12", 1)], 0),
        ("one number corrected", [("12", 1), ("30", 2)], [("12", 1), ("31", 2)], 1),
        ("one number corrected in two places", [("12", 1), ("12", 2)], [("13", 1), ("13", 2)], 1),
        ("another weekday alone", [("tuesday", 1), ("30", 2)], [("friday", 1), ("30", 2)], 2),
        ("another month alone", [("may", 1), ("30", 2)], [("june", 1), ("30", 2)], 1),
        ("a weekday less", [("tuesday", 1), ("30", 2)], [("30", 2)], 0),
        ("another day and another degree", [("tuesday", 1), ("30", 2)], [("friday", 1), ("31", 2)], 3),
        ("other words around as well", [("tuesday", 1), ("30", 2)], [("friday", 3), ("31", 4)], 3),
        ("numbers in each other's place", [("1", 1), ("2", 2)], [("2", 1), ("1", 2)], 2),
        ("numbers between neighbours that come twice", [("1", 1), ("2", 1)], [("2", 1), ("1", 1)], 0),
    ],
)
def test_conflicts_are_counted(why: str, one: Facts, other: Facts, expected: int) -> None:
    """Either way round."""
    assert (_conflicts(one, other), _conflicts(other, one)) == (expected, expected), why


_FACTS = st.lists(st.tuples(st.sampled_from(["1", "2", "may", "friday", "tuesday"]), st.integers(0, 5)), max_size=8)


@given(_FACTS, _FACTS, st.randoms())
def test_conflicts_are_symmetrical_and_blind_to_order(one: Facts, other: Facts, chance: object) -> None:
    """A text has no conflict with itself, and neither side nor order of the facts decides."""
    shuffled = sorted(other, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert _conflicts(one, other) == _conflicts(other, one) == _conflicts(one, shuffled)
    assert _conflicts(one, one) == 0


def test_each_pair_is_counted_for_itself() -> None:
    """A row a pair, in order."""
    rows = {
        "facts": [["1", "2"], [], ["5"]],
        "places": [[1, 2], [], [3]],
        "facts_b": [["3", "4"], ["9"], ["6"]],
        "places_b": [[1, 2], [1], [3]],
    }
    frame = pl.DataFrame(rows).with_columns(pl.col("places", "places_b").cast(pl.List(pl.UInt32)))
    assert conflicts(frame).to_list() == [2, 0, 1]
    assert conflicts(frame.clear()).to_list() == []
