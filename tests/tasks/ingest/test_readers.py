"""The readers on sound input: all formats, the names columns are known by, sources, ids and extra fields."""

import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import zstandard

from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import READERS, Chunk, read_file, read_files
from warehouse.contract import conform
from warehouse.tables.quarantine import QUARANTINE
from warehouse.tables.raw_documents import RAW_DOCUMENTS

Read = Callable[..., Chunk]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

TEXT = "قال المتحدث إن البلدية ستفتح الحديقة الجديدة، والنص فيه می\N{ZERO WIDTH NON-JOINER}خواهیم."
RECORD = {
    "id": 7, "headline": "عنوان", "Content": TEXT, "link": "https://www.example.com/a/7", "publishedAt": "2024-05-03", "publisher": "The Wire",
    "author": ["A. One", "B. Two"], "category": "city", "keywords": "garden, park", "crawl_date": "2024-05-04T00:00:00Z", "lang": "ar", "n": 5, "nothing": None, "blank": "",
}  # fmt: skip


def _parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def _csv(record: dict[str, Any]) -> str:
    flat = {name: "; ".join(value) if isinstance(value, list) else value for name, value in record.items()}
    return pl.DataFrame([flat]).with_columns(pl.all().cast(pl.String)).write_csv(quote_style="always")


LINES = json.dumps(RECORD) + "\n"
FORMS: dict[str, bytes] = {
    "a.jsonl": LINES.encode(),
    "a.ndjson": json.dumps(RECORD, ensure_ascii=False).encode(),
    "windows.jsonl": b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n\r\n").encode(),
    "utf16.jsonl": json.dumps(RECORD, ensure_ascii=False).encode("utf-16"),
    "a.jsonl.gz": gzip.compress(LINES.encode()),
    "members.jsonl.gz": gzip.compress(LINES[:40].encode()) + gzip.compress(LINES[40:].encode()),
    "a.jsonl.zst": zstandard.ZstdCompressor().compress(LINES.encode()),
    "frames.jsonl.zst": b"".join(
        zstandard.ZstdCompressor().compress(part.encode()) for part in (LINES[:40], LINES[40:])
    ),
    "not_packed.jsonl.gz": LINES.encode(),
    "array.json": json.dumps([RECORD], indent=2).encode(),
    "object.json": json.dumps(RECORD, indent=2).encode(),
    "one_line.json": json.dumps(RECORD).encode(),
    "a.csv": _csv(RECORD).encode(),
    "bom.csv.gz": gzip.compress(_csv(RECORD).encode("utf-8-sig")),
    "a.parquet": _parquet(pl.DataFrame([{**RECORD, "nothing": "x"}]).with_columns(nothing=pl.lit(None, pl.String))),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_record_reads_the_same_in_every_form(read: Read, name: str) -> None:
    """One record in JSON, CSV or Parquet, packed or not, gives the same row, its fields in their columns, the rest in extra."""
    chunk = read(name, FORMS[name])
    row = chunk.records.row(0, named=True)
    extra = json.loads(row["extra"])
    assert (chunk.records.height, chunk.rejects.height) == (1, 0)
    assert {key: row[key] for key in ("source_record_id", "title", "body", "url", "published_raw", "source", "outlet", "section")} == {
        "source_record_id": "7", "title": "عنوان", "body": TEXT, "url": "https://www.example.com/a/7", "published_raw": "2024-05-03",
        "source": "The Wire", "outlet": "example.com", "section": "city",
    }  # fmt: skip
    assert (row["authors"], row["tags"], row["fetched_at"].isoformat()) == (
        ["A. One", "B. Two"],
        ["garden", "park"],
        "2024-05-04T00:00:00+00:00",
    )
    assert {key: str(value) for key, value in extra.items()} == {"lang": "ar", "n": "5"}


def test_rows_fit_the_contract(read: Read) -> None:
    """Records and rejects have the columns of their tables, batch_id apart."""
    chunk = read("a.jsonl", LINES + "broken\n")
    conform(chunk.records.with_columns(batch_id=pl.lit("b")), RAW_DOCUMENTS)
    conform(chunk.rejects.with_columns(batch_id=pl.lit("b")), QUARANTINE)
    assert [*chunk.records.columns, *chunk.rejects.columns] == [
        n for t in (RAW_DOCUMENTS, QUARANTINE) for n in t.names if n != "batch_id"
    ]
    assert set(READERS) == set(next(c for c in RAW_DOCUMENTS.columns if c.name == "format").allowed)


def test_a_text_file_is_its_body(read: Read) -> None:
    """Plain text is one record named after its file, with no title and no change to its text."""
    row = read("may/a.txt", "\N{BYTE ORDER MARK}" + TEXT + "\r\n\n x").records.row(0, named=True)
    assert (row["body"], row["title"], row["source"], row["source_record_id"], row["fetched_at"]) == (
        TEXT + "\r\n\n x",
        None,
        "news",
        "may/a.txt",
        NOW,
    )


@pytest.mark.parametrize(
    ("given", "options", "source", "outlet"),
    [
        ({"source": "S", "outlet": "O", "url": "https://www.Example.com/1"}, {}, "S", "O"),
        ({"source": "S", "url": "https://www.Example.com/1"}, {"source": "ours", "outlet": "us"}, "ours", "us"),
        ({"url": "https://www.Example.com/1"}, {}, "example.com", "example.com"),
        ({"source": "", "url": ""}, {}, "news/a", None),
        ({"source": {"id": None, "name": "The Wire"}}, {}, "The Wire", None),
    ],
)
def test_source_and_outlet_come_from_the_first_that_knows(
    read: Read, given: dict[str, Any], options: dict[str, str], source: str, outlet: str | None
) -> None:
    """By hand, else from the record, else from its address, else, for a source, from the file."""
    row = read("a.jsonl", json.dumps({"text": "t", **given}), IngestOptions(**options)).records.row(0, named=True)  # type: ignore[arg-type]
    assert (row["source"], row["outlet"]) == (source, outlet)


def test_a_mapping_wins_over_known_names(read: Read) -> None:
    """A column named by hand comes first, the known one goes to extra, and an unknown field is refused at once."""
    row = read("a.jsonl", '{"matn": "by hand", "text": "known"}', IngestOptions(mapping={"matn": "text"})).records.row(
        0, named=True
    )
    assert (row["body"], json.loads(row["extra"])) == ("by hand", {"text": "known"})
    with pytest.raises(ValueError, match="no field is called 'txet'"):
        IngestOptions(mapping={"matn": "txet"})


def test_options_are_plain_values() -> None:
    """Options can be hashed and compared, and a mapping in any order is the same mapping."""
    one, other = (
        IngestOptions(mapping={"a": "text", "b": "title"}),
        IngestOptions(mapping=(("b", "headline"), ("a", "body"))),
    )
    assert len({one, other}) == 1


def test_records_without_id_are_numbered_and_standard_input_is_hashed(read: Read, tmp_path: Path) -> None:
    """A container's records have its name and their number; a stream's have a hash of their content, which order cannot change."""
    lines = ['{"text": "one"}', "", "broken", '{"text": "two"}']
    numbered = read("a.jsonl", "\n".join(lines)).records["source_record_id"].to_list()
    streamed = []
    for order in (lines, lines[::-1]):
        files, _ = plan_inputs(["-"], spool=tmp_path / "spool", stdin=io.BytesIO("\n".join(order).encode()))
        chunks = list(read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=1 << 20))
        streamed.append(set(chunks[0].records["source_record_id"].to_list()))
    assert numbered == ["a.jsonl#1", "a.jsonl#3"]
    assert streamed[0] == streamed[1]
    assert all(name.startswith("stdin-") and len(name) == 18 for name in streamed[0])


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_rows_do_not_hang_on_the_size_of_chunks(read: Read, form: str) -> None:
    """Small chunks hold the same records as one large chunk, extra fields and all."""
    records = [
        {"text": f"{TEXT} {n}", ("a" if n % 2 else "b"): str(n), "body": "second" if n % 3 else ""} for n in range(200)
    ]
    frame = pl.DataFrame(records, schema={"text": pl.String, "a": pl.String, "b": pl.String, "body": pl.String})
    content = {
        "jsonl": "\n".join(map(json.dumps, records)).encode(),
        "csv": frame.write_csv().encode(),
        "parquet": _parquet(frame),
    }[form]
    whole, cut = read(f"a.{form}", content), read(f"a.{form}", content, chunk_bytes=2_000)
    assert whole.records.height == 200
    assert cut.records.equals(whole.records)


def test_chunks_stay_small(tmp_path: Path) -> None:
    """No chunk holds much more text than asked for, whatever the file's size, and counts name each file's rows."""
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT * 20 + str(n)}) + "\n" for n in range(2_000)))
    files, _ = plan_inputs([str(path)], spool=tmp_path)
    chunks = list(read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=100_000))
    assert max(chunk.records["body"].str.len_bytes().sum() for chunk in chunks) <= 200_000
    assert sum(sum(chunk.counts.values()) for chunk in chunks) == 2_000


def test_many_small_files_share_a_chunk(tmp_path: Path) -> None:
    """Read together, small files make one chunk with the same rows as read alone, and each is counted."""
    for n in range(30):
        (tmp_path / f"{n:02}.txt").write_text(f"{TEXT} {n}")
    files, _ = plan_inputs([str(tmp_path)], spool=tmp_path / "spool")
    together = list(read_files(files, IngestOptions(), now=NOW, chunk_bytes=1 << 20))
    alone = [chunk for file in files for chunk in read_file(file, IngestOptions(), now=NOW, chunk_bytes=1 << 20)]
    assert len(together) == 1
    assert together[0].records.equals(pl.concat([chunk.records for chunk in alone]))
    assert together[0].counts == {file.path: 1 for file in files}


@pytest.mark.parametrize(
    ("header", "row"), [("id;text", "1;a, b"), ("id\ttext", "1\ta, b"), ("id|text", "1|a, b"), ("text", '"a, b"')]
)
def test_the_delimiter_is_read_off_the_header(read: Read, header: str, row: str) -> None:
    """Commas, semicolons, tabs and bars part a CSV file, as its header shows."""
    assert read("a.csv", f"{header}\n{row}\n").records["body"].to_list() == ["a, b"]


def test_parquet_types_that_json_does_not_know_are_kept(read: Read) -> None:
    """Times, decimals, bytes and lists of a Parquet file end up readable in extra, and times as published."""
    frame = pl.DataFrame(
        {
            "text": ["a"],
            "date": [1714730000],
            "raw": [b"\xff\x00"],
            "day": [NOW.date()],
            "span": [NOW - NOW],
            "nan": [[float("nan")]],
        }
    )
    row = read("a.parquet", _parquet(frame)).records.row(0, named=True)
    assert row["published_raw"] == "1714730000"
    assert json.loads(row["extra"]) == {"raw": "\\xff\x00", "day": "2026-01-02", "span": "0:00:00", "nan": [None]}


def test_markup_in_a_record_becomes_text(read: Read) -> None:
    """An html column, or a text that is HTML, is read as a page and kept as fetched; a text that only speaks of tags stays."""
    lines = [
        '{"html": "<p>one<br>two</p>"}',
        '{"content": "<p>one</p><p>two</p>"}',
        '{"text": "plain <b> text"}',
        '{"text": "given", "html": "<p>page</p>"}',
    ]
    records = read("a.jsonl", "\n".join(lines)).records
    assert records["body"].to_list() == ["one\ntwo", "one\n\ntwo", "plain <b> text", "given"]
    assert records["payload"].to_list() == ["<p>one<br>two</p>", "<p>one</p><p>two</p>", None, "<p>page</p>"]
