"""Tables against their declaration."""

import polars as pl
import pytest

from expectations.contract import check_contract
from warehouse.contract import Column, Table
from warehouse.tables import TABLES

SHELVES = Table(
    name="shelves",
    description="For these tests.",
    key=("room", "shelf"),
    columns=(
        Column("room", pl.String, "Room"),
        Column("shelf", pl.Int32, "Number", low=1, high=9),
        Column("kind", pl.String, "Kind", allowed=("open", "closed")),
        Column("marks", pl.List(pl.String), "Marks", nullable=True, allowed=("new", "old")),
        Column("fill", pl.Float64, "Share", nullable=True, low=0, high=1),
    ),
)
GOOD = {"room": "a", "shelf": 1, "kind": "open", "marks": ["new"], "fill": 0.5}


def _frame(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([GOOD | row for row in rows], schema=SHELVES.polars_schema())


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{}], [("contract", "shelves", 0)]),
        ([{"marks": None, "fill": None}], [("contract", "shelves", 0)]),
        ([{"marks": []}, {"shelf": 9, "fill": 1.0}], [("contract", "shelves", 0)]),
        ([{}, {}, {}], [("unique_key", "shelves", 2)]),
        ([{"kind": None}], [("not_null", "shelves.kind", 1)]),
        ([{"kind": "ajar"}], [("allowed_values", "shelves.kind", 1)]),
        ([{"marks": ["new", "torn"]}], [("allowed_values", "shelves.marks", 1)]),
        ([{"shelf": 0}, {"shelf": 10}], [("in_range", "shelves.shelf", 2)]),
        ([{"fill": float("nan")}], [("in_range", "shelves.fill", 1)]),
        ([{"fill": 1.5, "kind": "x"}], [("allowed_values", "shelves.kind", 1), ("in_range", "shelves.fill", 1)]),
    ],
)
@pytest.mark.parametrize("lazy", [False, True])
def test_each_rule_names_what_breaks_it(rows: list[dict[str, object]], found: list[object], lazy: bool) -> None:
    """One result for each rule and column that rows break, one named contract where none do, lazy or not."""
    frame = _frame(*rows)
    results = check_contract(frame.lazy() if lazy else frame, SHELVES, "out")
    assert [(r.expectation, r.subject, r.n_unexpected) for r in results] == found
    assert {r.state for r in results} == {"passed" if found[0] == ("contract", "shelves", 0) else "failed"}


def test_other_columns_break_the_check() -> None:
    """A frame without a column, or with another type, cannot be checked, and the result says what is amiss."""
    frame = _frame({}).drop("kind").with_columns(pl.col("shelf").cast(pl.Int64))
    (result,) = check_contract(frame, SHELVES, "in")
    assert result.state == "broken" and "kind is missing" in str(result.detail) and "Int64" in str(result.detail)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_contract(name: str) -> None:
    """Every declared table can be checked, and passes with no rows."""
    assert [r.state for r in check_contract(TABLES[name].empty(), TABLES[name], "out")] == ["passed"]


def test_examples_are_cut() -> None:
    """A long hostile value is shown in the detail by its beginning alone."""
    (result,) = check_contract(_frame({"kind": "<b>" * 1_000}), SHELVES, "out")
    assert len(str(result.detail)) < 80
