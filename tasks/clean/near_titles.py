"""Lines at the head that are the given title in a slightly other wording: behind a kicker, without the site's name."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.losses import lost_words
from tasks.text.codepoints import Folded, IntArray

_EDGE = 10
_HEAD = 4
_MIN_WORDS, _MAX_MORE = 4, 24
_MOST = 0.8
_NAMED_SITE = " | "


def like_title(titles: pl.Series, given: Folded, facts: pl.DataFrame, folded: Folded) -> NDArray[np.bool_]:
    """Which passages at the head hold no word of weight and no number that their document's title has not.

    `titles`, `given`: one title a document, as it is and folded; `facts`: doc, no, text, ends_sentence, mark. A line that ends like a sentence is none.
    """
    found = np.zeros(facts.height, dtype=bool)
    doc = facts["doc"].to_numpy().astype(np.int64)
    rows = np.flatnonzero((facts["no"].to_numpy() <= _HEAD) & ~facts["ends_sentence"].to_numpy())
    rows = rows[_same_edge(given, doc[rows], folded, rows)]
    texts = facts["text"].gather(rows)
    # A few in a hundred documents come so far.
    for row, text in zip(rows.tolist(), texts.to_list(), strict=True):
        title = given.words_of(int(doc[row]))
        own = folded.words_of(row)
        own = own[_n_kicker_words(text) :]
        # A line of fewer words is a heading within the text, unless the title bears the site's name.
        enough = _NAMED_SITE in titles[int(doc[row])] or len(own) >= _MOST * len(title)
        if len(own) >= _MIN_WORDS and len(own) <= len(title) + 1 and enough:
            found[row] = lost_words(own, title) == 0
    return found


def _n_kicker_words(text: str) -> int:
    """Words before a stroke at the head of a line: the section it stood in, or that it is urgent."""
    before, stroke, _ = text.partition("|")
    if not stroke:
        before, stroke, _ = text.partition("/")
    return len(before.split()) if stroke and len(before.split()) <= 2 else 0


def _same_edge(given: Folded, docs: IntArray, folded: Folded, rows: IntArray) -> NDArray[np.bool_]:
    """Whether title and passage begin or end with the same letters, and are of like length."""
    ours, theirs = folded.n_letters()[rows], given.n_letters()[docs]
    fits = (ours >= _EDGE) & (theirs >= _EDGE) & (ours <= theirs + _MAX_MORE) & (2 * ours >= theirs)
    start, end = folded.starts[rows], folded.ends[rows]
    their_start, their_end = given.starts[docs], given.ends[docs]
    width = np.where(fits, _EDGE, 0)
    begin = folded.hashes(start, start + width) == given.hashes(their_start, their_start + width)
    finish = folded.hashes(end - width, end) == given.hashes(their_end - width, their_end)
    found: NDArray[np.bool_] = fits & (begin | finish)
    return found
