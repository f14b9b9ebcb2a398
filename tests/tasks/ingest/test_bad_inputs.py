"""Input that is broken, hostile or too large: it is set aside with a reason, and what is sound around it is read."""

import gzip
import io
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
import zstandard

from tasks.ingest import opening
from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import READERS, Chunk, read_file

Read = Callable[..., Chunk]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

TEXT = "قال المتحدث إن البلدية ستفتح الحديقة الجديدة يوم الأحد."
GOOD = json.dumps({"text": TEXT})


def _parquet(frame: pl.DataFrame, **options: int) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _noise(size: int) -> bytes:
    """Bytes without a pattern, the same in every run."""
    return random.Random(size).randbytes(size)


WHOLE_FILES = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n", "empty"),
    ("a.txt", _noise(2_000), "binary"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + _noise(90), "binary"),
    ("a.txt", "Мэр сказал, что новый сад откроется".encode("cp1251"), "undecodable"),
    ("a.txt.gz", gzip.compress(TEXT.encode())[:-12], "unreadable_file"),
    ("a.txt.zst", zstandard.ZstdCompressor().compress(_noise(9_000))[:4_000], "unreadable_file"),
    ("a.txt.gz", b"\x1f\x8bgarbage that is no gzip", "unreadable_file"),
    ("a.jsonl", b"", "empty"),
    ("a.jsonl", b"\n \n", "empty"),
    ("a.jsonl", b"\x89PNG\r\n\x1a\n" + _noise(90), "binary"),
    ("a.json", b"[]", "empty"),
    ("a.csv", b"", "empty"),
    ("a.csv", b"id,text\n", "empty"),
    ("a.csv", b"id,amount\n1,2\n", "no_text_column"),
    ("a.parquet", b"", "unreadable_file"),
    ("a.parquet", b"PAR1 and nothing more", "unreadable_file"),
    ("a.parquet", _parquet(pl.DataFrame({"text": [TEXT]}))[:-20], "unreadable_file"),
    ("a.parquet", _parquet(pl.DataFrame({"id": [1], "amount": ["2"]})), "no_text_column"),
    ("a.parquet", _parquet(pl.DataFrame({"text": [1]})), "no_text_column"),
    ("a.parquet", _parquet(pl.DataFrame({"text": []}, schema={"text": pl.String})), "empty"),
    ("a.html", b"", "empty"),
    ("a.html", b"<html><script>var a = 1</script><img src=x></html>", "empty"),
]


@pytest.mark.parametrize(
    ("name", "content", "reason"), WHOLE_FILES, ids=[f"{n} {case[0]} {case[2]}" for n, case in enumerate(WHOLE_FILES)]
)
def test_a_file_that_cannot_be_read_is_one_reject(read: Read, name: str, content: bytes, reason: str) -> None:
    """The reject names the file, the reason and what to do, and there is never nothing."""
    chunk = read(name, content)
    assert chunk.records.height == 0
    assert chunk.rejects["reason"].to_list() == [reason]
    assert chunk.rejects["detail"][0].startswith(f"{name}: ")


LINES = [
    ('{"text": "cut', "unreadable_record", "line 2 is no JSON"),
    ("[1, 2]", "unreadable_record", "no JSON object"),
    ("5", "unreadable_record", "no JSON object"),
    ('{"text": 5}', "not_text", "a number"),
    ('{"text": ["a"]}', "not_text", "a list"),
    ('{"text": {"a": 1}}', "not_text", "an object"),
    ('{"text": null}', "empty", "empty"),
    ('{"text": "  "}', "empty", "empty"),
    ('{"amount": 1}', "no_text_column", "amount"),
    ("{}", "no_text_column", "none"),
    ('{"a":' * 100_000, "unreadable_record", "too deeply"),
    ("[" * 100_000, "unreadable_record", "too deeply"),
    ('{"html": "<script>1</script>"}', "empty", "HTML"),
    ('{"text": "' + "x" * 5_000 + '"}', "too_large", "max_record_mb"),
]


@pytest.mark.parametrize(("line", "reason", "words"), LINES, ids=lambda value: str(value)[:20])
def test_a_bad_line_costs_that_line_alone(read: Read, line: str, reason: str, words: str) -> None:
    """The records before and after are read; the reject has the record's number, the line as it was and what was wrong."""
    chunk = read(
        "a.jsonl",
        f"{GOOD}\n{line}\n{GOOD}\n",
        IngestOptions(max_record_bytes=max(4_000, 2 * len(line) * (reason != "too_large"))),
    )
    reject = chunk.rejects.row(0, named=True)
    assert chunk.records["source_record_id"].to_list() == ["a.jsonl#1", "a.jsonl#3"]
    assert (chunk.rejects.height, reject["reason"], reject["record_no"]) == (1, reason, 2)
    assert reject["raw"] == line[: 1 << 16][: len(reject["raw"])]
    assert words in reject["detail"]


def test_lone_surrogates_and_bare_numbers_do_not_stop_a_file(read: Read) -> None:
    """What JSON can write and text cannot hold is replaced, and the encoding says so; names of fields too."""
    chunk = read(
        "a.jsonl",
        '{"text": "\\ud800 x", "n": NaN}\n{"text": "a", "text\\ud800": "b", "text\\ufffd": "c", "big": 1e999}\n' + GOOD,
    )
    assert chunk.records["body"].to_list() == ["\ufffd x", "a", TEXT]
    assert chunk.records["encoding"].to_list() == ["utf-8 (lone surrogates replaced)", "utf-8", "utf-8"]
    assert json.loads(chunk.records["extra"][1])["big"] is None


def test_broken_bytes_in_one_line_are_counted_there(read: Read) -> None:
    """A line with broken UTF-8 is kept with U+FFFD; its neighbours are untouched."""
    records = read("a.jsonl", GOOD.encode() + b'\n{"text": "ab\xff\xfecd"}\n' + GOOD.encode()).records
    assert records["encoding"].to_list() == ["utf-8", "utf-8 (2 bytes replaced)", "utf-8"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1256", "utf-8-sig"])
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_containers_may_be_in_any_of_the_encodings(read: Read, form: str, encoding: str) -> None:
    """JSON Lines and CSV in UTF-16 and Windows-1256 read as in UTF-8."""
    content = {
        "jsonl": (json.dumps({"text": TEXT}, ensure_ascii=False) + "\n") * 3,
        "csv": "id,text\n" + f"1,{TEXT}\n" * 3,
    }[form]
    assert read(f"a.{form}", content.encode(encoding)).records["body"].to_list() == [TEXT] * 3


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_a_truncated_archive_gives_the_records_before_the_break(read: Read, packed: str) -> None:
    """Whole lines before the break are records; the cut line and the file itself are rejects."""
    lines = "".join(json.dumps({"id": n, "text": TEXT + _noise(40).hex()}) + "\n" for n in range(3_000)).encode()
    data = gzip.compress(lines) if packed == "gz" else zstandard.ZstdCompressor().compress(lines)
    chunk = read(f"a.jsonl.{packed}", data[: len(data) // 2])
    assert chunk.records.height > 500
    assert chunk.records["source_record_id"].to_list() == [str(n) for n in range(chunk.records.height)]
    assert chunk.rejects["reason"].to_list()[-1] == "unreadable_file"
    assert "ends too soon" in chunk.rejects["detail"].to_list()[-1]


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_a_decompression_bomb_is_cut_and_named(read: Read, packed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to far more than its size is read up to the limit and no further."""
    monkeypatch.setattr(opening, "BOMB_FLOOR", 1 << 20)
    lines = (GOOD + "\n").encode() * 60_000
    data = gzip.compress(lines) if packed == "gz" else zstandard.ZstdCompressor().compress(lines)
    chunk = read(f"a.jsonl.{packed}", data, IngestOptions(max_expansion=20))
    assert 0 < chunk.records.height < 60_000
    assert chunk.rejects["reason"].to_list()[-1] == "too_large"


def test_a_line_of_fifty_megabytes_is_read_or_refused(read: Read) -> None:
    """Under the limit it is a record, over the limit a reject with its beginning; the next line is found either way."""
    content = '{"text": "' + "x" * (50 << 20) + '"}\n' + GOOD
    assert read("a.jsonl", content, IngestOptions(max_record_bytes=64 << 20)).records[
        "body"
    ].str.len_bytes().to_list() == [50 << 20, len(TEXT.encode())]
    refused = read("a.jsonl", content, IngestOptions(max_record_bytes=10 << 20))
    assert refused.records["body"].to_list() == [TEXT]
    assert (refused.rejects["reason"].to_list(), len(refused.rejects["raw"][0])) == (["too_large"], 1 << 16)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_document_over_the_limit_is_refused(read: Read, name: str) -> None:
    """A file that is one record obeys the limit of a record."""
    assert read(name, "<p>" + "x" * 5_000, IngestOptions(max_record_bytes=4_000)).rejects["reason"].to_list() == [
        "too_large"
    ]


def test_a_broken_array_gives_what_came_before(read: Read) -> None:
    """In a JSON array nothing is found again after broken JSON: the records before it are kept, and one reject says so."""
    chunk = read("a.json", f'[{GOOD},\n 5, {GOOD},\n {{"text": ')
    assert chunk.records["source_record_id"].to_list() == ["a.json#1", "a.json#3"]
    assert chunk.rejects["record_no"].to_list() == [2, 4]


def test_bad_rows_of_csv_cost_themselves_alone(read: Read) -> None:
    """Rows of another length and a quotation mark that never closes are rejects that name their line; all others are read."""
    chunk = read("a.csv", 'id,text\n1,"a ""b"""\n2,x,y\n3,"open\n4,d\n5,"two\nlines"\n6,"tail\n')
    assert chunk.records["source_record_id"].to_list() == ["1", "4", "5"]
    assert chunk.records["body"].to_list() == ['a "b"', "d", "two\nlines"]
    assert [
        (n, detail.split(" is ")[0].split(" has ")[0].split(": ")[1])
        for n, detail in chunk.rejects.select("record_no", "detail").iter_rows()
    ] == [(2, "line 3"), (3, "line 4"), (6, "line 8")]


def test_a_damaged_row_group_costs_that_group_alone(read: Read) -> None:
    """The row groups before and after the damage are read, with their own numbers."""
    data = bytearray(_parquet(pl.DataFrame({"text": [f"{TEXT} {n}" for n in range(20_000)]}), row_group_size=2_000))
    middle = len(data) // 2
    data[middle : middle + 500] = bytes(range(250)) * 2
    chunk = read("a.parquet", bytes(data), chunk_bytes=100_000)
    lost = 20_000 - chunk.records.height
    numbers = {int(name.partition("#")[2]) for name in chunk.records["source_record_id"]}
    assert 0 < lost <= 4_000
    assert set(chunk.rejects["reason"]) == {"unreadable_file"}
    assert {1, 20_000} <= numbers


def test_a_file_that_vanished_is_a_reject(tmp_path: Path) -> None:
    """What happens between planning and reading does not stop the batch."""
    (tmp_path / "a.txt").write_text(TEXT)
    files, _ = plan_inputs([str(tmp_path / "a.txt")], spool=tmp_path)
    files[0].path.unlink()
    chunks = list(read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=1 << 20))
    assert [chunk.rejects["reason"].to_list() for chunk in chunks] == [["unreadable_file"]]


def test_a_fault_of_ours_is_a_reject_that_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in a reader never leaves read_file, and asks to be reported."""

    def broken(*_: object) -> object:
        raise KeyError("surprise")

    monkeypatch.setitem(READERS, "text", broken)
    assert "please report it" in read("a.txt", TEXT).rejects["detail"][0]


def test_the_same_record_has_the_same_id_in_every_run(read: Read) -> None:
    """A quarantine id hangs on source, file and content, not on the place; equal records of one file are still told apart."""
    once = read("a.jsonl", "broken\nbroken\nother").rejects["quarantine_id"].to_list()
    moved = read("a.jsonl", f"{GOOD}\nother\n\nbroken\nbroken", chunk_bytes=10).rejects["quarantine_id"].to_list()
    assert sorted(once) == sorted(moved)
    assert len(set(once)) == 3


def test_a_reject_keeps_what_names_its_record(read: Read) -> None:
    """Address, title, id and doc_id of a record without text are in its row, so that it can be found and replayed."""
    reject = read("a.jsonl", '{"id": 9, "title": "t", "url": "https://www.example.com/9", "text": ""}').rejects.row(
        0, named=True
    )
    assert (reject["source"], reject["source_record_id"], reject["url"], reject["title"]) == (
        "example.com",
        "9",
        "https://www.example.com/9",
        "t",
    )
    assert len(reject["doc_id"]) == 16
