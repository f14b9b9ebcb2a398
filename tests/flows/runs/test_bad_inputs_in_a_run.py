"""Broken and hostile inputs in a whole run: each gets its reason in ops.quarantine, and whatever is sound is published."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from driving import BRIDGE, LIBRARY, MUSEUM, ORCHARD, drive, record, rows, text_of, write_jsonl, write_text

from flows.run import RunOutcome
from warehouse.home import Home

SOUND = text_of(MUSEUM)


def _parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def _gzipped() -> bytes:
    lines = "".join(json.dumps(record(BRIDGE, id=f"packed-{n}", noise=str(n) * 40)) + "\n" for n in range(200))
    packed = gzip.compress(lines.encode())
    return packed[: len(packed) // 2]


FILES: dict[str, str | bytes] = {
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "letters.txt": "Садовник сказал, что сливы в этом году созреют раньше обычного".encode("cp1251"),
    "cut.jsonl.gz": _gzipped(),
    "amounts.parquet": _parquet(id=["a", "b"], amount=[1, 2]),
    "blank.html": "<html><head><script>var a = 1;</script></head><body><img src='x.png'></body></html>",
    "notes.docx": b"PK\x03\x04 no kind that is read",
    "sound.txt": SOUND,
    "sound.html": f"<html><body><h1>Plums</h1><p>{'</p><p>'.join(ORCHARD)}</p></body></html>",
    "sound.parquet": _parquet(id=["p1"], title=["Library"], text=[text_of(LIBRARY)]),
}
LINES = (
    record(BRIDGE, id="good", url=""),
    '{"text": "cut',
    '{"id": "null", "text": null}',
    '{"id": "number", "text": 7}',
    '{"id": "none", "amount": 7}',
    record(ORCHARD, id="last"),
)
ASIDE = {
    ("empty.txt", None, "empty"),
    ("picture.txt", None, "binary"),
    ("letters.txt", None, "undecodable"),
    ("cut.jsonl.gz", None, "unreadable_file"),
    ("amounts.parquet", None, "no_text_column"),
    ("blank.html", None, "empty"),
    ("notes.docx", None, "unsupported"),
    ("lines.jsonl", 2, "unreadable_record"),
    ("lines.jsonl", 3, "empty"),
    ("lines.jsonl", 4, "not_text"),
    ("lines.jsonl", 5, "no_text_column"),
    ("nowhere.txt", None, "missing"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, RunOutcome]:
    """One run over all of it."""
    folder = tmp_path_factory.mktemp("bad")
    for name, content in FILES.items():
        write_text(folder / "news" / name, content)
    write_jsonl(folder / "news" / "lines.jsonl", *LINES)
    home = Home(folder / "home")
    return home, drive(home, str(folder / "news"), str(folder / "nowhere.txt"))


def test_each_bad_input_has_its_reason(ran: tuple[Home, RunOutcome]) -> None:
    """File, record and reason of all that was set aside are as they should be; a cut record of the archive may stand beside."""
    found = set(
        rows(
            ran[0],
            "SELECT input_name, record_no, reason FROM ops.quarantine WHERE NOT (input_name = 'cut.jsonl.gz' AND record_no IS NOT NULL)",
        )
    )
    assert found == ASIDE


def test_each_detail_names_the_file_and_what_to_do(ran: tuple[Home, RunOutcome]) -> None:
    """What is said of a record begins with its file and is a sentence of more than a few words."""
    bad = rows(
        ran[0],
        "SELECT detail FROM ops.quarantine WHERE NOT starts_with(detail, input_name) OR length(detail) < length(input_name) + 20",
    )
    assert bad == []


def test_the_sound_records_are_published(ran: tuple[Home, RunOutcome]) -> None:
    """Text, page, Parquet row, the lines around broken ones, and the archive's records before its break are documents."""
    home, outcome = ran
    found = {name for (name,) in rows(home, "SELECT source_record_id FROM documents")}
    packed = {name for name in found if name.startswith("packed-")}
    assert (found - packed, "packed-0" in packed, outcome.state) == (
        {"sound.txt", "sound.html", "p1", "good", "last"},
        True,
        "published",
    )


def test_the_counts_add_up_all_the_same(ran: tuple[Home, RunOutcome]) -> None:
    """Broken input is counted like any other."""
    counts = ran[1].counts
    assert counts["n_records"] == counts["n_documents"] + counts["n_quarantined"] + counts["n_seen_before"]


def test_an_empty_address_is_no_address(ran: tuple[Home, RunOutcome]) -> None:
    """A record whose URL is empty is known by its source and id, and its url is null."""
    assert rows(ran[0], "SELECT url, outlet FROM documents WHERE source_record_id = 'good'") == [(None, None)]


def test_invalid_bytes_in_a_text_are_replaced_and_told(home: Home, news: Path) -> None:
    """A few bytes that are not UTF-8 cost those characters, not the article, and the encoding says so."""
    broken = text_of(BRIDGE).encode().replace(b"rope bridge", b"rope \xff\xfe bridge")
    drive(home, write_text(news / "a.txt", broken), write_text(news / "b.txt", text_of(ORCHARD)))
    found = rows(
        home,
        "SELECT d.source_record_id, r.encoding FROM documents d JOIN raw_documents r USING (doc_id, revision) ORDER BY 1",
    )
    assert ([name for name, _ in found], found[0][1] != "utf-8", found[1][1]) == (["a.txt", "b.txt"], True, "utf-8")


HUGE = "x" * 50_000_000


def test_a_line_of_fifty_megabytes(home: Home, news: Path) -> None:
    """A line of 50 MB, whether it is a record or not, is set aside with its beginning, and the records around it are published."""
    long = '{"text": "' + HUGE, record(MUSEUM, id="long", attachment=HUGE)
    drive(home, write_jsonl(news / "a.jsonl", record(ORCHARD, id="before"), *long, record(BRIDGE, id="after")))
    found = {name for (name,) in rows(home, "SELECT source_record_id FROM documents")}
    aside = rows(home, "SELECT record_no, reason, length(raw) BETWEEN 60000 AND 65536 FROM ops.quarantine ORDER BY 1")
    assert (found, aside) == ({"before", "after"}, [(2, "too_large", True), (3, "too_large", True)])


def test_a_text_that_is_one_long_line(home: Home, news: Path) -> None:
    """An article of two megabytes without a line break is published as it is."""
    long = " ".join(f"Basket {n} held {n * 7919 % 1000} plums of the {n}th terrace." for n in range(45_000))
    drive(home, write_text(news / "a.txt", long), write_text(news / "b.txt", text_of(BRIDGE)))
    assert rows(home, "SELECT source_record_id, n_chars > 2000000 FROM documents ORDER BY 1") == [
        ("a.txt", True),
        ("b.txt", False),
    ]


NOTHING: dict[str, Callable[[Path], str]] = {
    "a missing path": lambda folder: str(folder / "nowhere"),
    "an empty folder": lambda folder: str(folder),
    "a pattern without a match": lambda folder: str(folder / "*.jsonl"),
}


@pytest.mark.parametrize("named", NOTHING.values(), ids=NOTHING)
def test_nothing_readable_is_told_and_kept(home: Home, news: Path, named: Callable[[Path], str]) -> None:
    """A run that can read nothing counts nothing as read, and its problem is in quarantine."""
    outcome = drive(home, named(news))
    assert (outcome.counts["n_read"], rows(home, "SELECT reason FROM ops.quarantine")) == (0, [("missing",)])
