"""Words and marks of many passages in one flat row of arrays, with their places. What they mean belongs to `labels`."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.folding import DROPPED, LETTERS

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

# A joiner and a vowel sign belong to their word; every other sign stands alone, so that places add up exactly.
_WORD = r"[\p{L}\p{M}\p{N}\u200c\u200d\u0640]+"
_PIECE = r"\n|[^\S\n]+|(?:\p{Lu}\.){2,}|" + _WORD + r"|(?s:.)"
_STRIPPED = {mark: "" for mark in DROPPED}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in reading order; each passage ends in a token that is a newline.

    `passage` counts the rows of the frame they were cut from; `start` and `end` are code points in the passage's text;
    `gap` says that white space stands before. `word` is the index of a token's form in `forms` (as written) and
    `folded` (one spelling, see warehouse.folding).
    """

    passage: Ints
    start: Ints
    end: Ints
    gap: Bools
    word: Ints
    forms: list[str]
    folded: pl.Series

    def __len__(self) -> int:
        return len(self.start)


def folded(words: pl.Expr) -> pl.Expr:
    """`words`, each a single word, in one spelling; over columns what `warehouse.folding.fold` is over one text."""
    plain = words.str.normalize("NFKC").str.replace_many(_STRIPPED)
    return plain.str.replace_many(LETTERS)


def cut(texts: pl.Series) -> Tokens:
    """Cut each of `texts` into tokens. A text that holds line breaks is cut there too: nothing reaches across them."""
    pieces = (
        pl.DataFrame({"text": texts})
        .select(pl.int_range(pl.len()).alias("passage"), pl.concat_str("text", pl.lit("\n")).str.extract_all(_PIECE).alias("piece"))
        .explode("piece")
        .with_columns(pl.col("piece").str.len_chars().cast(pl.Int64).alias("n"))
        .with_columns(pl.col("n").cum_sum().alias("end"))
    )
    first = pieces.group_by("passage", maintain_order=True).agg(pl.col("end").first() - pl.col("n").first())["end"].to_numpy()
    blank = pieces["piece"].str.contains(r"^[^\S\n]").to_numpy()
    passage = pieces["passage"].to_numpy()
    end = pieces["end"].to_numpy() - (first[passage] if len(first) else 0)
    start = end - pieces["n"].to_numpy()
    gap = np.zeros(len(blank), dtype=np.bool_)
    gap[1:] = blank[:-1]
    kept = ~blank
    words = pieces["piece"].filter(pl.Series(kept))
    forms = words.unique(maintain_order=True)
    index = pl.DataFrame({"form": forms}).with_row_index("word")
    word = pl.DataFrame({"form": words}).join(index, on="form", how="left", maintain_order="left")["word"]
    return Tokens(
        passage=passage[kept].astype(np.int64),
        start=start[kept].astype(np.int64),
        end=end[kept].astype(np.int64),
        gap=gap[kept],
        word=word.to_numpy().astype(np.int64),
        forms=forms.to_list(),
        folded=_fold_series(forms),
    )


def _fold_series(forms: pl.Series) -> pl.Series:
    frame: Any = pl.DataFrame({"form": forms}).select(folded(pl.col("form")).alias("folded"))
    column: pl.Series = frame["folded"]
    return column
