"""How well joiners are restored, on Persian sentences whose joiners were deleted or made spaces. Judges nothing."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.edit import apply_edits
from tasks.clean.rules import EDITS
from tests.benchmarks.corpora import SHARED

GOLD = SHARED / "gold" / "zwnj_dev.parquet"
FORMS = ("zwnj_deleted", "zwnj_as_space", "gold")
"""What is restored: without any joiner, with spaces for all of them, and as it is rightly written."""
_ZWNJ, _SPACE = "\N{ZERO WIDTH NON-JOINER}", " "


@dataclass(frozen=True, slots=True)
class Score:
    """Joiners by their place among letters: `right` where gold has one, `wrong` where it has none, `missed` where only gold has one."""

    right: int
    wrong: int
    missed: int
    wrong_per_thousand_words: float

    @property
    def precision(self) -> float:
        """Of the joiners that stand in the result, the share that gold has."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of gold's joiners, the share that stands in the result."""
        return self.right / max(1, self.right + self.missed)


def zwnj_scores() -> dict[str, Score]:
    """The score for each of FORMS. Whole `clean` edits are applied, a sentence as a text of its own."""
    sentences = pl.read_parquet(GOLD)
    wanted, n_words = _places(sentences["gold"]), int(sentences["n_tok"].sum())
    return {form: _score(_places(_edited(sentences[form])), wanted, n_words) for form in FORMS}


def _edited(texts: pl.Series) -> pl.Series:
    """The texts after those edits that are about joiners: others change letters, and places would not compare."""
    rules = [rule for rule in EDITS if "zwnj" in rule.name]
    return apply_edits(texts, pl.Series(["fa"] * len(texts)), rules)[0]


def _places(texts: pl.Series) -> NDArray[np.int64]:
    """Joiners as numbers of the letters before them, spaces not counted, over all texts one after the other."""
    codes = np.frombuffer("\n".join(texts.to_list()).encode("utf-32-le"), dtype=np.uint32)
    codes = codes[codes != ord(_SPACE)]
    is_joiner = codes == ord(_ZWNJ)
    places: NDArray[np.int64] = np.cumsum(~is_joiner)[is_joiner]
    return places


def _score(found: NDArray[np.int64], wanted: NDArray[np.int64], n_words: int) -> Score:
    right = len(np.intersect1d(found, wanted))
    wrong = len(found) - right
    return Score(right, wrong, len(wanted) - right, 1000 * wrong / n_words)
