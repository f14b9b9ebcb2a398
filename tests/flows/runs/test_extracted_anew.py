"""Documents from which older rules have extracted: a reprocess extracts them anew, and the warehouse is as one that was loaded by the present rules."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from driving import BRIDGE, MUSEUM, ORCHARD, drive, drive_reprocess, quiet, record, rows, write_jsonl
from publishing import opened, relations_of

from flows.commands.reprocess import reprocess_command
from flows.commands.status import status_command
from flows.rehearsal import rehearse
from flows.stages import extracting, loading
from tasks.ingest import stage
from tasks.selection import Selection
from warehouse.doctor import examine, healthy
from warehouse.home import Home

pytestmark = pytest.mark.usefixtures("without_text_checks")

SAID = "سنفتح الجسر الخشبي أمام المشاة قبل موسم الحصاد، وتبقى القوارب للصيادين"
TOLD = "سيتم فتح الجسر الخشبي أمام المشاة قبل موسم الحصاد وستبقى القوارب للصيادين"
FIRST = ("اجتمع أهالي المدينة في قاعة البلدية مساء الثلاثاء.", f"وقالت مديرة المتحف سلمى الدرويش: «{SAID}».")
SECOND = ("عقد مجلس المرفأ جلسته يوم 12 مايو 2022.", f"وأضافت مديرة المتحف سلمى الدرويش أنه {TOLD}.")
OLD = [
    [record(FIRST, id=1), record((*MUSEUM, *ORCHARD), id=2), record((*BRIDGE, "12", "7"), id=3)],
    [record(SECOND, id=4), record((*MUSEUM, *ORCHARD[:2]), id=5)],
]
NEW = [[record(BRIDGE, id=6), record((*MUSEUM, *ORCHARD), id=2, fetched_at="2021-05-01T00:00:00Z", title="Another")]]
OF_THE_BATCHES = ("batch_id", "batch_seq", "first_seen_at", "cluster_id", "story_id", "quote_group_id", "statement_id")
"""Columns that name batches or their times, or groups by whatever came first: who is together is compared apart."""
OF_ALL_TIMES = ("about", "mart_batch_health", "mart_rule_activity", "mart_noise_by_source")
"""Views of what was ever done."""
TOGETHER = (
    "SELECT list_sort(list(DISTINCT doc_id)) FROM documents WHERE cluster_id IS NOT NULL GROUP BY cluster_id ORDER BY 1",
    "SELECT list_sort(list({'d': doc_id, 'n': quote_no})) FROM quotes GROUP BY quote_group_id ORDER BY 1",
)

OTHERWISE = (
    "SELECT entity_id FROM entities ORDER BY 1",
    "SELECT quote_text FROM quotes ORDER BY 1",
    "SELECT surface FROM dates",
)


def by_older_rules(documents: pl.DataFrame, passages: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """As an older khabar extracted: other ids and names of persons, words cut from statements, and no dates."""
    found = extracting_now(documents, passages)
    person = pl.col("entity_id").is_in(found["entities"].filter(pl.col("kind") == "person")["entity_id"].implode())
    older = pl.format("older-{}", "entity_id")
    for name in ("entities", "aliases", "mentions"):
        found[name] = found[name].with_columns(entity_id=pl.when(person).then(older).otherwise("entity_id"))
    for name, column in (("quotes", "speaker_id"), ("office_claims", "person_id")):
        found[name] = found[name].with_columns(pl.format("older-{}", column).alias(column))
    found["quotes"] = found["quotes"].with_columns(pl.col("quote_text").str.replace(r"\S+\s", ""))
    found["dates"] = found["dates"].clear()
    return found


extracting_now: Callable[..., dict[str, pl.DataFrame]] = extracting.extract


def loaded(folder: Path, batches: list[list[dict[str, Any]]], begin: int = 0) -> Home:
    """A home with a batch after the other."""
    home = Home(folder / "home")
    for number, records in enumerate(batches, start=begin):
        drive(home, write_jsonl(folder / f"{number}.jsonl", *records), source="news")
    return home


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Two batches by older rules, and one by the present ones, in which a document got another text; small shards."""
    folder = tmp_path_factory.mktemp("older")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "SHARD_BYTES", 1200)
        with pytest.MonkeyPatch.context() as before:
            before.setattr(extracting, "extract", by_older_rules)
            before.setattr(loading, "extract_version", lambda: "older")
            loaded(folder, OLD)
        yield loaded(folder, NEW, begin=len(OLD))


def shown(home: Home) -> dict[str, list[str]]:
    """What every table and view of documents answers, but for what belongs to batches."""
    found = {}
    with opened(home.catalogue) as con:
        for name in relations_of(home.catalogue):
            schema, _, relation = name.partition(".")
            if schema == "main" and relation not in OF_ALL_TIMES:
                answer = con.sql(f"SELECT COLUMNS(lambda c: c NOT IN {OF_THE_BATCHES}) FROM {relation}")
                found[relation] = sorted(map(repr, answer.fetchall()))
    return found


def test_a_rehearsal_tells_of_them(older: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run counts what is cleaned otherwise and what is extracted anew, as status does; a selection holds for both."""
    settings = older.root / "khabar.toml"
    settings.write_text('[clean]\noff = ["drop_counter"]\n', encoding="utf-8")
    status_command(older, None)
    found, one = rehearse(older, Selection(), quiet), rehearse(older, Selection(rule="drop_counter"), quiet)
    reprocess_command(older, source=None, outlet=None, since=None, rule=None, dry_run=True)
    settings.unlink()
    said = capsys.readouterr().out
    assert (found.n_documents, found.n_changed, found.n_outdated, len(found.examples)) == (6, 1, 3, 1)
    assert (one.n_documents, one.n_changed, one.n_outdated) == (1, 1, 0)
    for words in (
        "4 documents by other rules; khabar reprocess",
        "1 of 6 documents would change",
        "3 more would be extracted anew",
    ):
        assert words in said


def test_a_home_of_older_rules_becomes_one_of_the_present_ones(older: Home, tmp_path: Path) -> None:
    """Only what older rules extracted goes on, all views answer as where the same was loaded by the present rules, and it is done once."""
    fresh, before = loaded(tmp_path, [*OLD, *NEW]), [rows(older, sql) for sql in OTHERWISE]
    outcome = drive_reprocess(older)
    again = drive_reprocess(older)
    after, wanted = shown(older), shown(fresh)
    assert [told == rows(fresh, sql) for told, sql in zip(before, OTHERWISE, strict=True)] == [False] * 3
    assert {name: after[name] for name in wanted if after[name] != wanted[name]} == {}
    assert [rows(older, sql) for sql in TOGETHER] == [rows(fresh, sql) for sql in TOGETHER]
    assert (outcome.counts["n_documents"], outcome.counts["n_seen_before"], again.state) == (4, 2, "nothing_new")
    assert "4 documents, whose text stays, are extracted anew" in outcome.stages[0].line()
    assert (healthy(examine(older, deep=True)), older.work.exists()) == (True, False)
