"""Parts of the explanation: which rule made a change, which way a text runs, and pages of documents of any size and spite."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
import small_home

from flows.commands.attribution import hands, made_by
from flows.commands.differences import Change
from flows.commands.direction import direction
from flows.commands.explain_page import explanation_page
from flows.commands.rule_words import rule_words
from warehouse.explain import Explanation, Passage, Row

ZWNJ = small_home.ZWNJ


def edit(rule: str, before: str | None, after: str | None) -> Row:
    return {
        "passage_no": 1, "rule": rule, "action": "edit", "severity": "info", "value": 1.0, "threshold": None,
        "before": before, "after": after,
    }  # fmt: skip


KNOWN = hands(
    [
        edit("use_persian_letters", "میگويند", "میگویند"),
        edit("restore_zwnj", "میگویند", f"می{ZWNJ}گویند"),
        edit("close_space", "باغ ، و", "باغ، و"),
        edit("unwrap_lines", None, None),
    ]
)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (Change("ي", "ی"), ["use_persian_letters"]),
        (Change("", ZWNJ), ["restore_zwnj"]),
        (Change(" ", ""), ["close_space"]),
        (Change("\n", " "), ["unwrap_lines"]),
        (Change("ي", f"ی{ZWNJ}"), ["use_persian_letters", "restore_zwnj"]),
    ],
)
def test_a_change_is_told_with_its_rule(change: Change, rules: list[str]) -> None:
    """Among several rules of a passage, the one whose sample shows the same change made it; two may meet in a place."""
    assert [finding["rule"] for finding in made_by(change, KNOWN)] == rules


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("Larch \u200fتفتح سوقا جديدة للتمور في الوادي", "ar", "rtl"),
        ("\u200eباغ", "fa", "rtl"),
        ("Read more", "ar", "ltr"),
        ("17", "fa", "rtl"),
        ("17", "en", "ltr"),
        ("The word باغ means orchard", "en", "ltr"),
        ("", "und", "ltr"),
    ],
)
def test_direction(text: str, language: str, runs: str) -> None:
    """The letters decide, not the first of them and not a mark before them."""
    assert direction(text, language) == runs


@pytest.mark.parametrize("name", ["../conftest", "", "edit", "no_such_rule", "Remove"])
def test_only_rules_have_words(name: str) -> None:
    """A name that is no rule's leads to no file outside the rules, and to no error."""
    assert "/" not in rule_words(name)
    assert len(rule_words(name)) < 200


def explanation(passages: list[Passage], **document: Any) -> Explanation:
    row = {
        "doc_id": "ee55", "revision": "r1", "batch_id": "b1", "source": "wire", "source_record_id": "x", "input_name": "x", "outlet": "Larch",
        "url": None, "title": "A title", "text": passages[0].clean, "language": "ar", "published_at": None, "published_precision": "none",
        "n_words": 3, "quality": 0.5, "flags": [], "cluster_id": None, "canonical_id": None,
    }  # fmt: skip
    return Explanation(row | document, None, None, passages, [], [], None, [], [], [], [], [])


def page(passages: list[Passage], **document: Any) -> str:
    return explanation_page(explanation(passages, **document), now=datetime(2031, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("n_passages", [1, 40, 6000])
def test_a_megabyte_is_a_page_within_seconds(n_passages: int) -> None:
    """A text of 1 MB, in one passage or thousands, changed all over, is a page of bounded size that says what it leaves out."""
    words = [f"كلمة{number % 5000}{'' if number % 8 else ' ،'}" for number in range(100_000)]
    per = len(words) // n_passages
    raws = [" ".join(words[at : at + per]) for at in range(0, per * n_passages, per)]
    passages = [
        Passage(n, "paragraph", "body", None, ("close_space",), raw, raw.replace(" ،", "،"))
        for n, raw in enumerate(raws, start=1)
    ]
    began = time.perf_counter()
    markup = page(passages)
    taken = time.perf_counter() - began
    assert (taken < 20, len(markup) < 40_000_000, n_passages == 40 or "more" in markup) == (True, True, True)


def test_hostile_kinds_and_names_change_no_style_and_no_markup() -> None:
    """What should be a name and is not stays out of the page's style and attributes."""
    spite = "x{}</style><script>alert(1)</script>\"'"
    markup = page(
        [Passage(1, spite, "removed", spite, (spite,), "abc \u202e cba", "")],
        language=spite, outlet=spite, flags=[spite], url='javascript:alert("x")', cluster_id=spite,
    )  # fmt: skip
    assert ("<script" in markup, markup.count("</style>"), "\u202e" in markup, 'href="javascript' in markup) == (
        False,
        2,
        False,
        False,
    )


def test_a_run_of_one_character_is_one_mark() -> None:
    """Four tatweel that were cut stand under one sign with their number, and can be copied as they were."""
    markup = page([Passage(1, "paragraph", "body", None, ("remove_tatweel",), "جــــسر", "جسر")])
    assert 'data-name="tatweel ×4"' in markup
    assert "&#1600;" * 4 in markup
