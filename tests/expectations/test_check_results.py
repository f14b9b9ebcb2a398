"""Results: merged over shards, as rows of the warehouse, and as the promise at the end of a run."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from expectations.promise import PROMISE, promise_table
from expectations.results import CheckResult, checks_frame, merged, state_of
from warehouse.tables.checks import CHECKS

RESULT = CheckResult("broken_caption", "documents.text", "out", "warning", "passed", 100, 1, 0.01, "d1")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_shards_are_added_up_and_judged_anew() -> None:
    """A shard over the tolerance is forgiven where all shards together are under it, and the reverse."""
    bad = replace(RESULT, n_unexpected=3, state="failed", detail="d2")
    fine = replace(RESULT, n_checked=900, n_unexpected=0, detail=None)
    assert merged([bad, fine]) == [replace(RESULT, n_checked=1000, n_unexpected=3, detail="d2")]
    assert merged([bad, RESULT])[0].state == "failed"


def test_broken_wins_and_is_told_first() -> None:
    """One broken shard makes the check broken, whatever the others say, and its error stands before examples."""
    broken = replace(RESULT, state="broken", n_unexpected=0, detail="out of luck")
    (result,) = merged([replace(RESULT, state="failed", n_unexpected=50), broken])
    assert (result.state, result.detail) == ("broken", "out of luck; d1")


def test_different_subjects_and_moments_stay_apart() -> None:
    """Results are merged only with those of the same expectation, subject and moment."""
    others = [replace(RESULT, moment="in"), replace(RESULT, subject="quotes"), replace(RESULT, expectation="contract")]
    assert len(merged([RESULT, *others])) == 4


def test_results_that_contradict_each_other_are_refused() -> None:
    """Two tolerances for one expectation are a fault of the caller."""
    with pytest.raises(ValueError, match="tolerance"):
        merged([RESULT, replace(RESULT, tolerated_share=0.5)])


@pytest.mark.parametrize(
    ("n", "bad", "state"), [(0, 0, "passed"), (100, 1, "passed"), (100, 2, "failed"), (700, 7, "passed")]
)
def test_the_tolerated_share_is_tolerated(n: int, bad: int, state: str) -> None:
    """Exactly the tolerated share passes, one row more fails, nothing checked passes."""
    assert state_of(n, bad, 0.01) == state


def test_results_become_rows_of_the_warehouse() -> None:
    """The frame has the columns of ops.checks, also without rows; a time without zone is refused."""
    frame = checks_frame([RESULT], batch_id="b", run_id="r", checked_at=NOW)
    assert frame.schema == CHECKS.polars_schema() and frame["checked_at"].to_list() == [NOW]
    assert checks_frame([], batch_id="b", run_id="r", checked_at=NOW).schema == CHECKS.polars_schema()
    with pytest.raises(ValueError, match="time zone"):
        checks_frame([], batch_id="b", run_id="r", checked_at=NOW.replace(tzinfo=None))


def _rows(*rows: tuple[str, str, str]) -> pl.DataFrame:
    schema = {"doc_id": pl.String, "revision": pl.String, "expectation": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def test_the_promise_tells_what_became_of_each_defect() -> None:
    """Caught is repaired, quarantined or left; defects made on the way count as left; revisions are apart."""
    caught = _rows(("a", "1", "x"), ("b", "1", "x"), ("c", "1", "x"), ("c", "2", "x"), ("a", "1", "y"))
    leaving = _rows(("b", "1", "x"), ("c", "1", "x"), ("n", "1", "y"))
    aside = pl.DataFrame({"doc_id": ["c"], "revision": ["1"]})
    results = [replace(RESULT, expectation=name) for name in ("y", "x", "z", "y")]
    table = promise_table(results, caught, leaving, aside)
    assert table.schema == pl.Schema(PROMISE)
    assert table.rows() == [("y", 1, 1, 0, 1), ("x", 4, 2, 1, 1), ("z", 0, 0, 0, 0)]


def test_a_quarantine_without_revisions_holds_for_the_document() -> None:
    """Where the set-aside frame has no revision, all revisions of the document are set aside."""
    table = promise_table(
        [RESULT],
        _rows(("c", "1", "broken_caption"), ("c", "2", "broken_caption")),
        _rows(),
        pl.DataFrame({"doc_id": ["c"]}),
    )
    assert table.rows() == [("broken_caption", 2, 0, 2, 0)]
