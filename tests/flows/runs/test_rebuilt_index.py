"""Signatures made under other parameters: published documents are signed and compared again, and none is lost."""

import shutil
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from driving import (
    BRIDGE,
    LIBRARY,
    MUSEUM,
    ORCHARD,
    drive,
    drive_reprocess,
    record,
    rows,
    write_jsonl,
)
from restoring import kept, restored

from flows.stages import comparing, index
from tasks.dedupe import DedupeParameters, rebuild
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import SIGNATURES

pytestmark = pytest.mark.usefixtures("without_text_checks")

LATER, NEWEST = {"fetched_at": "2021-02-04T00:00:00Z"}, {"fetched_at": "2021-02-05T00:00:00Z"}
FIRST = [
    record((*BRIDGE, *ORCHARD), id=1),
    record((*BRIDGE, *ORCHARD[:2]), id=2),
    record(MUSEUM, id=3),
    record((*LIBRARY, *BRIDGE), id=4),
]
SECOND = [record(MUSEUM, id=5), record(LIBRARY, id=4, **LATER)]
THIRD = [record((*BRIDGE, *ORCHARD), id=6), record((*LIBRARY, *ORCHARD[:1]), id=7, **NEWEST)]
SHOWN = (
    "SELECT d.source_record_id, count(*) OVER (PARTITION BY d.cluster_id), c.source_record_id "
    "FROM documents d LEFT JOIN documents c ON c.doc_id = d.canonical_id ORDER BY 1",
    "SELECT DISTINCT least(a.source_record_id, b.source_record_id), greatest(a.source_record_id, b.source_record_id), relation, "
    "similarity, l.containment FROM document_links l JOIN documents a USING (doc_id) JOIN documents b ON b.doc_id = other_doc_id ORDER BY ALL",
    "SELECT count(*) FROM document_links",
)
USUAL = DedupeParameters()
STRICT = DedupeParameters(min_covered_of_other=0.95, min_covered_by_beginning=0.95)
"""Under these a trimmed copy is none."""
SHORT = DedupeParameters(shingle_words=2, seed=7)
CHANGES = {
    "usual to strict": ("usual", USUAL, STRICT),
    "strict to usual": ("strict", STRICT, USUAL),
    "strict to short": ("strict", STRICT, SHORT),
}
"""State, parameters before, parameters after."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """The place of a home, and by name what is kept of it: after the first batch, and after two under either parameters."""
    place, states = tmp_path_factory.mktemp("begun") / "own", {}
    for name, parameters in (("usual", USUAL), ("strict", STRICT)):
        with pytest.MonkeyPatch.context() as patch:
            _put_in_force(patch, parameters)
            drive(place / "home", write_jsonl(place / "news" / "a.jsonl", *FIRST), source="news")
            if parameters == USUAL:
                states["usual, one batch"] = kept(place, "usual-1")
            drive(place / "home", write_jsonl(place / "news" / "b.jsonl", *SECOND), source="news")
        states[name] = kept(place, f"{name}-2")
        shutil.rmtree(place)
    return place, states


@pytest.fixture
def state() -> str:
    """What was published before the test: a name of `begun`."""
    return "usual, one batch"


@pytest.fixture
def home(begun: tuple[Path, dict[str, Path]], state: str) -> Iterator[Home]:
    """A home in which the batches of that state are published."""
    place, states = begun
    with restored(states[state], place):
        yield Home(place / "home")


def _put_in_force(patch: pytest.MonkeyPatch, parameters: DedupeParameters) -> None:
    for module in (index, comparing):
        patch.setattr(module, "PARAMETERS", parameters)


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "DOCUMENTS_A_UNIT", 2)


@pytest.fixture
def under(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calling it has other parameters in force."""
    return partial(_put_in_force, monkeypatch)


@pytest.fixture(scope="module")
def in_one_batch(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Calling it tells what all three batches in one give under these parameters."""

    @cache
    def one_batch(parameters: DedupeParameters) -> list[Any]:
        folder = tmp_path_factory.mktemp("alone")
        with pytest.MonkeyPatch.context() as patch:
            _put_in_force(patch, parameters)
            drive(folder / "home", write_jsonl(folder / "all.jsonl", *FIRST, *SECOND, *THIRD), source="news")
        return told(Home(folder / "home"))

    return one_batch


def told(home: Home) -> list[Any]:
    """The groups, who stands for them, and the links, as an analyst sees them."""
    return [rows(home, sql) for sql in SHOWN]


def signed_under(home: Home) -> list[str]:
    """The versions of the parameters of all signatures that count."""
    return sorted(scan(home, read_manifest(home), SIGNATURES).collect()["parameters"].unique())


@pytest.mark.parametrize(("state", "before", "after"), CHANGES.values(), ids=CHANGES)
def test_other_parameters_give_what_one_batch_gives(
    home: Home, news: Path, before: DedupeParameters, after: DedupeParameters, under: Any, in_one_batch: Any
) -> None:
    """Two batches under the old parameters and one under new ones: groups, survivors and links are those of one batch."""
    under(after)
    outcome = drive(home, write_jsonl(news / "c.jsonl", *THIRD), source="news")
    dedupe = next(stage for stage in outcome.stages if stage.stage == "dedupe")
    assert (dedupe.figures["n_signed_again"], dedupe.n_in, signed_under(home)) == (5, 2, [after.version])
    assert "5 published documents signed and compared again" in dedupe.line()
    assert told(home) == in_one_batch(after)
    assert told(home)[0] != in_one_batch(before)[0]


def test_it_is_done_once(home: Home, news: Path, under: Any, in_one_batch: Any) -> None:
    """The batch after a rebuild signs nothing again; what was told stays."""
    under(STRICT)
    drive(home, write_jsonl(news / "b.jsonl", *SECOND), source="news")
    outcome = drive(home, write_jsonl(news / "c.jsonl", *THIRD), source="news")
    dedupe = next(stage for stage in outcome.stages if stage.stage == "dedupe")
    assert (dedupe.figures["n_signed_again"], "again" in dedupe.line()) == (0, False)
    assert told(home) == in_one_batch(STRICT)


def test_an_older_home_is_signed_again(home: Home, news: Path, in_one_batch: Any) -> None:
    """Signatures of before, without columns that there are now, are no signatures: their documents get new ones."""
    for file in read_manifest(home).of("signatures"):
        path = home.lake / file.path
        older = pl.read_parquet(path).drop("anchors", "facts", "places").with_columns(parameters=pl.lit("older"))
        path.unlink()
        older.write_parquet(path)
    outcome = drive(home, write_jsonl(news / "b.jsonl", *SECOND, *THIRD), source="news")
    assert (outcome.state, told(home)) == ("published", in_one_batch(USUAL))


def test_a_rebuild_goes_on_where_it_was_stopped(
    home: Home, news: Path, under: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was signed again before the run broke off is not signed another time."""
    under(STRICT)
    following = write_jsonl(news / "b.jsonl", *SECOND)
    with monkeypatch.context() as broken:
        broken.setattr(comparing, "verify_pairs", None)
        with pytest.raises(TypeError):
            drive(home, following, source="news")
    assert signed_under(home) == [DedupeParameters().version]
    outcome = drive(home, following, source="news")
    dedupe = next(stage for stage in outcome.stages if stage.stage == "dedupe")
    assert (outcome.state, dedupe.n_shards_reused) == ("published", 6)
    assert signed_under(home) == [STRICT.version]


def test_cleaning_anew_rebuilds_too(tmp_path: Path, news: Path, under: Any) -> None:
    """A batch that cleans published documents anew counts its own rows of them, and signs the others again."""
    home = Home(tmp_path / "home")
    counted = [record((*BRIDGE, *ORCHARD, "12", "7"), id=1), *FIRST[1:], *SECOND]
    drive(home, write_jsonl(news / "a.jsonl", *counted), source="news")
    under(STRICT)
    (home.root / "khabar.toml").write_text('[clean]\noff = ["drop_counter"]\n', encoding="utf-8")
    outcome = drive_reprocess(home)
    alone = Home(home.root.with_name("alone"))
    alone.root.mkdir()
    shutil.copy(home.root / "khabar.toml", alone.root)
    drive(alone, write_jsonl(news / "all.jsonl", *counted), source="news")
    assert (outcome.state, outcome.counts["n_documents"], signed_under(home)) == ("published", 1, [STRICT.version])
    assert told(home) == told(alone)
    assert rows(home, "SELECT count(*) FROM documents WHERE text LIKE '%7'") == [(1,)]
