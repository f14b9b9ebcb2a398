"""What differs between documents is told whether their texts are in the batch or in the lake."""

from pathlib import Path

import pytest
from driving import BRIDGE, MUSEUM, ORCHARD, drive, record, rows, write_jsonl

from tasks.dedupe import linking
from warehouse.home import Home

pytestmark = pytest.mark.usefixtures("without_text_checks")

LONG = (*BRIDGE, *ORCHARD, *MUSEUM)
SHORT = LONG[1:]
FIXED = tuple(line.replace("two hundred", "three hundred") for line in LONG)
COUNTS = (
    "SELECT sum(n_words_added + n_words_cut)::INT, count(*), count(differs) FROM document_links WHERE relation = 'near'"
)


@pytest.mark.parametrize(
    "parts", [[[LONG, SHORT, FIXED]], [[LONG], [SHORT], [FIXED]]], ids=["a batch", "three batches"]
)
def test_links_tell_what_differs(
    home: Home, news: Path, parts: list[list[tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that lacks a sentence and one with another number, in one batch or against the lake, a few links at a time."""
    monkeypatch.setattr(linking, "_PAIRS_AT_ONCE", 2)
    number = 0
    for part in parts:
        records = [record(lines, id=number + n, fetched_at="2021-01-01") for n, lines in enumerate(part)]
        number += len(part)
        drive(home, write_jsonl(news / f"{number}.jsonl", *records))
    first = len(BRIDGE[0].split())
    (told,) = rows(home, COUNTS)
    conflict = rows(
        home,
        "SELECT list_sort([place.cut, place.added]) FROM (SELECT unnest(differs) AS place FROM document_links) "
        "WHERE place.cut IS NOT NULL AND place.added IS NOT NULL",
    )
    assert (told, conflict) == ((first + 2 + first + 2, 3, 3), [(["three", "two"],)] * 2)
