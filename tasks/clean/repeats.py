"""Which passages stand twice in their document: paragraphs, and runs of paragraphs that are a pasted body."""

import numpy as np
import polars as pl

from tasks.text.codepoints import Folded, HashArray, IntArray


def repeat_facts(docs: IntArray, folded: Folded) -> pl.DataFrame:
    """One row a passage: copy_of (rows back to the passage it repeats; 0: none), n_copies (of its text in the document),
    adjacent (the passage before it, or the copy before that, is its copy), run_letters and run_passages (size of the
    run of passages that repeats an earlier run in the same order) and run_share (of the document's letters).

    Passages are compared by folded letters, so that spelling, spaces and punctuation hide no copy.
    """
    keys, letters = folded.text_hashes(), folded.n_letters()
    back = _rows_back(docs, keys, letters)
    frame = pl.DataFrame({"doc": docs, "key": keys, "n": letters, "copy_of": back})
    run = (
        ((pl.col("copy_of") != pl.col("copy_of").shift(1)) | (pl.col("doc") != pl.col("doc").shift(1)))
        .fill_null(True)
        .cum_sum()
    )
    return (
        frame.with_columns(run=run)
        .with_columns(
            n_copies=pl.len().over("doc", "key").cast(pl.Int64),
            run_letters=pl.when(pl.col("copy_of") > 0).then(pl.col("n").sum().over("run")).otherwise(0),
            run_passages=pl.when(pl.col("copy_of") > 0).then(pl.len().over("run")).otherwise(0).cast(pl.Int64),
            doc_letters=pl.col("n").sum().over("doc"),
        )
        .select(
            "key",
            "copy_of",
            "n_copies",
            "run_letters",
            "run_passages",
            adjacent=pl.col("copy_of") == 1,
            run_share=pl.col("run_letters") / pl.max_horizontal(pl.col("doc_letters"), 1),
        )
    )


def _rows_back(docs: IntArray, keys: HashArray, letters: IntArray) -> IntArray:
    """How many rows before each passage its last copy in the same document stands; 0 for none."""
    order = np.lexsort((np.arange(len(docs)), keys, docs))
    same = np.zeros(len(docs), dtype=bool)
    same[1:] = (docs[order][1:] == docs[order][:-1]) & (keys[order][1:] == keys[order][:-1]) & (letters[order][1:] > 0)
    back = np.zeros(len(docs), dtype=np.int64)
    before = np.roll(order, 1)
    back[order[same]] = order[same] - before[same]
    return back
