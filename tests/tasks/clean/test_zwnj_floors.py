"""Pinned floors of restoration: measured once, and nobody lowers them. Skips where the gold sentences are not at hand."""

import json
from hashlib import blake2b

import polars as pl
import pytest

from tasks.clean.edit import apply_edits
from tasks.clean.rules import EDITS
from tests.benchmarks.zwnj import GOLD, SHARED, Score, zwnj_scores

FLOORS = {"zwnj_deleted": (0.983, 0.855), "zwnj_as_space": (0.988, 0.858)}
"""Precision and recall, by what became of the joiners."""
MOST_WRONG_PER_THOUSAND = 0.8
MEASURED_ON = "8612b61797d68be3"

HAZM = SHARED / "gold" / "testcases" / "testcases_hazm.json"
HAZM_TESTS = ("test_correct_spacing", "test_seperate_mi", "test_token_spacing")


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """Scores on the sentences of the gold file."""
    if not GOLD.exists():
        pytest.skip("no gold sentences here")
    return zwnj_scores()


def test_the_floors_stand_on_the_corpus_they_were_measured_on() -> None:
    """The gold file is the one that the floors were measured on."""
    if not GOLD.exists():
        pytest.skip("no gold sentences here")
    assert blake2b(GOLD.read_bytes(), digest_size=8).hexdigest() == MEASURED_ON


@pytest.mark.parametrize("form", sorted(FLOORS))
def test_restoration_keeps_its_floors(scores: dict[str, Score], form: str) -> None:
    """Neither precision nor recall is below what was reached once."""
    precision, recall = FLOORS[form]
    score = scores[form]
    assert score.precision >= precision and score.recall >= recall, score


def test_right_text_is_left_alone(scores: dict[str, Score]) -> None:
    """Text whose joiners are all there gets hardly any more."""
    assert scores["gold"].wrong_per_thousand_words <= MOST_WRONG_PER_THOUSAND


def test_the_spacing_cases_of_hazm() -> None:
    """All of them come out as hazm wants."""
    if not HAZM.exists():
        pytest.skip("no cases of hazm here")
    cases = [case["case"] for case in json.loads(HAZM.read_text(encoding="utf-8")) if case["test"] in HAZM_TESTS]
    pairs = [tuple(side if isinstance(side, str) else " ".join(side) for side in case) for case in cases]
    texts = pl.Series([given for given, _ in pairs])
    found = apply_edits(texts, pl.Series(["fa"] * len(texts)), EDITS)[0]
    # A text of blanks alone never reaches the edits: it is no passage.
    off = [given for (given, wanted), got in zip(pairs, found, strict=True) if got.strip() != wanted.strip()]
    assert (off, len(pairs)) == ([], 32)
