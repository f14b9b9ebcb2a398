"""Finding the title: the one the source gives, or the one the text proves by repeating it at its head.

Nothing is guessed: a first line that is not repeated stays in the text.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.cues import begins_with_cue
from tasks.clean.near_titles import like_title
from tasks.text.codepoints import Folded, IntArray, fold_texts

_HEAD = 5
_MAX_TITLE_WORDS, _MAX_CRUMB_LETTERS, _MIN_TITLE_LETTERS = 30, 60, 8

BoolArray = NDArray[np.bool_]


def find_titles(titles: pl.Series, facts: pl.DataFrame, folded: Folded) -> tuple[IntArray, pl.DataFrame]:
    """Titles and what stands for them in the text.

    `titles`: one given title a document, or null. Returns the row in `facts` of the passage that is the title, for
    each document (-1: the given title, or none), where the text proves one or shows the given one to carry a
    breadcrumb; and, in the order of `facts`, the columns same_as_title and breadcrumb.
    """
    given = fold_texts(titles)
    doc = facts["doc"].to_numpy().astype(np.int64)
    hashes, lengths = folded.text_hashes(), folded.n_letters()
    has_title = given.n_letters() > 0
    head = (facts["no"].to_numpy() <= _HEAD) & (folded.n_words() <= _MAX_TITLE_WORDS) & (lengths >= _MIN_TITLE_LETTERS)
    crumbed = facts["begins_navigation"].to_numpy()
    title_row = np.full(len(titles), -1, dtype=np.int64)

    rows = np.flatnonzero(head & has_title[doc])
    tail = _ends_like(given, doc[rows], folded, rows) & begins_with_cue(given, "navigation")[doc[rows]]
    title_row[doc[rows[tail]]] = rows[tail]
    breadcrumb = np.zeros(facts.height, dtype=bool)
    full_stop = facts["text"].str.ends_with(".").to_numpy()  # a sentence may begin with "Home" and end with the title
    crumbed = crumbed & ~full_stop
    breadcrumb[rows] = _ends_like(folded, rows, given, doc[rows]) & crumbed[rows]

    for step in (1, 2, 3):
        first = (
            np.flatnonzero(head[:-step] & (doc[:-step] == doc[step:]))
            if facts.height > step
            else np.zeros(0, dtype=np.int64)
        )
        second = first + step
        first, second = first[head[second]], second[head[second]]
        tail = _ends_like(folded, first, folded, second) & crumbed[first]
        breadcrumb[first[tail]] = True
        _set_first(title_row, doc, second[tail], ~has_title)
        _set_first(title_row, doc, first[_repeats(facts, hashes, first, second)], ~has_title)

    same = ((hashes == given.text_hashes()[doc]) & has_title[doc]) | like_title(titles, given, facts, folded)
    found = title_row[doc]
    same |= (found >= 0) & (hashes == hashes[np.maximum(found, 0)]) & (found != np.arange(facts.height))
    return title_row, pl.DataFrame({"same_as_title": same, "breadcrumb": breadcrumb})


def _ends_like(longer: Folded, at: IntArray, shorter: Folded, by: IntArray) -> BoolArray:
    """Where text `at` of `longer` is a few letters of breadcrumb and then text `by` of `shorter`."""
    extra = longer.n_letters()[at] - shorter.n_letters()[by]
    fits = (extra > 0) & (extra <= _MAX_CRUMB_LETTERS)
    starts = np.where(fits, longer.starts[at] + extra, longer.starts[at])
    tail = longer.hashes(starts, longer.ends[at])
    found: BoolArray = fits & longer.breaks[starts] & (tail == shorter.text_hashes()[by])
    return found


def _repeats(facts: pl.DataFrame, hashes: NDArray[np.uint64], first: IntArray, second: IntArray) -> BoolArray:
    """Where a line without a sentence's end stands twice at the head of a longer text, before all prose: a title.

    No lead and no caption; after prose it is a refrain, an item of a list or a row of a table.
    """
    shape = facts.select(
        ends=pl.col("ends_sentence")
        | pl.col("credit_tail")
        | pl.col("begins_caption")
        | pl.col("begins_credit")
        | (pl.col("prose_before") > 0)
    )
    ends, size = shape["ends"].to_numpy()[first], facts["n_in_doc"].to_numpy()[first]
    found: BoolArray = (hashes[first] == hashes[second]) & ~ends & (size >= 4)
    return found


def _set_first(title_row: IntArray, doc: IntArray, rows: IntArray, wanted: BoolArray) -> None:
    rows = rows[wanted[doc[rows]] & (title_row[doc[rows]] < 0)][::-1]
    title_row[doc[rows]] = rows
