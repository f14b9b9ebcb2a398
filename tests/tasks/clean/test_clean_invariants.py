"""What holds of cleaning whatever the input: nothing is lost, every decision is written down, and the offsets are true."""

import unicodedata

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_texts import bodies, odd_lines, records
from raw_documents import NOW, clean_bodies, raw_documents
from rule_cases import all_cases

from tasks.clean import Cleaned, clean
from tasks.clean.edit import apply_edits
from tasks.clean.flags import FLAGS
from tasks.clean.rules import EDITS, REMOVALS
from tasks.clean.segments import BLANK

Records = list[tuple[str, str | None]]
Parts = list[tuple[str, str | None, pl.DataFrame]]
"""Body, title and passages of each document."""

SEVERAL = settings(max_examples=20, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

_REMOVALS = {rule.name for rule in REMOVALS}
_EDITS = {rule.name for rule in EDITS} | {"unwrap_lines"}


def _cleaned(found: Records) -> tuple[Parts, Cleaned]:
    """The records that became documents, each with its passages in order; and all that cleaning made."""
    cleaned = clean_bodies([body for body, _ in found], [title for _, title in found])
    parts = []
    for number, doc_id in cleaned.documents.select(pl.col("source_record_id").cast(pl.Int64), "doc_id").iter_rows():
        parts.append((*found[number], cleaned.passages.filter(pl.col("doc_id") == doc_id)))
    return parts, cleaned


@SEVERAL
@given(records)
def test_what_holds_of_all_cleaning(found: Records) -> None:
    """Nothing is lost, the offsets are true, every decision is written down, and every record ends somewhere."""
    parts, cleaned = _cleaned(found)
    _the_passages_rebuild_the_body(parts)
    _the_body_passages_are_the_text(cleaned)
    _every_decision_is_written_down(parts)
    _has_findings(cleaned)
    _every_record_ends_somewhere_and_passages_are_numbered(len(found), cleaned)


def _the_passages_rebuild_the_body(parts: Parts) -> None:
    """The raw slices of the passages follow each other, and only blanks lie between and around them."""
    for body, _, passages in parts:
        at = 0
        for start, end in (
            passages.filter(pl.col("raw_start").is_not_null())
            .sort("raw_start")
            .select("raw_start", "raw_end")
            .iter_rows()
        ):
            assert start < end and at <= start
            assert not body[at:start].strip(BLANK)
            at = end
        assert not body[at:].strip(BLANK)


def _the_body_passages_are_the_text(cleaned: Cleaned) -> None:
    """Their clean texts joined by newlines are documents.text, in NFC, and each one's offsets slice it out."""
    for doc_id, text, n_chars in cleaned.documents.select("doc_id", "text", "n_chars").iter_rows():
        passages = cleaned.passages.filter(pl.col("doc_id") == doc_id)
        body = passages.filter(pl.col("placement") == "body").sort("passage_no")
        assert "\n".join(body["clean_text"]) == text
        assert [text[start:end] for start, end in body.select("start_char", "end_char").iter_rows()] == body[
            "clean_text"
        ].to_list()
        assert passages.filter(pl.col("placement") != "body")["start_char"].is_null().all()
        assert unicodedata.is_normalized("NFC", text)
        assert n_chars == len(text)


def _every_decision_is_written_down(parts: Parts) -> None:
    """A passage outside the body names its rule, a changed one its edits and an unchanged one none."""
    for body, title, passages in parts:
        for row in passages.iter_rows(named=True):
            raw = (title or "") if row["raw_start"] is None else body[row["raw_start"] : row["raw_end"]]
            assert (row["rule"] is None) == (row["placement"] == "body" or row["raw_start"] is None)
            assert row["rule"] is None or row["rule"] in _REMOVALS | {"find_title"}
            assert set(row["edits"]) <= _EDITS
            assert bool(row["edits"]) == (raw != row["clean_text"])
            assert (row["raw_text"] or row["clean_text"]) == raw


def _has_findings(cleaned: Cleaned) -> None:
    """Findings, passages and documents tell of the same edits, removals and flags."""
    key = ["doc_id", "passage_no", "rule"]
    assert not cleaned.findings.select("revision", "action", *key).is_duplicated().any()
    rows = {
        action: set(cleaned.findings.filter(pl.col("action") == action).select(key).iter_rows())
        for action in ("edit", "remove", "flag")
    }
    edited = cleaned.passages.select("doc_id", "passage_no", rule="edits").explode("rule", empty_as_null=False)
    assert rows["edit"] == set(edited.iter_rows())
    removed = cleaned.passages.filter(~pl.col("placement").is_in(["body", "title"]))
    assert rows["remove"] == set(removed.select(key).iter_rows())
    flags = cleaned.documents.select("doc_id", rule="flags").explode("rule", empty_as_null=False)
    assert {(doc, rule) for doc, _, rule in rows["flag"]} == set(flags.iter_rows())
    for doc_id, edits in cleaned.documents.select("doc_id", "edits").iter_rows():
        assert set(edits) == {rule for action in ("edit", "remove") for doc, _, rule in rows[action] if doc == doc_id}


def _every_record_ends_somewhere_and_passages_are_numbered(n_records: int, cleaned: Cleaned) -> None:
    """A record is a document or in quarantine; passages count from 1 in each, and 0 is the title and nothing else."""
    ends = [*cleaned.documents["source_record_id"], *cleaned.quarantine["source_record_id"]]
    assert sorted(ends) == sorted(str(number) for number in range(n_records))
    assert cleaned.documents["text"].str.len_chars().min() != 0
    for _, passages in cleaned.passages.group_by("doc_id"):
        titled = (passages["placement"] == "title").sum()
        assert titled <= 1
        assert sorted(passages["passage_no"]) == list(range(1 - titled, passages.height + 1 - titled))
        assert passages.filter(pl.col("passage_no") == 0)["placement"].to_list() == ["title"] * titled
    assert cleaned.documents["quality"].is_between(0, 1).all()


@settings(max_examples=60, derandomize=True)
@given(st.lists(odd_lines, min_size=1, max_size=40), st.sampled_from(["ar", "fa", "en"]))
def test_the_edits_have_nothing_left_to_do(texts: list[str], language: str) -> None:
    """Editing edited text changes nothing more."""
    languages = pl.Series([language] * len(texts))
    once, _ = apply_edits(pl.Series(texts), languages, EDITS)
    twice, ledger = apply_edits(once, languages, EDITS)
    assert twice.to_list() == once.to_list()
    assert ledger.is_empty()


@settings(SEVERAL, max_examples=8)
@given(st.lists(bodies(), min_size=2, max_size=12))
def test_a_record_is_cleaned_alike_in_any_company(found: list[str]) -> None:
    """Cleaning a shard is cleaning its parts: what stands beside a record decides nothing."""
    raw = raw_documents(found)
    whole, parts = clean(raw, now=NOW), [clean(raw[:1], now=NOW), clean(raw[1:], now=NOW)]
    for name in ("documents", "passages", "findings", "quarantine"):
        together = pl.concat([getattr(part, name) for part in parts])
        assert getattr(whole, name).sort(pl.all()).equals(together.sort(pl.all()))


def test_cleaning_clean_text_changes_nothing() -> None:
    """The text of every case, cleaned again under its title, stays as it is."""
    once = clean_bodies([case.body for case in all_cases()], [case.title for case in all_cases()])
    twice = clean_bodies(once.documents["text"].to_list(), once.documents["title"].to_list())
    texts = dict(twice.documents.select(pl.col("source_record_id").cast(pl.Int64), "text").iter_rows())
    left = [case for number, case in enumerate(once.documents["text"]) if texts.get(number) != case]
    assert left == []


def test_flags_touch_no_text() -> None:
    """A detector gets frames and returns rows: its documents and passages are as before."""
    cleaned = clean_bodies([case.body for case in all_cases()])
    documents = cleaned.documents.with_row_index("doc")
    passages = cleaned.passages.join(documents.select("doc", "doc_id"), on="doc_id").with_columns(cut_off=pl.lit(False))
    before = documents.clone(), passages.clone()
    for flag in FLAGS:
        flag.detect(documents, passages)
    assert documents.equals(before[0]) and passages.equals(before[1])


def test_what_is_said_again_and_again_stays_once() -> None:
    """A text that is one sentence many times over, in a line or in lines, keeps it: a copy never goes with its original."""
    sentence = "The ferry left Lindenau at noon and the mayor waved to it from the long bridge over the river."
    bodies = [gap.join([sentence] * n) for n in (2, 3, 5, 10, 40, 3_000) for gap in (" ", "\n")]
    cleaned = clean_bodies(bodies)
    assert cleaned.documents.height == len(bodies)
    assert all(text.startswith(sentence) for text in cleaned.documents["text"])
