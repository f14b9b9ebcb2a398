"""The three defects on invented texts: what must be found, and what looks broken and must pass."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from expectations.captions import caption_marks
from expectations.repeated_passages import repeated_shares
from expectations.script_noise import noise_marks
from expectations.unreadable_text import readable_shares

CASES = Path(__file__).parents[1] / "cases"


def _repeats(texts: pl.Series) -> pl.Series:
    shares = repeated_shares(texts, prose_letters=55, run_letters=80)
    return (shares["repeated_share"] >= 0.25) | (shares["lead_share"] >= 0.9)


DETECTORS: dict[str, Callable[[pl.Series], pl.Series]] = {
    "duplicated_body": _repeats,
    "broken_caption": lambda texts: caption_marks(texts) > 0,
    "mixed_script_noise": lambda texts: noise_marks(texts) > 0,
    "unreadable_text": lambda texts: readable_shares(texts) < 0.5,
}


def _cases() -> list[tuple[str, str, str, bool]]:
    found = []
    for name in DETECTORS:
        cases = json.loads((CASES / f"expect_{name}.json").read_text(encoding="utf-8"))
        found += [(name, case["why"], case["text"], True) for case in cases["positives"]]
        found += [(name, case["why"], case["text"], False) for case in cases["negatives"]]
    return found


@pytest.mark.parametrize(("name", "why", "text", "fails"), _cases(), ids=lambda value: str(value)[:60])
def test_a_case_is_judged_as_its_file_says(name: str, why: str, text: str, fails: bool) -> None:
    """Each positive case of a case file is found, and each negative one is left in peace."""
    assert DETECTORS[name](pl.Series([text])).to_list() == [fails], why


@pytest.mark.parametrize("name", DETECTORS)
def test_a_text_is_judged_the_same_in_any_company(name: str) -> None:
    """The verdict on a text does not hang on which texts stand before and behind it."""
    texts = pl.Series([text for case, _, text, _ in _cases() if case == name])
    alone = [DETECTORS[name](texts[n : n + 1])[0] for n in range(len(texts))]
    assert DETECTORS[name](texts).to_list() == alone


@pytest.mark.parametrize("name", DETECTORS)
def test_odd_texts_do_no_harm(name: str) -> None:
    """Empty, short, huge-lined and blank texts, and none at all, give a verdict each and no error."""
    texts = pl.Series(
        ["", "\n\n\n", "x", "\x00", "(" * 10_000, "\u0640" * 500, "\U0001f600" * 300, " "], dtype=pl.String
    )
    assert DETECTORS[name](texts).len() == texts.len() and DETECTORS[name](texts.clear()).len() == 0
