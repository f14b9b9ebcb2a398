"""The bundled samples against what a person read and accepted."""

import json
import os
from difflib import unified_diff

import pytest
from golden_samples import GOLDEN, Golden, cleaned_samples, to_json

RENEW = "KHABAR_RENEW_GOLDEN"
COMMAND = f"{RENEW}=1 .venv/bin/python -m pytest tests/tasks/clean/test_golden_samples.py"


def _as_lines(golden: Golden) -> list[str]:
    return [line for name, lines in golden.items() for line in (f"== {name}", *lines)]


def test_the_samples_are_cleaned_as_accepted() -> None:
    """Every bundled record ends as the golden file says: language, flags, edits, and each passage with its place and rule."""
    found = cleaned_samples()
    if os.environ.get(RENEW):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(to_json(found), encoding="utf-8")
        pytest.skip(f"written anew: read `git diff {GOLDEN.name}` line by line before it is accepted")
    assert GOLDEN.exists(), f"there is no golden file; write it with\n  {COMMAND}"
    accepted = json.loads(GOLDEN.read_text(encoding="utf-8"))
    difference = "\n".join(unified_diff(_as_lines(accepted), _as_lines(found), "accepted", "found", lineterm="", n=2))
    assert not difference, (
        f"the samples are cleaned otherwise than accepted:\n{difference}\nWhere that is right, renew with\n  {COMMAND}"
    )
