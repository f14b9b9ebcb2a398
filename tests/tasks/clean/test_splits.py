"""Splitting glued lines: pieces keep their offsets, and what was split in vain grows together again."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.edit import LEDGER
from tasks.clean.rule import Split
from tasks.clean.segments import cut_passages
from tasks.clean.splits import join_pieces, split_passages

BODY = "first line here\nalpha beta  |gamma delta|epsilon\nlast one"


def _at_bars(passages: pl.DataFrame) -> pl.DataFrame:
    rows = [(at, point) for at, text in enumerate(passages["text"]) for point, char in enumerate(text) if char == "|"]
    return pl.DataFrame(rows, schema={"at": pl.Int64, "point": pl.Int64}, orient="row")


def _split(*bodies: str) -> pl.DataFrame:
    return split_passages(cut_passages(pl.Series(bodies)), [Split("at_bars", _at_bars)])


def test_a_line_is_split_at_its_points() -> None:
    """Every piece is a slice of the body, and knows by which rule it begins and whether blanks part it."""
    pieces = _split(BODY)
    assert pieces["text"].to_list() == ["first line here", "alpha beta", "|gamma delta", "|epsilon", "last one"]
    assert [BODY[a:b] for a, b in pieces.select("raw_start", "raw_end").iter_rows()] == pieces["text"].to_list()
    assert pieces["split_by"].to_list() == [None, None, "at_bars", "at_bars", None]
    assert pieces["glued"].to_list() == [False, False, False, True, False]
    assert pieces["line"].to_list() == [0, 1, 1, 1, 2]


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.text("ab |\n\u0627\u0628\u200c", max_size=40), min_size=1, max_size=4))
def test_pieces_rebuild_the_body(bodies: list[str]) -> None:
    """Between the pieces, and around them, there is nothing but blanks."""
    pieces = _split(*bodies)
    for doc, body in enumerate(bodies):
        end = 0
        for start, stop, text in pieces.filter(pl.col("doc") == doc).select("raw_start", "raw_end", "text").iter_rows():
            assert body[end:start].strip() == ""
            assert body[start:stop] == text != ""
            end = stop
        assert body[end:].strip() == ""


def _joined(placements: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    pieces = _split(BODY).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64), raw_piece=pl.col("text"))
    rows = [(1, "x"), (3, "x"), (4, "y")]
    ledger = pl.DataFrame(rows, schema=["row", "rule"], orient="row")
    ledger = ledger.with_columns(value=pl.lit(1.0), before=pl.lit(""), after=pl.lit(""))
    return join_pieces(pieces.with_columns(placement=pl.Series(placements)), ledger.cast(LEDGER))


def test_pieces_that_stay_grow_together() -> None:
    """Neighbours of one line that stay in the body are one passage, with the blank that parted them, if any did."""
    joined, ledger = _joined(["body"] * 5)
    assert joined["text"].to_list() == ["first line here", "alpha beta |gamma delta|epsilon", "last one"]
    assert joined["raw_end"].to_list() == [15, 48, 57]
    assert ledger.select("row", "rule", "value").rows() == [(1, "x", 2), (4, "y", 1)]


def test_a_removed_piece_keeps_its_neighbours_apart() -> None:
    """Nothing is joined over a gap: a passage is one slice of the body."""
    joined, ledger = _joined(["body", "body", "removed", "body", "body"])
    assert joined["text"].to_list() == ["first line here", "alpha beta", "|gamma delta", "|epsilon", "last one"]
    assert ledger["row"].to_list() == [1, 3, 4]
