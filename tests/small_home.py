"""A small warehouse made by hand: five documents that between them show what the reading commands must cope with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from restoring import kept, restored

from warehouse.contract import conform
from warehouse.home import Home
from warehouse.publish import PublishSettings, publish
from warehouse.tables import TABLES

NOW = datetime(2031, 3, 4, 9, 30, tzinfo=UTC)
BATCH = "b0a7c4"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"

BRIDGE, BRIDGE_COPY, ORCHARD, HOSTILE, PLAIN = "aa11bridge", "aa11bridgecopy", "bb22orchard", "cc33hostile", "dd44plain"
BRIDGE_URL = "https://www.marsad.example/news/bridge?id=7"
NASTY_TITLE = "<script>alert('t')</script> \x1b[31mred\x1b[0m \u202eevil\u2069"
NASTY_BODY = 'It\'s "quoted"; DROP TABLE x; -- <img src=x onerror=alert(1)> \x1b]0;owned\x07 \x9b2J \u202etxt.exe & [bold]no[/bold]'


@dataclass(frozen=True)
class Piece:
    """A passage as it stood and as it became."""

    raw: str
    clean: str | None = None
    kind: str = "paragraph"
    placement: str = "body"
    rule: str | None = None
    edits: tuple[str, ...] = ()

    @property
    def cleaned(self) -> str:
        return self.raw if self.clean is None else self.clean


@dataclass(frozen=True)
class Sketch:
    """A document in few words."""

    doc_id: str
    title: str
    pieces: tuple[Piece, ...]
    language: str = "ar"
    outlet: str = "Marsad"
    url: str | None = None
    name: str = "wire/a.txt"
    published: datetime | None = NOW - timedelta(hours=3)
    flags: tuple[str, ...] = ()
    raw_title: str | None = None
    cluster: str | None = None
    canonical: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


SKETCHES = (
    Sketch(
        BRIDGE, "افتتاح جسر الوادي بعد عامين من العمل",
        (
            Piece("الرئيسية > محليات", kind="navigation", placement="removed", rule="drop_navigation"),
            Piece("افتتحت البلدية جسر الوادي ، وهو الأطول في المنطقة .", "افتتحت البلدية جسر الوادي، وهو الأطول في المنطقة.", edits=("close_space_before_punctuation",)),
            Piece("وقال المهندس سامر الهلالي إن الجسر \u200fسيخدم عشرين قرية.", "وقال المهندس سامر الهلالي إن الجسر سيخدم عشرين قرية.", edits=("drop_bidi_marks",)),
            Piece("جسر الوادي عند الغروب (تصوير: ليلى النجار)", kind="caption", placement="caption", rule="set_aside_caption"),
            Piece("وقال المهندس سامر الهلالي إن الجسر سيخدم عشرين قرية.", kind="repeat", placement="removed", rule="drop_repeated_paragraph"),
            Piece("17", kind="counter", placement="removed", rule="drop_counter"),
            Piece("اقرأ أيضا: مشروع الطريق الدائري", kind="related", placement="removed", rule="drop_related"),
        ),
        url=BRIDGE_URL, flags=("mixed_script",), cluster="c1", canonical=BRIDGE,
    ),
    Sketch(
        BRIDGE_COPY, "جسر الوادى يفتح أبوابه",
        (Piece("افتتحت البلدية جسر الوادى، وهو الأطول في المنطقة."), Piece("وقال المهندس سامر الهلالي إن الجسر سيخدم عشرين قرية.")),
        outlet="Rasif", url="https://rasif.example/b/991", name="wire/b.txt", published=None, cluster="c1", canonical=BRIDGE,
    ),
    Sketch(
        ORCHARD, "باغ\u200cهای انار بار دیگر شکوفه دادند",
        (
            Piece("به گزارش کهربا، باغداران ميگويند خانه هاي روستا پر از انار شده است.", f"به گزارش کهربا، باغداران می{ZWNJ}گویند خانه{ZWNJ}های روستا پر از انار شده است.", edits=("write_persian_letters", "restore_zwnj")),
            Piece("مهری پارسا افزود: سال خوبی در پیش است."),
            Piece("انتهای پیام/", kind="trailer", placement="removed", rule="drop_trailer"),
        ),
        language="fa", outlet="Kahroba", name="pages/orchard.html", raw_title="باغ هاي انار بار ديگر شکوفه دادند", published=NOW - timedelta(days=1),
    ),
    Sketch(HOSTILE, NASTY_TITLE, (Piece(NASTY_BODY), Piece(NASTY_BODY, kind="repeat", placement="removed", rule="drop_repeated_paragraph")), language="und", outlet="<b>Evil</b>", url="javascript:alert(1)", name="wire/\x1b[2Jname.txt"),
    Sketch(PLAIN, "Tide tables for the harbour", (Piece("High water comes at six. The bridge of the valley stays open."),), language="en", outlet="Harbour", url="http://harbour.example/tides/", name="crawl.jsonl", published=NOW - timedelta(days=3)),
)  # fmt: skip

FINDINGS = (
    (BRIDGE, 1, "drop_navigation", "remove", "info", 1.0, 1.0, "الرئيسية > محليات", None),
    (BRIDGE, 2, "close_space_before_punctuation", "edit", "info", 2.0, 1.0, "الوادي ،", "الوادي،"),
    (BRIDGE, 3, "drop_bidi_marks", "edit", "info", 1.0, 1.0, "الجسر \u200fسيخدم", "الجسر سيخدم"),
    (BRIDGE, 4, "set_aside_caption", "remove", "info", 0.8, 0.5, "جسر الوادي عند الغروب", None),
    (BRIDGE, 5, "drop_repeated_paragraph", "remove", "warning", 1.0, 0.9, "وقال المهندس", None),
    (BRIDGE, 6, "drop_counter", "remove", "info", 2.0, 4.0, "17", None),
    (BRIDGE, 7, "drop_related", "remove", "info", None, None, "اقرأ أيضا", None),
    (BRIDGE, None, "mixed_script", "flag", "warning", 0.2, 0.1, "GPS", None),
    (ORCHARD, 1, "write_persian_letters", "edit", "info", 4.0, 1.0, "ميگويند", "میگویند"),
    (ORCHARD, 1, "restore_zwnj", "edit", "info", 2.0, 1.0, "میگویند", f"می{ZWNJ}گویند"),
    (ORCHARD, 3, "drop_trailer", "remove", "info", 1.0, 1.0, "انتهای پیام/", None),
    (HOSTILE, 2, "drop_repeated_paragraph", "remove", "warning", 1.0, 0.9, "<script>alert(2)</script>\x1b[31m", None),
)


class Restored:
    """The small warehouse at one place, put there anew for each test."""

    def __init__(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        self._place = tmp_path_factory.mktemp("restored") / "own"
        build(self._place / "home")
        self._original = kept(self._place, "original")

    @contextmanager
    def anew(self) -> Iterator[Home]:
        """The warehouse as it was built, with nothing beside it."""
        with restored(self._original, self._place) as place:
            yield Home(place / "home")


def build(root: Path) -> Home:
    """Publish the small warehouse in `root`."""
    home = Home(root)
    frames = _frames()
    work = root / "work-in-hand"
    work.mkdir(parents=True)
    paths = {}
    for name, rows in frames.items():
        paths[name] = [work / f"{name}.parquet"]
        conform(
            pl.DataFrame(rows, schema_overrides=_types(name), infer_schema_length=None), TABLES[name]
        ).write_parquet(paths[name][0])
    publish(home, BATCH, paths, advances_head=True, now=NOW, settings=PublishSettings(version="test"))
    for name in paths:
        paths[name][0].unlink()
    work.rmdir()
    return home


def _types(name: str) -> dict[str, Any]:
    return {column: dtype for column, dtype in TABLES[name].polars_schema().items() if column != "marks"}


def _frames() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {
        "raw_documents": [],
        "documents": [],
        "passages": [],
        "current_revisions": [],
        "memberships": [],
    }
    for sketch in SKETCHES:
        key = {"doc_id": sketch.doc_id, "revision": "r1", "batch_id": BATCH}
        body, passages = _passages(sketch, key)
        rows["passages"] += passages
        rows["raw_documents"].append(_raw(sketch, key, body))
        rows["documents"].append(_document(sketch, key, body, passages))
        rows["current_revisions"].append(
            {**key, "batch_seq": 1, "fetched_at": NOW, "content_hash": sketch.doc_id, "withdrawn": False}
        )
        if sketch.cluster:
            rows["memberships"].append(
                {
                    "doc_id": sketch.doc_id,
                    "batch_id": BATCH,
                    "batch_seq": 1,
                    "cluster_id": sketch.cluster,
                    "canonical_id": sketch.canonical,
                    "reason": "fewest findings of the complete copies",
                }
            )
    return {**rows, **_ledgers(), **_operations()}


def _passages(sketch: Sketch, key: dict[str, str]) -> tuple[str, list[dict[str, Any]]]:
    title = {
        **key,
        "passage_no": 0,
        "kind": "title",
        "placement": "title",
        "raw_text": sketch.raw_title,
        "clean_text": sketch.title,
        "edits": ["restore_zwnj"] if sketch.raw_title else [],
    }
    rows, at, clean_at = [title], 0, 0
    for number, piece in enumerate(sketch.pieces, start=1):
        kept = piece.placement == "body"
        rows.append({
            **key, "passage_no": number, "kind": piece.kind, "placement": piece.placement, "raw_start": at, "raw_end": at + len(piece.raw),
            "start_char": clean_at if kept else None, "end_char": clean_at + len(piece.cleaned) if kept else None, "rule": piece.rule,
            "raw_text": piece.raw if piece.clean is not None or not kept else None, "clean_text": piece.cleaned, "edits": list(piece.edits),
        })  # fmt: skip
        at += len(piece.raw) + 2
        clean_at += len(piece.cleaned) + 1 if kept else 0
    return "\n\n".join(piece.raw for piece in sketch.pieces), rows


def _raw(sketch: Sketch, key: dict[str, str], body: str) -> dict[str, Any]:
    return {
        **key,
        "source": "wire",
        "source_record_id": sketch.name,
        "input_name": sketch.name,
        "outlet": sketch.outlet,
        "url": sketch.url,
        "format": "text",
        "encoding": "utf-8",
        "payload": f"<p>{body}</p>",
        "body": body,
        "title": sketch.raw_title or sketch.title,
        "fetched_at": NOW,
        "content_hash": sketch.doc_id,
    }


def _document(sketch: Sketch, key: dict[str, str], body: str, passages: list[dict[str, Any]]) -> dict[str, Any]:
    text = "\n".join(row["clean_text"] for row in passages if row["placement"] == "body")
    removed = sum(len(row["clean_text"]) for row in passages if row["placement"] not in ("body", "title"))
    edits = sorted({edit for row in passages for edit in row["edits"]})
    return {
        **key, "source": "wire", "source_record_id": sketch.name, "input_name": sketch.name, "outlet": sketch.outlet, "url": sketch.url, "title": sketch.title,
        "text": text, "language": sketch.language, "published_at": sketch.published, "published_precision": "second" if sketch.published else "none",
        "published_from": "record" if sketch.published else None, "first_seen_at": NOW, "fetched_at": NOW, "flags": list(sketch.flags), "edits": edits,
        "n_chars": len(text), "n_words": len(text.split()), "n_removed_chars": removed, "quality": round(1 - removed / max(1, len(body)), 3), "content_hash": sketch.doc_id,
    }  # fmt: skip


def _ledgers() -> dict[str, list[dict[str, Any]]]:
    names = ("doc_id", "passage_no", "rule", "action", "severity", "value", "threshold", "before", "after")
    key = {"revision": "r1", "batch_id": BATCH}
    speech = "سال خوبی در پیش است."
    text = next(
        "\n".join(p.cleaned for p in s.pieces if p.placement == "body") for s in SKETCHES if s.doc_id == ORCHARD
    )
    quote = {
        "quote_no": 1,
        "passage_no": 2,
        "start_char": text.index(speech),
        "end_char": text.index(speech) + len(speech),
        "kind": "direct",
        "cue": "افزود",
        "cue_class": "said",
        "quote_text": speech,
        "speaker_surface": "مهری پارسا",
        "speaker_name": "مهری پارسا",
        "speaker_id": "e1",
        "resolution": "named",
        "confidence": 0.9,
    }
    return {
        "findings": [{**key, **dict(zip(names, finding, strict=True))} for finding in FINDINGS],
        "document_links": [
            {
                **key,
                "doc_id": BRIDGE_COPY,
                "other_doc_id": BRIDGE,
                "other_revision": "r1",
                "relation": "near",
                "similarity": 0.81,
                "containment": 0.97,
                "n_conflicts": 0,
                "n_words_added": 2,
                "n_words_cut": 0,
                "differs": [{"cut": None, "added": "\u200fسيخدم"}],
                "method": "minhash_lsh",
            },
            {
                **key,
                "doc_id": HOSTILE,
                "other_doc_id": PLAIN,
                "other_revision": "r1",
                "relation": "template",
                "similarity": 0.5,
                "containment": 0.6,
                "n_conflicts": 2,
                "n_words_added": 1,
                "n_words_cut": 1,
                "differs": [{"cut": NASTY_TITLE, "added": "six"}],
                "method": "minhash_lsh",
            },
        ],
        "entities": [
            {"entity_id": "e1", "batch_id": BATCH, "kind": "person", "name": "مهری پارسا", "name_fa": "مهری پارسا"}
        ],
        "mentions": [
            {
                **key,
                "doc_id": ORCHARD,
                "mention_no": n,
                "passage_no": 2,
                "start_char": None,
                "end_char": None,
                "kind": "person",
                "surface": "مهری پارسا",
                "entity_id": "e1",
                "link_method": "name",
                "in_caption": False,
            }
            for n in (1, 2)
        ],
        "quotes": [{**key, "doc_id": ORCHARD, **quote}],
        "attributions": [
            {
                **key,
                "doc_id": ORCHARD,
                "attribution_no": 1,
                "passage_no": 1,
                "kind": "agency",
                "outlet": "Kahroba",
                "surface": "کهربا",
                "cue": "به گزارش",
                "chain_position": 1,
            }
        ],
    }


def _operations() -> dict[str, list[dict[str, Any]]]:
    quarantined = (
        {
            "quarantine_id": "q1e0broken",
            "reason": "binary",
            "detail": "NUL bytes; is it text?",
            "raw": "\\x00\x1b[31mraw",
        },
        {"quarantine_id": "q2f9empty", "reason": "empty", "detail": "nothing in it", "raw": None},
    )
    shared = {"batch_id": BATCH, "source": "wire", "record_no": None, "stage": "ingest", "quarantined_at": NOW}
    check = {
        "batch_id": BATCH,
        "run_id": "run1",
        "subject": "documents",
        "severity": "warning",
        "n_checked": 5,
        "tolerated_share": 0.0,
        "checked_at": NOW,
    }
    return {
        "quarantine": [
            {
                **shared,
                **row,
                "source_record_id": f"wire/{row['reason']}.txt",
                "input_name": f"wire/{row['reason']}.txt",
            }
            for row in quarantined
        ],
        "batches": [
            {
                "batch_id": BATCH,
                "batch_seq": 1,
                "state": "published",
                "started_at": NOW,
                "published_at": NOW,
                "inputs": ["wire"],
                "n_bytes": 900,
                "n_records": 7,
                "n_documents": 5,
                "n_quarantined": 2,
                "n_seen_before": 0,
                "version": "test",
                "parameters": "{}",
            }
        ],
        "checks": [
            {**check, "expectation": "duplicated_body", "moment": "out", "state": "passed", "n_unexpected": 0},
            {
                **check,
                "expectation": "mixed_script_noise",
                "moment": "out",
                "state": "failed",
                "n_unexpected": 1,
                "detail": "aa11bridge",
            },
        ],
    }
