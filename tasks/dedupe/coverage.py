"""How much of each of two texts stands in the other: its words that lie in runs which both have."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.dedupe.pairing import parts_of, tagged
from tasks.dedupe.shingling import rolled_shingles
from tasks.text.codepoints import HashArray, IntArray, fold_texts

LEAD = 30
_WORDS_AT_ONCE = 4_000_000


def coverage(pairs: pl.DataFrame, texts: pl.DataFrame, width: int) -> pl.DataFrame:
    """(covered, covered_b, lead, lead_b): the share of the folded words of text a, and of b, that lie in a run of `width`
    words of both; and the same of their first LEAD words.

    `pairs`: a, b. `texts`: doc_id, text, one row a document. Unlike a share of shingles it hardly hangs on whether
    changes are strewn over a text or lie together: eight words changed in a hundred leave seven eighths covered.
    """
    folded = fold_texts(texts["text"])
    bounds = np.asarray(folded.word_bounds, dtype=np.int64)
    owners, hashes = rolled_shingles(folded.word_hashes(), bounds, width)
    n_shingles = np.bincount(owners.astype(np.int64), minlength=texts.height)
    starts = np.append(0, np.cumsum(n_shingles))
    row = texts.select("doc_id").with_row_index("row")
    sides = [
        pairs.select(doc_id=side).join(row, on="doc_id", how="left", maintain_order="left")["row"].to_numpy()
        for side in ("a", "b")
    ]
    a, b = (side.astype(np.int64) for side in sides)
    n_words = np.diff(bounds)
    parts = parts_of(n_shingles[a] + n_shingles[b], _WORDS_AT_ONCE)
    shares = [
        np.concatenate(
            [np.zeros((2, 0)), *(_covered(hashes, starts, n_words, one[part], other[part], width) for part in parts)],
            axis=1,
        )
        for one, other in ((a, b), (b, a))
    ]
    (covered, lead), (covered_b, lead_b) = shares
    return pl.DataFrame({"covered": covered, "covered_b": covered_b, "lead": lead, "lead_b": lead_b})


def _covered(
    hashes: HashArray, starts: IntArray, n_words: IntArray, one: IntArray, other: IntArray, width: int
) -> NDArray[np.float64]:
    """Of each pair the share of the words of text `one` that are covered by text `other`: of all, and of the lead."""
    own, pair_of_own, place = tagged(hashes, starts, one)
    others = np.sort(tagged(hashes, starts, other)[0])
    at = np.minimum(np.searchsorted(others, own), max(len(others) - 1, 0))
    shared = others[at] == own if len(others) else np.zeros(len(own), dtype=bool)
    edges = np.append(0, np.cumsum(n_words[one]))
    begins = edges[pair_of_own[shared]] + place[shared]
    n = edges[-1] + 1
    open_runs = np.bincount(begins, minlength=n) - np.bincount(begins + width, minlength=n)
    covered = np.append(0, np.cumsum(np.cumsum(open_runs)[: edges[-1]] > 0))
    leads = np.minimum(edges[:-1] + LEAD, edges[1:])
    found = [(covered[ends] - covered[edges[:-1]]) / np.maximum(ends - edges[:-1], 1) for ends in (edges[1:], leads)]
    return np.stack(found)
