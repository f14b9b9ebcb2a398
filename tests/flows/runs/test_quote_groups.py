"""Statements over whole runs: one id in other articles and batches, kept when rules change, found in older homes."""

from dataclasses import replace
from pathlib import Path

import pytest
from driving import drive, drive_reprocess, record, rows, write_jsonl

from flows.stages import quoting
from tasks.quote_groups import rebuild
from warehouse.explain import explain
from warehouse.home import Home
from warehouse.manifest import read_manifest, write_manifest
from warehouse.publish import PublishSettings
from warehouse.publish import rebuild as build_catalogue

pytestmark = pytest.mark.usefixtures("without_text_checks")

SAID = "سنفتح الجسر الخشبي أمام المشاة قبل موسم الحصاد، وتبقى القوارب للصيادين"
TOLD = "سيتم فتح الجسر الخشبي أمام المشاة قبل موسم الحصاد وستبقى القوارب للصيادين"
FIRST = (
    "اجتمع أهالي مدينة الزهراء الجديدة في قاعة البلدية مساء الثلاثاء للحديث عن ترميم المرفأ.",
    f"وقالت مديرة المتحف سلمى الدرويش: «{SAID}».",
)
SECOND = (
    "عقد مجلس المرفأ جلسته الأسبوعية وناقش ميزانية السنة المقبلة ومواعيد عمل القوارب.",
    f"وأضافت مديرة المتحف سلمى الدرويش أنه {TOLD}.",
)
OTHER = (
    "زار وفد من طلاب المدارس ورشة صناعة الأشرعة القريبة من السوق القديمة.",
    f"وقال نجار القوارب باسم الشاطري: «{SAID}».",
)
GROUPS = "SELECT d.source_record_id, q.quote_group_id FROM quotes q JOIN documents d USING (doc_id) ORDER BY 1"


def groups(home: Home) -> dict[str, str]:
    """Record to the group of its one quote."""
    found = rows(home, GROUPS)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def run_of(home: Home, news: Path, *articles: tuple[str, tuple[str, ...]]) -> None:
    """One batch of articles."""
    name = "-".join(number for number, _ in articles)
    drive(home, write_jsonl(news / f"{name}.jsonl", *(record(lines, id=number) for number, lines in articles)))


def test_a_statement_has_one_id_over_batches(home: Home, news: Path) -> None:
    """Told in other words by a later batch it has the id of the first; the same words of another speaker have not.

    Explaining a document names the other stories that tell its statement.
    """
    run_of(home, news, ("1", FIRST))
    first = groups(home)
    run_of(home, news, ("2", SECOND), ("3", OTHER))
    found = groups(home)
    assert (found["1"], found["2"]) == (first["1"], first["1"])
    assert found["3"] != found["1"]
    ids = dict(rows(home, "SELECT source_record_id, doc_id FROM documents"))
    told = {name: explain(home, doc).quotes[0]["elsewhere"] for name, doc in ids.items()}
    others = {name: [other["doc_id"] for other in elsewhere or ()] for name, elsewhere in told.items()}
    assert others == {"1": [ids["2"]], "2": [ids["1"]], "3": []}


def test_cleaning_again_keeps_the_ids(home: Home, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document's new rows are the statements that its old rows were."""
    run_of(home, news, ("1", (*FIRST, "اقرأ أيضا: أسعار التفاح")), ("2", SECOND))
    before = groups(home)
    (home.root / "khabar.toml").write_text('[clean]\noff = ["drop_related"]\n', encoding="utf-8")
    outcome = drive_reprocess(home)
    assert (outcome.counts["n_documents"], groups(home)) == (1, before)


def test_an_older_home_gets_its_groups(home: Home, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes that were published before there were groups are signed by the next run, file by file."""
    monkeypatch.setattr(rebuild, "QUOTES_A_UNIT", 1)
    run_of(home, news, ("1", FIRST), ("3", OTHER))
    manifest = read_manifest(home)
    kept = tuple(file for file in manifest.files if not file.table.startswith("quote_"))
    write_manifest(home, replace(manifest, files=kept))
    build_catalogue(home, settings=PublishSettings())
    assert set(groups(home).values()) == {None}
    run_of(home, news, ("2", SECOND))
    found = groups(home)
    assert (found["1"] == found["2"], len(set(found.values()))) == (True, 2)


def test_other_parameters_group_all_anew(home: Home, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no statement of one under them falls apart with the next batch, and older signatures are read no more."""
    run_of(home, news, ("1", FIRST), ("2", SECOND))
    strict = replace(quoting.PARAMETERS, least_stems=40, least_shared=40)
    monkeypatch.setattr(quoting, "PARAMETERS", strict)
    run_of(home, news, ("3", OTHER))
    versions = rows(home, "SELECT DISTINCT parameters FROM history.quote_signatures")
    assert (len(set(groups(home).values())), versions) == (3, [(strict.version,)])
