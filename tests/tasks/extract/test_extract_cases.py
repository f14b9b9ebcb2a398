"""Sentences in, rows out: the case files of extraction, each with what must not be found.

The cases of a file are read as one shard: a document reads the same in any company, as another test shows, and a call
costs as much for one text as for hundreds.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.extract import extract
from tests.tasks.extract.conftest import document, frames_from, passages_of

CASES = Path(__file__).resolve().parents[2] / "cases"
Rows = list[dict[str, Any]]


@cache
def cases_of(name: str) -> Rows:
    """The cases of one file."""
    found: Rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def cases(name: str) -> list[Any]:
    """The numbers of the cases of one file; a known failure must fail, so that the day it passes is seen."""
    known_failure = [pytest.mark.xfail(strict=True)]
    return [
        pytest.param(
            number, id=f"{case['language']}-{case['name']}", marks=known_failure if case.get("known_failure") else []
        )
        for number, case in enumerate(cases_of(name))
    ]


@cache
def read_file(name: str) -> dict[str, pl.DataFrame]:
    """All that is extracted from the cases of one file; the document of a case is called by its number."""
    found = cases_of(name)
    documents = [document(str(number), case["language"], case["text"]) for number, case in enumerate(found)]
    rows = [
        row
        for number, case in enumerate(found)
        for row in passages_of(str(number), case["text"], (), tuple(case.get("bylines", ())), None)
    ]
    return extract(*frames_from(documents, rows))


def rows_of(name: str, number: int, table: str) -> pl.DataFrame:
    """The rows of a table that one case gives."""
    return read_file(name)[table].filter(pl.col("doc_id") == str(number))


@pytest.mark.parametrize("number", cases("extract_quotes"))
def test_quotes(number: int) -> None:
    """Statements are found whole, with kind, speaker and resolution, and nothing else is taken for one."""
    case = cases_of("extract_quotes")[number]
    found = [
        {"kind": row["kind"], "text": row["quote_text"]}
        | {"speaker": row["speaker_name"], "resolution": row["resolution"], "cue_class": row["cue_class"]}
        for row in rows_of("extract_quotes", number, "quotes").to_dicts()
    ]
    seen = [{key: row[key] for key in wanted} for row, wanted in zip(found, case["quotes"], strict=False)]
    assert (seen, len(found)) == (case["quotes"], len(case["quotes"]))


@pytest.mark.parametrize("number", cases("extract_offices"))
def test_offices(number: int) -> None:
    """Each office is given to whom the sentence gives it, with its country as a code."""
    claims = rows_of("extract_offices", number, "office_claims")
    found = [list(row) for row in claims.select("person_surface", "office", "jurisdiction", "ambiguous").iter_rows()]
    assert found == cases_of("extract_offices")[number]["claims"]


@pytest.mark.parametrize("number", cases("extract_attributions"))
def test_attributions(number: int) -> None:
    """Sources are found under one name for all spellings, with their place in the chain."""
    rows = rows_of("extract_attributions", number, "attributions").select("kind", "outlet", "chain_position")
    assert [list(row) for row in rows.iter_rows()] == cases_of("extract_attributions")[number]["found"]


@pytest.mark.parametrize("number", cases("extract_places"))
def test_places(number: int) -> None:
    """Countries are found with clitics and in all spellings, and other words that look like them are not."""
    places = rows_of("extract_places", number, "mentions").filter(pl.col("kind") == "place")
    found = places.join(read_file("extract_places")["entities"], on="entity_id").sort("mention_no")
    assert [list(row) for row in found.select("surface", "country").iter_rows()] == cases_of("extract_places")[number][
        "countries"
    ]


@pytest.mark.parametrize("number", cases("extract_persons"))
def test_persons(number: int) -> None:
    """Persons are found by office, title, given name and surname, each spelling once, and other words are not."""
    mentions = rows_of("extract_persons", number, "mentions").filter(pl.col("kind") == "person")
    assert mentions["surface"].unique(maintain_order=True).to_list() == cases_of("extract_persons")[number]["persons"]
