"""Which passages stand again elsewhere in their document, nearly: a few words changed, cut off, or in other paragraphs.

Equal stretches are chained to copies over small gaps; each copy has two sides, and the side with less to lose is the
one that may go. Facts alone: the rules decide.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.exact_copies import COVERED, TOUCHED, exact_copies
from tasks.clean.losses import Losses, losses
from tasks.clean.stretches import CHANCE, Stretches, equal_stretches, with_edges
from tasks.text.codepoints import Folded, IntArray

_MIN_LETTERS = 40
_MIN_GAP, _MAX_GAP, _GAP_SHARE = 60, 320, 0.6
_MANY = 64

NEAR = {
    "near_of": pl.Int64,
    "near_later": pl.Boolean,
    "near_share": pl.Float64,
    "near_letters": pl.Int64,
    "near_passages": pl.Int64,
    "near_similarity": pl.Float64,
    "near_lost": pl.Int64,
    "near_numbers": pl.Int64,
    "near_swapped": pl.Int64,
    "near_body_numbers": pl.Int64,
    "near_offset": pl.Int64,
    "near_gap": pl.Int64,
    "near_places": pl.Int64,
}


@dataclass(slots=True)
class _Copy:
    """Stretches one after the other on both sides: numbers of the stretches, and the letters that agree."""

    runs: list[int]
    letters: int


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a copy: its passages (`rows`), the share of each that agrees, those of which a good part does, and the stretches."""

    rows: IntArray
    shares: NDArray[np.float64]
    touched: IntArray
    spans: IntArray

    @property
    def covered(self) -> IntArray:
        """The passages that stand at the other place, nearly."""
        covered: IntArray = self.rows[self.shares >= COVERED]
        return covered

    def n_apart(self, folded: Folded) -> int:
        """Letters of the passages touched that the other side lacks."""
        sizes = folded.ends[self.rows] - folded.starts[self.rows]
        return round(float((sizes * (1 - self.shares))[self.shares >= TOUCHED].sum()))

    @property
    def whole(self) -> bool:
        """Every passage that is touched agrees to the letter."""
        return bool((self.shares[self.shares >= TOUCHED] >= 1).all())


def near_facts(docs: IntArray, folded: Folded) -> pl.DataFrame:
    """One row a passage, with the columns of NEAR; near_of is null where the passage stands nowhere else, or is to be kept.

    near_of: row of the passage where the kept copy begins; near_later: it stands after this passage. near_share: share of
    the passage's letters that stand there. near_letters, near_passages: size of the whole copy on this side;
    near_similarity: share of its letters that agree. near_lost, near_numbers, near_swapped: words, numbers of this
    passage, and words in whose place another stands, that the kept copy has not; near_body_numbers: numbers of the whole
    copy. near_offset: letters of the kept passage before the copy. near_gap:
    letters between the passages of the two sides. near_places: how many
    copies the passage has a part in.
    """
    stretches = equal_stretches(docs, folded)
    chained = _chained(stretches)
    single = np.array([copy.runs[0] for copy in chained if len(copy.runs) == 1], dtype=np.int64)
    exact, exact_places, rest = exact_copies(stretches, single, folded)
    read = [copy for copy in chained if len(copy.runs) > 1]
    read += [_Copy([number], 0) for number in rest.tolist()]
    copies = [_facts(copy, stretches, folded) for copy in read]  # one document in twenty has any
    measured: dict[str, pl.DataType | type[pl.DataType]] = {
        "row": pl.Int64,
        **{name: kind for name, kind in NEAR.items() if name != "near_places"},
    }
    frame = pl.DataFrame([fact for facts, _ in copies for fact in facts], schema=measured, orient="row")
    frame = pl.concat([exact.cast(pl.Schema(measured)), frame])
    places = pl.DataFrame({"row": [row for _, rows in copies for row in rows]}, schema={"row": pl.Int64})
    places = (
        pl.concat([pl.DataFrame({"row": exact_places}, schema={"row": pl.Int64}), places])
        .group_by("row")
        .agg(near_places=pl.len().cast(pl.Int64))
    )
    best = (
        frame.with_columns(distance=(pl.col("near_of") - pl.col("row")).abs())
        .sort("row", -pl.col("near_share"), -pl.col("near_passages"), "distance")
        .unique("row", keep="first")
        .join(places, on="row", how="left")
    )
    rows = pl.DataFrame({"row": np.arange(len(docs))})
    return rows.join(best, on="row", how="left", maintain_order="left").select(list(NEAR))


def copies_of(docs: IntArray, folded: Folded) -> list[tuple[int, IntArray, IntArray]]:
    """Every copy: its document, and where the stretches of both sides begin and end, (n, 2) each."""
    stretches = equal_stretches(docs, folded)
    return [(int(stretches.docs[copy.runs[0]]), *_spans(copy, stretches)) for copy in _chained(stretches)]


def _chained(stretches: Stretches) -> list[_Copy]:
    """The copies: a stretch goes on with the nearest one that ended shortly before it on both sides."""
    done: list[_Copy] = []
    doc = -1
    rows = zip(
        *(getattr(stretches, name).tolist() for name in ("docs", "a_start", "a_end", "b_start", "b_end")), strict=True
    )
    ends: list[tuple[int, int, _Copy]] = []
    for number, (owner, a_start, a_end, b_start, b_end) in enumerate(rows):  # a few in a hundred documents have any
        if owner != doc:
            done += [copy for _, _, copy in ends]
            doc, ends = owner, []
        elif len(ends) > _MANY:  # in a text that says one thing a thousand times all would be held against all
            done += [copy for _, b, copy in ends if b_start - b > _MAX_GAP]
            ends = [end for end in ends if b_start - end[1] <= _MAX_GAP]
        length = b_end - b_start
        best, least = -1, 2 * _MAX_GAP + 1
        for at, (a, b, copy) in enumerate(ends):
            gap_a, gap_b = a_start - a, b_start - b
            most = min(_MAX_GAP, max(_MIN_GAP, int(_GAP_SHARE * min(copy.letters, length))))
            fits = -CHANCE <= gap_a <= most and -CHANCE <= gap_b <= most and a_end > a and b_end > b
            if fits and gap_a + gap_b < least and a_end <= stretches.b_start[copy.runs[0]] + CHANCE:
                best, least = at, gap_a + gap_b
        if best < 0:
            ends.append((a_end, b_end, _Copy([number], length)))
            continue
        a, b, copy = ends[best]
        copy.runs.append(number)
        copy.letters += length - max(0, a - a_start, b - b_start)
        ends[best] = (a_end, b_end, copy)
    done += [copy for _, _, copy in ends]
    return sorted((copy for copy in done if copy.letters >= _MIN_LETTERS), key=lambda copy: copy.runs[0])


_Row = tuple[object, ...]


def _facts(copy: _Copy, stretches: Stretches, folded: Folded) -> tuple[list[_Row], list[int]]:
    """The facts of the passages on the side that may go, and the passages of both sides."""
    a_spans, b_spans = with_edges(*_spans(copy, stretches), folded)
    a, b = _side(a_spans, folded), _side(b_spans, folded)
    if len(a.rows) == len(b.rows) == 1 and a.rows[0] == b.rows[0]:  # twice within one passage: another rule's business
        return [], []
    places = [*a.covered.tolist(), *b.covered.tolist()]
    if not places:  # a clause, or a sentence of a long paragraph
        return [], []
    of_b = losses(b.spans, a.spans, b.touched, folded) if len(b.covered) and not b.whole else Losses()
    if not len(b.covered):
        later = True
    elif b.whole or not len(a.covered):
        later = False
    else:
        of_a = losses(a.spans, b.spans, a.touched, folded)
        later = (of_a.total, a.n_apart(folded)) < (of_b.total, b.n_apart(folded))
    if not later:
        return _rows(b, a, of_b, folded, later=False), places
    of_a = Losses() if a.whole else losses(a.spans, b.spans, a.touched, folded)
    return _rows(a, b, of_a, folded, later=True), places


def _spans(copy: _Copy, stretches: Stretches) -> tuple[IntArray, IntArray]:
    """Where the stretches of a copy begin and end on both sides, (n, 2) each, overlaps trimmed from the one before."""
    a = np.stack([stretches.a_start[copy.runs], stretches.a_end[copy.runs]], axis=1)
    b = np.stack([stretches.b_start[copy.runs], stretches.b_end[copy.runs]], axis=1)
    over = np.maximum(np.maximum(a[:-1, 1] - a[1:, 0], b[:-1, 1] - b[1:, 0]), 0)
    a[:-1, 1] -= over
    b[:-1, 1] -= over
    return a, b


def _side(spans: IntArray, folded: Folded) -> _Side:
    first = int(np.searchsorted(folded.ends, spans[0, 0], side="right"))
    behind = int(np.searchsorted(folded.starts, spans[-1, 1], side="left"))
    rows = np.arange(first, behind)
    starts, ends = folded.starts[rows], folded.ends[rows]
    agree = np.zeros(len(rows), dtype=np.int64)
    for start, end in spans.tolist():
        agree += np.maximum(np.minimum(ends, end) - np.maximum(starts, start), 0)
    shares = agree / np.maximum(ends - starts, 1)
    return _Side(rows, shares, rows[shares >= TOUCHED], spans)


def _rows(gone: _Side, kept: _Side, lost: Losses, folded: Folded, *, later: bool) -> list[_Row]:
    offset = max(int(kept.spans[0, 0] - folded.starts[kept.rows[0]]), 0)
    first, second = (gone, kept) if later else (kept, gone)
    letters = int(gone.spans[-1, 1] - gone.spans[0, 0])
    similarity = (
        2 * int((gone.spans[:, 1] - gone.spans[:, 0]).sum()) / (letters + int(kept.spans[-1, 1] - kept.spans[0, 0]))
    )
    target = int(kept.rows[0])
    return [
        (
            row, target if len(kept.rows) != len(gone.rows) else int(kept.rows[number]), later, share, letters,
            len(gone.covered), similarity, lost.words.get(row, 0), lost.numbers.get(row, 0), lost.swapped.get(row, 0),
            lost.n_numbers, offset, max(int(folded.starts[second.rows[0]] - folded.ends[first.rows[-1]]), 0),
        )
        for number, (row, share) in enumerate(zip(gone.rows.tolist(), gone.shares.tolist(), strict=True))
        if share >= COVERED
    ]  # fmt: skip
