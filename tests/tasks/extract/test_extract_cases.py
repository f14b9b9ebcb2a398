"""Sentences in, rows out: the case files of extraction, each with what must not be found."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

Reader = Callable[..., dict[str, pl.DataFrame]]
CASES = Path(__file__).resolve().parents[2] / "cases"


def cases(name: str) -> list[Any]:
    """The cases of one file; a known failure must fail, so that the day it passes is seen."""
    known_failure = [pytest.mark.xfail(strict=True)]
    return [
        pytest.param(
            case, id=f"{case['language']}-{case['name']}", marks=known_failure if case.get("known_failure") else []
        )
        for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases("extract_quotes"))
def test_quotes(case: dict[str, Any], read_texts: Reader) -> None:
    """Statements are found whole, with kind, speaker and resolution, and nothing else is taken for one."""
    rows = read_texts((case["language"], case["text"]))["quotes"].to_dicts()
    found = [
        {"kind": row["kind"], "text": row["quote_text"]}
        | {"speaker": row["speaker_name"], "resolution": row["resolution"], "cue_class": row["cue_class"]}
        for row in rows
    ]
    seen = [{key: row[key] for key in wanted} for row, wanted in zip(found, case["quotes"], strict=False)]
    assert (seen, len(found)) == (case["quotes"], len(case["quotes"]))


@pytest.mark.parametrize("case", cases("extract_offices"))
def test_offices(case: dict[str, Any], read_texts: Reader) -> None:
    """Each office is given to whom the sentence gives it, with its country as a code."""
    claims = read_texts((case["language"], case["text"]))["office_claims"]
    found = [list(row) for row in claims.select("person_surface", "office", "jurisdiction", "ambiguous").iter_rows()]
    assert found == case["claims"]


@pytest.mark.parametrize("case", cases("extract_attributions"))
def test_attributions(case: dict[str, Any], read_texts: Reader) -> None:
    """Sources are found under one name for all spellings, with their place in the chain."""
    rows = read_texts((case["language"], case["text"]), bylines=tuple(case.get("bylines", ())))["attributions"]
    assert [list(row) for row in rows.select("kind", "outlet", "chain_position").iter_rows()] == case["found"]


@pytest.mark.parametrize("case", cases("extract_places"))
def test_places(case: dict[str, Any], read_texts: Reader) -> None:
    """Countries are found with clitics and in all spellings, and other words that look like them are not."""
    extracted = read_texts((case["language"], case["text"]))
    places = extracted["mentions"].filter(pl.col("kind") == "place").join(extracted["entities"], on="entity_id")
    found = places.sort("mention_no").select("surface", "country")
    assert [list(row) for row in found.iter_rows()] == case["countries"]


@pytest.mark.parametrize("case", cases("extract_persons"))
def test_persons(case: dict[str, Any], read_texts: Reader) -> None:
    """Persons are found by office, title, given name and surname, each spelling once, and other words are not."""
    mentions = read_texts((case["language"], case["text"]))["mentions"].filter(pl.col("kind") == "person")
    assert mentions["surface"].unique(maintain_order=True).to_list() == case["persons"]
