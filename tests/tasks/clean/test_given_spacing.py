"""Other projects' cases, where they lie beside the repository: spacing that is wrong, and text that looks broken and is not."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from raw_documents import clean_bodies

SHARED = Path(os.environ.get("KHABAR_SHARED", Path(__file__).resolve().parents[4] / "shared"))
GIVEN = SHARED / "gold" / "testcases"

pytestmark = pytest.mark.skipif(not GIVEN.is_dir(), reason="the given cases are not on this machine")

# Joined plurals are another rule's, which has cases of its own.
_OTHERS = ("\u062c\u0645\u0639\u0647\u0647\u0627", "\u0644\u062d\u0638\u0647 \u0647\u0627\u06cc\u06cc")
# The next line begins at U+0085 there; it stands for an ellipsis that lost its encoding.
_LINE_ENDS = 1


def _read(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((GIVEN / name).read_text(encoding="utf-8"))
    return cases


def _cleaned(texts: list[str]) -> list[str]:
    found = dict(clean_bodies(texts).documents.select("source_record_id", "text").iter_rows())
    return [found.get(str(number), "") for number in range(len(texts))]


def test_spacing_comes_out_as_given() -> None:
    """Every case of hazm's correct-spacing test that asks for no new joiner."""
    cases = [case["case"] for case in _read("testcases_hazm.json") if case["test"] == "test_correct_spacing"]
    cases = [(given, wanted) for given, wanted in cases if not given.startswith(_OTHERS)]
    assert _cleaned([given for given, _ in cases]) == [wanted for _, wanted in cases]


def test_what_only_looks_broken_stays() -> None:
    """All but one of ftfy's negative cases come through without a change."""
    cases = _read("ftfy/negative.json")
    cleaned = _cleaned([case["original"] for case in cases])
    wanted = [case.get("fixed-encoding", case["original"]) for case in cases]
    changed = [(old, new) for old, new in zip(wanted, cleaned, strict=True) if old != new]
    assert len(changed) <= _LINE_ENDS, changed


def test_misread_arabic_comes_out_right() -> None:
    """ftfy's cases of Arabic that was read as Windows-1252 are read aright."""
    cases = [
        case
        for name in ("in-the-wild", "synthetic")
        for case in _read(f"ftfy/{name}.json")
        if "Windows-1252" in case["label"] and any("\u0600" <= char <= "\u06ff" for char in case["fixed"])
    ]
    wanted = [case.get("fixed-encoding", case["fixed"]) for case in cases]
    assert _cleaned([case["original"] for case in cases]) == wanted
