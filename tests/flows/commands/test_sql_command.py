"""`khabar sql`: formats, the listing, and what a table does with hostile text."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import small_home

from flows.commands.sql import TABLE_ROWS
from warehouse.home import Home

Khabar = Callable[..., tuple[int, str, str]]


def test_json_is_a_list_of_objects(khabar: Khabar) -> None:
    """JSON keeps letters, lists, whole numbers and nulls, and writes times in ISO form."""
    _, said, _ = khabar(
        "sql",
        "select title, published_at, flags, sum(n_words) as n, 'nan'::double as x, interval 1 hour as i from documents where doc_id = 'aa11bridge' group by all",
        "--format",
        "json",
    )
    row = {
        "title": "افتتاح جسر الوادي بعد عامين من العمل",
        "published_at": "2031-03-04T06:30:00+00:00",
        "flags": ["mixed_script"],
        "n": 17,
        "x": None,
        "i": "01:00:00",
    }
    assert json.loads(said) == [row]


def test_json_of_no_rows_is_an_empty_list(khabar: Khabar) -> None:
    """A program that reads the answer gets a list, however short."""
    _, said, _ = khabar("sql", "select 1 where false", "--format", "json")
    assert json.loads(said) == []


def test_csv_can_be_read_back(khabar: Khabar) -> None:
    """CSV has a header, quotes what needs quotes, and holds lists as JSON."""
    _, said, _ = khabar("sql", "select doc_id, title, flags from documents order by doc_id", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said, newline="")))
    assert (rows[0]["flags"], rows[3]["title"], len(rows)) == ('["mixed_script"]', small_home.NASTY_TITLE, 5)


def test_parquet_can_be_read_back(khabar: Khabar, tmp_path: Path) -> None:
    """Parquet goes to a file with its types."""
    code, _, _ = khabar(
        "sql", "select doc_id, published_at from documents", "--format", "parquet", "--output", "answer.parquet"
    )
    answer = pl.read_parquet(tmp_path / "answer.parquet")
    assert (code, answer.height, answer.schema["published_at"]) == (0, 5, pl.Datetime("us", "UTC"))


def test_the_warehouse_is_no_place_for_an_answer(khabar: Khabar, home: Home) -> None:
    """--output never replaces the catalogue or a file of the lake."""
    codes = [
        khabar("sql", "select 1", "--format", "csv", "--output", str(path))[0]
        for path in (home.catalogue, home.manifest, home.lake / "x.csv")
    ]
    assert (codes, khabar("sql", "from documents")[0]) == ([2, 2, 2], 0)


def test_without_a_question_it_lists_what_there_is(khabar: Khabar) -> None:
    """Tables and views come with their rows and descriptions, what everybody asks first."""
    code, said, _ = khabar("sql")
    lines = [line.split() for line in said.splitlines()]
    assert (code, lines[2][:2], ["raw_documents", "5"] in [line[:2] for line in lines], "Start here." in said) == (
        0,
        ["articles", "4"],
        True,
        True,
    )


def test_the_listing_survives_a_lost_lake(khabar: Khabar, home: Home) -> None:
    """A view whose files are gone is listed without a number."""
    home.lake.rename(home.root / "elsewhere")
    code, said, _ = khabar("sql")
    assert (code, "raw_documents" in said, "articles" in said) == (0, True, True)


def test_a_table_shows_hostile_text_as_text(khabar: Khabar) -> None:
    """No escape sequence, no override and no markup of a title acts on the terminal."""
    _, said, _ = khabar("sql", "select title, text[60:] as text from documents where doc_id = 'cc33hostile'")
    active = [char for char in said if char in "\x1b\x07\x9b\u202e\u2069"]
    assert (active, "<script>" in said, "[bold]no[/bold]" in said) == ([], True, True)


def test_many_columns_are_shown_one_a_line(khabar: Khabar) -> None:
    """A row too wide for the terminal is shown field by field, none left out."""
    _, said, _ = khabar("sql", "from documents limit 1")
    assert [name in said for name in ("row 1", "content_hash", "canonical_id", "published_precision")] == [True] * 4


def test_a_long_answer_says_that_it_is_cut(khabar: Khabar) -> None:
    """A table ends after a hundred rows and says how many there are."""
    _, said, _ = khabar("sql", "select * from range(250)")
    assert f"{TABLE_ROWS} of 250 rows" in said
