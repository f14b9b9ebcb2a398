"""Switching rules off: what is off leaves no trace, and everything that acts can be switched off."""

import json

import polars as pl
import pytest
from raw_documents import NOW, raw_documents
from rule_cases import all_cases, learned_lines

from tasks.clean import AS_BUILT, Cleaned, CleanOptions, clean
from tasks.clean.flags import FLAGS
from tasks.clean.rules import EDITS, REMOVALS, SPLITS, STEPS, rule_names


def _traces(cleaned: Cleaned) -> set[str]:
    """Names of all rules that the rows of `cleaned` tell of."""
    return {
        *cleaned.findings["rule"],
        *cleaned.passages["rule"].drop_nulls(),
        *cleaned.passages["edits"].explode(empty_as_null=False),
        *cleaned.documents["edits"].explode(empty_as_null=False),
        *cleaned.documents["flags"].explode(empty_as_null=False),
    }


@pytest.fixture(scope="module")
def raw() -> pl.DataFrame:
    """The documents of all case files: each rule has something to do."""
    cases = all_cases()
    titles, marks = [case.title for case in cases], [case.marks for case in cases]
    raw = raw_documents([case.body for case in cases], titles, marks, [case.author for case in cases])
    return raw.with_columns(outlet="source_record_id")


def test_whatever_acts_can_be_switched_off(raw: pl.DataFrame) -> None:
    """No row tells of a rule that has no name to be switched off by."""
    found = _traces(clean(raw, now=NOW, learned=learned_lines(all_cases())))
    assert (found - set(rule_names()), "drop_recurring_line" in found) == (set(), True)


@pytest.mark.parametrize("half", [0, 1])
def test_a_rule_that_is_off_leaves_no_trace(raw: pl.DataFrame, half: int) -> None:
    """With every other rule off, none of those is told of, and the others still act."""
    off = frozenset(rule_names()[half::2])
    found = _traces(clean(raw, now=NOW, options=CleanOptions(off), learned=learned_lines(all_cases())))
    assert (found & off, len(found) > 5) == (set(), True)


def test_with_everything_off_the_lines_are_the_text() -> None:
    """Not a character changes and no passage goes: the lines of the body, joined, are the text."""
    body = "  12\nAn odd line  here ،\n\nAn odd line  here ،\n"
    cleaned = clean(raw_documents([body], ["A title"]), now=NOW, options=CleanOptions(frozenset(rule_names())))
    lines = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    assert (cleaned.documents["text"].to_list(), cleaned.findings.height) == ([lines], 0)


def test_nothing_set_is_as_built(raw: pl.DataFrame) -> None:
    """The empty options change nothing."""
    one, other = clean(raw, now=NOW), clean(raw, now=NOW, options=CleanOptions())
    assert one.passages.equals(other.passages) and one.findings.equals(other.findings)


def test_names_are_unique_and_options_survive_json() -> None:
    """One name is one rule, whatever its sort; options read back from JSON are the same options."""
    options = CleanOptions(frozenset({"drop_tags", "normalize_nfc"}), apply_suggestions=True)
    told = json.loads(json.dumps(options.as_dict()))
    assert len(rule_names()) == len(set(rule_names())) == sum(map(len, (STEPS, SPLITS, EDITS, REMOVALS, FLAGS)))
    assert (CleanOptions.from_dict(told), CleanOptions.from_dict({})) == (options, AS_BUILT)


def test_suggestions_are_applied_where_it_is_set() -> None:
    """A Latin name is written as the document writes it elsewhere, with a finding; by default it is only flagged."""
    body = "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u063a\u0631\u064a\u0643\u0634\u0627\u0633 \u0625\u0646 \u0627\u0644\u0639\u0645\u0644 \u0645\u0633\u062a\u0645\u0631.\n\u0648\u0623\u0636\u0627\u0641 Grik\u0161as \u0623\u0646 \u0627\u0644\u0645\u064a\u0646\u0627\u0621 \u0645\u0641\u062a\u0648\u062d."
    applied = clean(raw_documents([body]), now=NOW, options=CleanOptions(apply_suggestions=True))
    left = clean(raw_documents([body]), now=NOW)
    assert "Grik\u0161as" not in applied.documents["text"][0]
    assert "transliterate_names" in applied.documents["edits"][0]
    assert (left.documents["text"][0], left.documents["flags"][0].to_list()) == (
        body,
        ["foreign_script", "untransliterated"],
    )
