"""What a selection chooses, and digests of what is published."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from tasks.reprocess.published import digests
from tasks.selection import EVERYTHING, Selection

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = {"doc_id": ["a", "b"], "revision": ["1", "1"], "batch_id": ["x", "y"]}
DOCUMENTS = pl.DataFrame(
    KEYS | {"source": ["agency", "paper"], "outlet": ["Bay", None], "first_seen_at": [NOON, NOON + timedelta(days=1)]}
)
FINDINGS = pl.DataFrame(
    {"doc_id": ["a", "b"], "revision": ["1", "1"], "batch_id": ["x", "an older one"], "rule": ["drop_tags"] * 2}
)


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (EVERYTHING, ["a", "b"]),
        (Selection(source="paper"), ["b"]),
        (Selection(outlet="Bay"), ["a"]),
        (Selection(since=NOON + timedelta(hours=1)), ["b"]),
        (Selection(since=NOON), ["a", "b"]),
        (Selection(rule="drop_tags"), ["a"]),
        (Selection(source="agency", rule="drop_counter"), []),
    ],
)
def test_what_is_chosen(selection: Selection, chosen: list[str]) -> None:
    """By source, outlet and first sight, and by a rule in the findings of the rows that count, not of older ones."""
    found = selection.of(DOCUMENTS.lazy(), FINDINGS.lazy()).collect()
    assert (found["doc_id"].sort().to_list(), Selection.from_dict(selection.as_dict())) == (chosen, selection)


def test_a_selection_is_told_as_it_is_typed() -> None:
    """What has spaces is quoted."""
    assert (
        Selection(outlet="The Bay", rule="drop_tags").command == "khabar reprocess --outlet 'The Bay' --rule drop_tags"
    )


def test_digests_are_of_the_rows_whatever_their_order_and_batch() -> None:
    """Equal rows in another order and batch have equal digests; one other value, in a list too, or one row more has not."""
    rows = pl.DataFrame(
        {
            "doc_id": ["a"] * 3,
            "revision": ["1"] * 3,
            "batch_id": ["x"] * 3,
            "text": ["p", "q", "q"],
            "edits": [["r"], [], ["r", "s"]],
        }
    )
    moved = rows.reverse().with_columns(batch_id=pl.lit("y"))
    other = rows.with_columns(edits=pl.Series([["r"], [], ["r"]]))

    def digest(frame: pl.DataFrame) -> object:
        keys = frame.select("doc_id", "revision", "batch_id").unique().lazy()
        return digests({"passages": frame.lazy()}, keys)["passages"].item()

    assert digest(rows) == digest(moved)
    assert len({digest(rows), digest(other), digest(rows.head(2)), digest(pl.concat([rows, rows.head(1)]))}) == 4
