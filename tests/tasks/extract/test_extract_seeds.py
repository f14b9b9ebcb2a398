"""Extraction held against five crawled articles that an editor has annotated. They lie outside the project: skipped without them."""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

Reader = Callable[..., dict[str, pl.DataFrame]]
SHARED = Path(os.environ.get("KHABAR_SHARED", Path(__file__).resolve().parents[4] / "shared"))
SCORER = SHARED / "bench" / "score_seeds.py"
LANGUAGES = {"000": "fa"}

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the annotated articles are not here")


@pytest.fixture
def scorer() -> ModuleType:
    """The scorer that stands beside the articles."""
    spec = importlib.util.spec_from_file_location("score_seeds", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_statements_speakers_and_persons_reach_their_floors(
    scorer: ModuleType, read_texts: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    """At least 0.92 of the statements are found, 0.90 of what is found is one, 0.95 have the right speaker, no person is split or merged."""
    quotes, mentions = [], []
    for path in sorted(scorer.GOLD.glob("*.clean.txt")):
        title, text = None, path.read_text(encoding="utf-8")
        if "\n\n" in text:
            title, text = text.split("\n\n", 1)
        extracted = read_texts(
            (LANGUAGES.get(path.name[:3], "ar"), "\n".join(filter(None, text.split("\n")))), title=title
        )
        seed = path.name.removesuffix(".txt.clean.txt")
        quotes += [row | {"source_record_id": seed} for row in extracted["quotes"].iter_rows(named=True)]
        mentions += [row | {"source_record_id": seed} for row in extracted["mentions"].iter_rows(named=True)]
    scorer.score_quotes(quotes)
    scorer.score_people(mentions)
    numbers = [word.strip("(),;") for word in capsys.readouterr().out.replace("/", " ").split()]
    found, total, predicted = (
        int(numbers[numbers.index(word) + step]) for word, step in (("found", 1), ("found", 2), ("predicted", 1))
    )
    assert found / total >= 0.92
    assert found / predicted >= 0.90
    assert int(numbers[numbers.index("speaker") + 1]) / found >= 0.95
    assert numbers[-1] == "0"
    assert numbers[numbers.index("ids") + 1] == "0"
