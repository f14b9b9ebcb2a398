"""Every rule and flag on the cases of its file, and the files against the registry."""

import json
import sys
import unicodedata
from functools import cache

import polars as pl
import pytest
from raw_documents import NOW, raw_documents
from rule_cases import CASES, SORTS, Case, all_cases, case_files, learned_lines

from tasks.clean import Cleaned, clean
from tasks.clean.flags import FLAGS
from tasks.clean.rule import Rewrite
from tasks.clean.rules import EDITS, REMOVALS, SPLITS

FLAG_NAMES = frozenset(flag.name for flag in FLAGS)
NAMES = tuple(entry.name for entry in (*EDITS, *REMOVALS, *FLAGS))

_SKELETON = json.dumps(
    {
        "about": "…",
        "positive": [{"why": "…", "lines": ["- what goes", "@ar", "@fa"]}],
        "negative": [{"why": "…", "lines": ["  what looks broken and stays", "@ar"]}],
    },
    ensure_ascii=False,
)


TO_WRITE = "\N{HORIZONTAL ELLIPSIS}"
"""Why a case of `make new-rule` is there: not yet."""

UNSAID = f"{TO_WRITE} say in one sentence"
"""What `make new-rule` writes of a rule."""


@cache
def _cleaned() -> Cleaned:
    """All cases as one shard: a case must hold in any company."""
    cases = all_cases()
    raw = raw_documents(
        [case.body for case in cases],
        [case.title for case in cases],
        [case.marks for case in cases],
        [case.author for case in cases],
    ).with_columns(outlet="source_record_id")
    return clean(raw, now=NOW, learned=learned_lines(cases))


def _outcomes(case: Case, passages: pl.DataFrame) -> list[tuple[str, str]]:
    """What happened to each line of the case: as in the case itself."""
    found = []
    for row in passages.filter(pl.col("raw_start").is_not_null()).sort("raw_start").iter_rows(named=True):
        outcome = {"body": "body", "title": "title"}.get(
            row["placement"], "rule" if row["rule"] == case.name else "other rule"
        )
        found.append((outcome, case.body[row["raw_start"] : row["raw_end"]]))
    return found


def _parameters() -> list[object]:
    marks = {
        "known_failures": [
            pytest.mark.xfail(
                strict=True,
                raises=AssertionError,
                reason="known failure: move it to positive or negative once it passes",
            )
        ]
    }
    return [
        pytest.param(number, marks=marks.get(case.sort, []), id=str(case))
        for number, case in enumerate(all_cases())
        if case.why != TO_WRITE
    ]


@pytest.mark.parametrize("number", _parameters())
def test_a_case_goes_as_its_file_says(number: int) -> None:
    """The rule acts where a positive case wants it, nothing acts on a negative one, and every line goes where the case says."""
    case, cleaned = all_cases()[number], _cleaned()
    document = cleaned.documents.filter(pl.col("source_record_id") == str(number)).row(0, named=True)
    passages = cleaned.passages.filter(pl.col("doc_id") == document["doc_id"])
    if case.outcomes:
        assert _outcomes(case, passages) == list(case.outcomes)
    if case.becomes is not None:
        assert document["text"] == case.becomes
    if case.language:
        assert document["language"] == case.language
    if case.name in FLAG_NAMES:
        wanted = case.sort == "positive"
        assert (case.name in document["flags"]) is wanted
    else:
        assert (case.name in document["edits"]) is case.acts


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_its_cases(name: str) -> None:
    """Each rule and flag has a case file with positive cases that want it, and at least as many negative ones."""
    path = CASES / f"{name}.json"
    content = case_files().get(name)
    assert content, f"{name} has no cases: write {path.relative_to(CASES.parents[1])}, beginning with\n{_SKELETON}"
    unwritten = [case for case in all_cases() if (case.name, case.why) == (name, TO_WRITE)]
    assert not unwritten and content.get("about") != TO_WRITE, (
        f"{path.name} holds what make new-rule began it with: say what the rule is about, and write real cases "
        f"of your own invention in place of {len(unwritten)}"
    )
    n_positive, n_negative = (len(content.get(sort, [])) for sort in SORTS[:2])
    assert n_positive >= 2, f"{path.name}: two positive cases at least, what the rule is for; it has {n_positive}"
    assert n_negative >= n_positive, (
        f"{path.name}: as many negative cases as positive ones, what looks broken and must stay; it has {n_negative} for {n_positive}"
    )
    mistaken = [
        str(case)
        for case in all_cases()
        if case.name == name
        and case.name not in FLAG_NAMES
        and case.sort != "known_failures"
        and case.acts != (case.sort == "positive")
    ]
    assert not mistaken, f"these stand in the wrong list of {path.name}, or lack a line with '- ': {mistaken}"


def test_a_case_file_has_its_rule() -> None:
    """No case file is left behind when a rule is renamed or goes."""
    orphans = sorted(set(case_files()) - set(NAMES))
    assert not orphans, (
        f"no rule or flag is called {orphans}: add it to EDITS, REMOVALS or FLAGS, or rename tests/cases/<name>.json"
    )


@pytest.mark.parametrize("name", sorted(case_files()))
def test_invisible_characters_are_written_as_escapes(name: str) -> None:
    """A person who reads a case file sees every character that matters."""
    text = (CASES / f"{name}.json").read_text(encoding="utf-8")
    hidden = {
        f"U+{ord(char):04X}"
        for char in text
        if char != "\n" and (unicodedata.category(char) in {"Cf", "Cc", "Zs", "Zl", "Zp", "Co", "Cn"} and char != " ")
    }
    assert not hidden, f"tests/cases/{name}.json: write {sorted(hidden)} as escapes"


def test_every_rule_has_the_name_of_its_function() -> None:
    """A rule's name leads to its function, and the function's docstring says why it exists."""
    named = {
        entry.name: function
        for entry, function in [
            *((s, s.points) for s in SPLITS),
            *((e, e.rewrite if isinstance(e, Rewrite) else e.change) for e in EDITS),
            *((r, r.applies) for r in REMOVALS),
            *((f, f.detect) for f in FLAGS),
        ]
    }
    assert {name: function.__name__ for name, function in named.items()} == {name: name for name in named}
    assert all(function.__doc__ for function in named.values())
    begun = [name for name, function in named.items() if UNSAID in (sys.modules[function.__module__].__doc__ or "")]
    assert not begun, f"the files of {begun} do not say yet what the rule is for"
