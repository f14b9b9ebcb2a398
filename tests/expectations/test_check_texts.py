"""The suite over Great Expectations: results, failing rows, broken checks, and the pages made of them."""

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations import mixed_script_noise
from expectations.data_docs import build_docs, offline
from expectations.registry import EXPECTATIONS
from expectations.suite import FAILING, check_texts, open_context

SENTENCE = "The council of Marrow Bay has agreed to rebuild the old harbour wall after two winters of storms. "
CLEAN = SENTENCE + "Fishing boats can use the northern quay meanwhile, the engineer said."
HOSTILE = "<script>alert(1)</script>"


def _frame(*texts: str | None) -> pl.DataFrame:
    ids = [f"d{n}" for n in range(len(texts))]
    return pl.DataFrame(
        {"doc_id": ids, "revision": "r1", "language": None, "text": list(texts)},
        schema={"doc_id": pl.String, "revision": pl.String, "language": pl.String, "text": pl.String},
    )


@pytest.fixture()
def context(tmp_path: Path) -> Any:
    return open_context(tmp_path / "home" / "gx")


def test_failing_rows_come_back_with_what_is_to_be_done(context: Any) -> None:
    """Each defect is counted and its row named with the action of its expectation; nulls are not checked."""
    frame = _frame(
        CLEAN, CLEAN + "\n\n" + CLEAN, CLEAN + " Photo: A view of the wall.", CLEAN + "<br/>", "#*" * 40, None
    )
    results, failing = check_texts(frame, "in", context)
    assert {r.expectation: (r.n_checked, r.n_unexpected, r.state) for r in results} == {
        "duplicated_body": (5, 1, "failed"),
        "unreadable_text": (5, 1, "failed"),
        "broken_caption": (5, 1, "failed"),
        "mixed_script_noise": (5, 1, "failed"),
    }
    assert failing.sort("doc_id").rows() == [
        ("d1", "r1", "duplicated_body", "report"),
        ("d2", "r1", "broken_caption", "report"),
        ("d3", "r1", "mixed_script_noise", "report"),
        ("d4", "r1", "unreadable_text", "quarantine"),
    ]


def test_a_tolerated_share_passes_and_its_rows_are_still_named(context: Any) -> None:
    """One bad row in two hundred passes an expectation that tolerates one in a hundred."""
    results, failing = check_texts(_frame(*[CLEAN] * 199, CLEAN + "\n" + CLEAN), "out", context)
    assert [r.state for r in results] == ["passed"] * len(EXPECTATIONS) and failing["doc_id"].to_list() == ["d199"]


def test_no_rows_pass(context: Any) -> None:
    """A shard without rows gives a result for every expectation, and frames of the right shape."""
    results, failing = check_texts(_frame(), "out", context)
    assert [(r.state, r.n_checked) for r in results] == [("passed", 0)] * len(EXPECTATIONS)
    assert failing.schema == pl.Schema(FAILING)


def test_a_swallowed_exception_is_a_broken_check(context: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a metric raises makes its own check broken, and no row of it bad; the other checks are done."""

    def fail(_: pl.Series) -> pl.Series:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(mixed_script_noise, "noise_marks", fail)
    results, failing = check_texts(_frame(CLEAN + "<br/>"), "out", context)
    states = {r.expectation: (r.state, r.n_unexpected) for r in results}
    assert states["mixed_script_noise"] == ("broken", 0) and states["duplicated_body"] == ("passed", 0)
    assert failing.is_empty() and "no such luck" in (results[-1].detail or "")


def test_severity_and_parameters_reach_the_stored_suite(tmp_path: Path) -> None:
    """The suite on disk has each expectation with its severity, and is made anew when a context is opened again."""
    directory = tmp_path / "gx"
    for _ in range(2):
        open_context(directory)
    stored = json.loads((directory / "expectations" / "texts.json").read_text(encoding="utf-8"))["expectations"]
    assert [(e["severity"], e["kwargs"]["mostly"]) for e in stored] == [(d.severity, d.mostly) for d in EXPECTATIONS]


def test_opening_and_checking_need_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent or fetched: the checks and the pages are made with sockets that cannot connect."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    context = open_context(tmp_path / "gx")
    check_texts(_frame(CLEAN), "in", context)
    assert build_docs(context).exists()


def test_pages_hold_no_script_no_outside_reference_and_no_text(context: Any) -> None:
    """Built pages are self-contained and show neither the failing text nor markup of a hostile id."""
    frame = _frame(CLEAN + "<br/>" + HOSTILE + "\u0633\u0631\u064a", CLEAN).with_columns(
        doc_id=pl.Series([HOSTILE, "d1"])
    )
    check_texts(frame, "in", context)
    index = build_docs(context)
    pages = [page.read_text(encoding="utf-8") for page in index.parent.rglob("*.html")]
    text = "\n".join(pages)
    assert len(pages) == 3 and "mixed script noise: 1" in text
    assert not [bad for bad in ("<script", "http:", "https:", "<link", "\u0633\u0631\u064a", "alert(") if bad in text]


def test_the_index_leads_to_every_page(context: Any) -> None:
    """Each validation kept has a page, and the index has a link to it."""
    check_texts(_frame(CLEAN), "in", context)
    check_texts(_frame(CLEAN), "out", context)
    index = build_docs(context)
    pages = {str(page.relative_to(index.parent)) for page in index.parent.rglob("*.html")} - {"index.html"}
    assert len(pages) == 3 and all(f'href="{page}"' in index.read_text(encoding="utf-8") for page in pages)


def test_old_validations_go(context: Any) -> None:
    """Validations beyond the number of pages, or from before a time, are removed; the newest stay."""
    for _ in range(3):
        check_texts(_frame(CLEAN), "in", context)
    assert len(list(build_docs(context, pages=2).parent.rglob("texts-in.html"))) == 2
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert "None yet" in build_docs(context, since=later).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "hostile",
    [
        HOSTILE,
        '<img src=x onerror="alert(1)">',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="//evil.example">x</a>',
        '<p style="background:url(http://evil.example)">x</p>',
        '<svg onload="alert(1)"></svg>',
        '<iframe srcdoc="x"></iframe>',
        '<meta http-equiv="refresh" content="0;url=http://evil.example">',
    ],
)
def test_markup_that_slipped_through_is_made_harmless(hostile: str) -> None:
    """Whatever stands in a page, scripts, handlers and outside references are gone after the rewriting."""
    page = offline(f"<html><body><table><tr><td>{hostile}</td></tr></table></body></html>")
    body = page[page.index("<body>") :]
    assert not [bad for bad in ("script", "alert", "evil", "onload", "iframe", "http") if bad in body]


def test_text_cells_find_their_own_direction() -> None:
    """Cells carry dir=auto, so that Arabic text reads from the right; entities stay entities."""
    page = offline("<html><body><table><tr><td>\u062e\u0628\u0631 &lt;b&gt;</td></tr></table></body></html>")
    assert '<td dir="auto">\u062e\u0628\u0631 &lt;b&gt;</td>' in page
