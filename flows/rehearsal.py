"""A rehearsal of reprocessing: what would be published, and nothing is. What it cleans, a real reprocess goes on with."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from flows.run import reprocess_batch
from flows.settings import publish_settings
from flows.stages.reading import published, reread_stage
from flows.stages.report import Progress
from flows.stages.shape import pieces_of
from flows.stages.units import one_by_one
from tasks.batch import RECORD, Batch
from tasks.clean import clean
from tasks.ingest.settle import kept_records
from tasks.reprocess import Published, cleaned_otherwise, plan_keys
from tasks.selection import Selection
from warehouse.home import Home
from warehouse.publish import recover

EXAMPLES = 5
ROW = ["doc_id", "revision", "batch_id"]

Rules = tuple[tuple[str, int, int], ...]
"""Rule, findings before, findings after; the greatest difference first, and none that are equal."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document that would change. `after` is None where nothing would be left of it."""

    doc_id: str
    title: str | None
    before: str
    after: str | None
    rules: Rules


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many documents were looked at and how many would change, by which rules, and examples.

    `n_outdated`: whose text would stay, and from which other rules have extracted.
    """

    n_documents: int
    n_changed: int
    n_outdated: int
    rules: Rules
    examples: tuple[Example, ...]


def rehearse(home: Home, selection: Selection, progress: Progress) -> Rehearsal:
    """Clean what is published again and say what differs. The caller holds the publisher's lock."""
    recover(home, settings=publish_settings(home))
    batch = reprocess_batch(home, selection, datetime.now(UTC))
    report = reread_stage(home, batch, progress, one_by_one(home, batch))
    present = published(home)
    changed = plan_keys(batch).select(ROW).join(cleaned_otherwise(batch), on=ROW[:2], how="semi")
    # The shards stay for the real reprocess, which begins at a time of its own.
    (batch.folder / RECORD).unlink()
    if not report.figures["n_new"]:
        shutil.rmtree(batch.folder)
    before = _counted(present.findings.join(changed.lazy(), on=ROW, how="semi"))
    return Rehearsal(
        report.figures["n_records"],
        changed.height,
        report.figures["n_outdated"],
        _compared(before, report.figures["rules"]),
        _examples(batch, present, changed),
    )


def _counted(findings: pl.LazyFrame) -> dict[str, int]:
    return dict(findings.group_by("rule").len().collect(engine="streaming").iter_rows())


def _compared(before: dict[str, int], after: dict[str, int]) -> Rules:
    rows = [(rule, before.get(rule, 0), after.get(rule, 0)) for rule in {*before, *after}]
    return tuple(sorted((row for row in rows if row[1] != row[2]), key=lambda row: (-abs(row[1] - row[2]), row[0])))


def _examples(batch: Batch, present: Published, changed: pl.DataFrame) -> tuple[Example, ...]:
    """Some of the changed documents, every so many, cleaned here once more."""
    some = changed.sort("doc_id").gather_every(max(1, changed.height // EXAMPLES)).head(EXAMPLES)
    if some.is_empty():
        return ()
    raw = pl.concat([kept_records(batch, piece).join(some, on=ROW[:2], how="semi") for piece in pieces_of(batch)])
    anew = clean(raw, now=batch.now, options=batch.clean, learned=batch.recurring_lines)
    old = present.documents.join(some.lazy(), on=ROW, how="semi").select("doc_id", "title", "text").collect()
    findings = present.findings.join(some.lazy(), on=ROW, how="semi").collect()
    texts = dict(anew.documents.select("doc_id", "text").iter_rows())
    return tuple(
        Example(doc, title, text, texts.get(doc), _compared(_of(doc, findings), _of(doc, anew.findings)))
        for doc, title, text in old.sort("doc_id").iter_rows()
    )


def _of(doc: str, findings: pl.DataFrame) -> dict[str, int]:
    return _counted(findings.lazy().filter(pl.col("doc_id") == doc))
