"""Builds documents and passages from plain texts, as cleaning would hand them over."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from tasks.extract import extract
from warehouse.contract import conform
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.passages import PASSAGES

NOW = datetime(2025, 1, 1, tzinfo=UTC)
KEYS = {"revision": "r1", "batch_id": "b1"}
Extracted = dict[str, pl.DataFrame]


def document(doc_id: str, language: str, text: str) -> dict[str, Any]:
    """One row of documents."""
    return KEYS | {
        "doc_id": doc_id, "source": "test", "source_record_id": doc_id, "input_name": "test", "text": text,
        "language": language, "published_precision": "none", "first_seen_at": NOW, "fetched_at": NOW, "flags": [],
        "edits": [], "n_chars": len(text), "n_words": len(text.split()), "n_removed_chars": 0, "quality": 1.0,
        "content_hash": "00",
    }  # fmt: skip


def passages_of(
    doc_id: str, text: str, captions: tuple[str, ...], bylines: tuple[str, ...], title: str | None
) -> list[dict[str, Any]]:
    """The rows of passages of one document: title, then the lines of its text, its captions and its bylines."""
    rows: list[dict[str, Any]] = []
    if title is not None:
        rows.append({"passage_no": 0, "kind": "title", "placement": "title", "clean_text": title})
    start = 0
    for line in text.split("\n"):
        span = {"start_char": start, "end_char": start + len(line)}
        rows.append(span | {"passage_no": len(rows) + 1, "kind": "paragraph", "placement": "body", "clean_text": line})
        start += len(line) + 1
    for caption in captions:
        rows.append({"passage_no": len(rows) + 1, "kind": "caption", "placement": "caption", "clean_text": caption})
    for byline in bylines:
        away = {"placement": "removed", "rule": "drop_byline"}
        rows.append(away | {"passage_no": len(rows) + 1, "kind": "byline", "clean_text": byline})
    return [KEYS | {"doc_id": doc_id, "edits": []} | row for row in rows]


def frames_of(
    *texts: tuple[str, str], captions: tuple[str, ...] = (), bylines: tuple[str, ...] = (), title: str | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Documents and passages of `texts`, each a language and a text."""
    documents = [document(f"d{n}", language, text) for n, (language, text) in enumerate(texts)]
    rows = [row for n, (_, text) in enumerate(texts) for row in passages_of(f"d{n}", text, captions, bylines, title)]
    return frames_from(documents, rows)


def frames_from(documents: list[dict[str, Any]], rows: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of both tables as frames that keep their contract."""
    return (
        conform(
            pl.DataFrame(documents, schema_overrides={"flags": pl.List(pl.String), "edits": pl.List(pl.String)}),
            DOCUMENTS,
        ),
        conform(pl.DataFrame(rows, schema_overrides={"edits": pl.List(pl.String)}, infer_schema_length=None), PASSAGES),
    )


@pytest.fixture
def read_texts() -> Callable[..., Extracted]:
    """Extract from texts given as (language, text); captions, bylines and title are those of each of them."""

    def read_texts(
        *texts: tuple[str, str], captions: tuple[str, ...] = (), bylines: tuple[str, ...] = (), title: str | None = None
    ) -> Extracted:
        return extract(*frames_of(*texts, captions=captions, bylines=bylines, title=title))

    return read_texts
