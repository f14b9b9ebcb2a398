"""Cleaning a shard: passages, edits, removals, flags, and the documents they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import polars as pl

from tasks.clean.clock import RuleClock
from tasks.clean.documents import (
    PLACED,
    assemble_documents,
    number_passages,
    unwrapped,
    with_edits,
    with_flags,
)
from tasks.clean.edit import Change, apply_edits
from tasks.clean.facts import passage_facts
from tasks.clean.flags import FLAGS
from tasks.clean.languages import detect_languages
from tasks.clean.ledger import edit_findings, flag_findings, removal_findings
from tasks.clean.machine_signs import with_signs
from tasks.clean.options import AS_BUILT, CleanOptions
from tasks.clean.placement import place_passages
from tasks.clean.quality import quality_findings, with_quality
from tasks.clean.recurring import recurring_facts
from tasks.clean.rule import Flag
from tasks.clean.rules import EDITS, REMOVALS, SPLITS
from tasks.clean.segments import cut_passages
from tasks.clean.splits import join_pieces, split_passages
from tasks.clean.titles import find_titles
from tasks.clean.transliterate_names import transliterate_names
from tasks.quarantine import set_aside
from tasks.text.codepoints import fold_texts
from warehouse.contract import conform
from warehouse.tables import DOCUMENTS, FINDINGS, PASSAGES

_NOTHING_LEFT = "the body holds page furniture alone: nothing is left of it after cleaning"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning a shard made; every record is in `documents` or in `quarantine`. `rule_seconds`: CPU by rule."""

    documents: pl.DataFrame
    passages: pl.DataFrame
    findings: pl.DataFrame
    quarantine: pl.DataFrame
    rule_seconds: Mapping[str, float] = field(default_factory=dict)


def clean(
    raw: pl.DataFrame, *, now: datetime, options: CleanOptions = AS_BUILT, learned: pl.DataFrame | None = None
) -> Cleaned:
    """Clean the records of `raw` (raw_documents with batch_id).

    `now` is the batch's time. `learned`: the lines that recur over outlets' documents, as `tasks.clean.recurring` says.
    """
    rules, clock = options.on(EDITS), RuleClock()
    raw = raw.with_row_index("doc").with_columns(pl.col("doc").cast(pl.Int64))
    languages = detect_languages(raw["body"])
    cut = cut_passages(raw["body"], unwrap="unwrap_lines" not in options.off)
    cut = split_passages(cut, options.on(SPLITS), clock)
    texts, ledger, titles, title_ledger = _edited(cut, raw, languages, rules, clock)
    if options.apply_suggestions and "transliterate_names" not in options.off:
        texts, applied = transliterate_names(texts, cut["doc"], languages)
        ledger = pl.concat([ledger, applied])
    folded = fold_texts(texts)
    facts = passage_facts(_with_numbers(raw, cut, texts), folded)
    facts = facts.hstack(recurring_facts(facts, folded, raw, learned))
    title_row, title_facts = find_titles(titles, facts, folded)
    title_row = np.full_like(title_row, -1) if "find_title" in options.off else title_row
    removals = [rule for rule in options.on(REMOVALS) if rule.value != "recurring_in" or learned is not None]
    placed = place_passages(facts.hstack(title_facts), title_row, removals, clock).select(PLACED)
    placed, ledger = join_pieces(placed, ledger)
    passages = number_passages(placed, raw, titles)
    edits = pl.concat([unwrapped(passages), title_ledger.with_columns(row=-1 - pl.col("row")), ledger])
    passages = with_edits(passages, edits)
    documents = with_signs(assemble_documents(raw, passages, languages, now), passages)
    flags = flag_findings((flag, _detected(flag, documents, passages, clock)) for flag in options.on(FLAGS))
    findings = pl.concat([edit_findings(passages, edits), removal_findings(passages), flags])
    documents = with_quality(documents, findings)
    if "low_quality" not in options.off:
        findings = pl.concat([findings, quality_findings(documents)])
    cleaned = _conformed(raw, with_flags(documents, findings), passages, findings, now)
    return replace(cleaned, rule_seconds=clock.seconds)


def _edited(
    cut: pl.DataFrame, raw: pl.DataFrame, languages: pl.Series, rules: Sequence[Change], clock: RuleClock
) -> tuple[pl.Series, pl.DataFrame, pl.Series, pl.DataFrame]:
    """The passages' texts and their ledger, the titles and theirs. In one go: half of the cost of few texts is to build the patterns."""
    texts = pl.concat([cut["text"], raw["title"].fill_null("").alias("text")], rechunk=True)
    texts, ledger = apply_edits(texts, pl.concat([languages.gather(cut["doc"]), languages]), rules, clock)
    title_row = pl.col("row") - cut.height
    title_ledger = ledger.filter(title_row >= 0).with_columns(row=title_row)
    return texts.head(cut.height), ledger.filter(title_row < 0), texts.slice(cut.height), title_ledger


def _detected(flag: Flag, documents: pl.DataFrame, passages: pl.DataFrame, clock: RuleClock) -> pl.DataFrame:
    with clock.of(flag.name):
        return flag.detect(documents, passages)


def _with_numbers(raw: pl.DataFrame, cut: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """The passages with row, no (from 1 in each body), mark, author (the first one given), and raw_piece: the raw slice."""
    wrapped = (
        cut.with_row_index("row")
        .filter(pl.col("n_lines") > 1)
        .join(raw.select("doc", "body"), on="doc", maintain_order="left")
    )
    slices = wrapped.select(
        "row", raw=pl.col("body").str.slice(pl.col("raw_start"), pl.col("raw_end") - pl.col("raw_start"))
    )
    pieces = cut.with_row_index("row").join(slices, on="row", how="left", maintain_order="left")
    return cut.with_columns(
        raw_piece=pieces.select(pl.coalesce("raw", "text")).to_series(),
        text=texts,
        row=pl.int_range(pl.len(), dtype=pl.Int64),
        no=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("doc"),
        mark=_marks(raw, cut),
        author=raw["authors"].list.first().gather(cut["doc"]),
    )


def _conformed(
    raw: pl.DataFrame, documents: pl.DataFrame, passages: pl.DataFrame, findings: pl.DataFrame, now: datetime
) -> Cleaned:
    """The tables of the shard: documents that have no text go to quarantine, with their passages and findings."""
    empty = raw.join(documents.filter(pl.col("text").str.len_bytes() == 0), on="doc", how="semi")
    documents = documents.filter(pl.col("text").str.len_bytes() > 0)
    key = documents.select("doc", "doc_id", "revision", "batch_id")
    shown = (pl.col("placement") != "body") | (pl.col("raw_piece") != pl.col("clean_text"))
    passages = passages.with_columns(raw_text=pl.when(shown).then("raw_piece")).join(
        key, on="doc", maintain_order="left"
    )
    findings = findings.join(key, on="doc", maintain_order="left")
    return Cleaned(
        conform(documents.select(DOCUMENTS.names), DOCUMENTS),
        conform(passages.select(PASSAGES.names), PASSAGES),
        conform(findings.select(FINDINGS.names), FINDINGS),
        set_aside(empty, stage="clean", reason="not_text", detail=pl.lit(_NOTHING_LEFT), now=now),
    )


def _marks(raw: pl.DataFrame, cut: pl.DataFrame) -> pl.Series:
    """The kind that the page's markup gives each passage, or null: the mark that covers the passage's beginning."""
    marks = raw.select("doc", "marks").filter(pl.col("marks").list.len() > 0)
    none = pl.Series("mark", [None] * cut.height, dtype=pl.String)
    if marks.is_empty():
        return none
    spans = marks.explode("marks").unnest("marks")
    rows = cut.with_row_index("row").select("row", "doc", "raw_start", "raw_end").join(spans, on="doc")
    rows = rows.filter((pl.col("start") <= pl.col("raw_start")) & (pl.col("raw_end") <= pl.col("end"))).unique(
        "row", keep="first"
    )
    found = np.full(cut.height, None, dtype=object)
    found[rows["row"].to_numpy()] = rows["kind"].to_numpy()
    return pl.Series("mark", found.tolist(), dtype=pl.String)
