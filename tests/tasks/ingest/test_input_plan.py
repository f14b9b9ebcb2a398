"""Which files an argument means, under which name and source, and what is refused."""

import gzip
import io
from pathlib import Path

import pytest

from tasks.ingest.inputs import InputFile, Problem, plan_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder `news` of a few files, and one outside of it."""
    news = tmp_path / "news"
    (news / "may" / ".cache").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("private")
    (news / "b.txt").write_text("text")
    (news / "may" / "a.jsonl.gz").write_bytes(gzip.compress(b"{}"))
    (news / "may" / ".cache" / "c.txt").write_text("hidden")
    (news / ".hidden.txt").write_text("hidden")
    return news


def _plan(*arguments: object, spool: Path = Path("/nonexistent")) -> tuple[list[InputFile], list[Problem]]:
    return plan_inputs([str(argument) for argument in arguments], spool=spool)


def test_a_folder_gives_its_files_under_names_below_it(folder: Path) -> None:
    """Names are relative with slashes, hidden files are passed over, and a container's source holds its path."""
    files, problems = _plan(folder)
    assert [(f.name, f.source, f.format) for f in files] == [
        ("b.txt", "news", "text"),
        ("may/a.jsonl.gz", "news/may/a", "jsonl"),
    ]
    assert not problems


def test_the_same_folder_elsewhere_gives_the_same_names(folder: Path, tmp_path: Path) -> None:
    """No part of a plan but the path itself shows where on this machine a file lies."""
    here = _plan(folder)[0]
    (tmp_path / "elsewhere").mkdir()
    there = _plan(folder.rename(tmp_path / "elsewhere" / "news"))[0]
    assert [(f.name, f.source, f.sha256) for f in here] == [(f.name, f.source, f.sha256) for f in there]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.gz", ["may/a.jsonl.gz"]),
        ("*", ["b.txt", "may/a.jsonl.gz"]),
        ("**", ["b.txt", "may/a.jsonl.gz"]),
    ],
)
def test_a_pattern_gives_what_it_matches(folder: Path, pattern: str, names: list[str]) -> None:
    """Patterns, ** too, name files below the folder before their first wildcard."""
    assert [f.name for f in _plan(folder / pattern)[0]] == names


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    """A folder, a file in it, a pattern and a detour to the same file make one input."""
    (folder / "link.txt").symlink_to("b.txt")
    files, _ = _plan(folder / "b.txt", folder, folder / "*.txt", folder / "may" / ".." / "b.txt")
    assert [f.name for f in files] == ["b.txt", "may/a.jsonl.gz"]


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    """A link to a file or folder outside is not followed, and it is said; one that leads nowhere is missing."""
    (folder / "leak.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "gone.txt").symlink_to("nowhere.txt")
    for argument in (folder, folder / "*"):
        files, problems = _plan(argument)
        assert [f.name for f in files] == ["b.txt", "may/a.jsonl.gz"]
        assert {(p.name, p.reason) for p in problems} == {
            ("leak.txt", "unsupported"),
            ("up", "unsupported"),
            ("gone.txt", "missing"),
        }


@pytest.mark.parametrize("name", ["README", "README.md", "run.log", "photo.jpg", "data.parquet.gz", "old.doc"])
def test_other_files_in_a_folder_are_named_as_passed_over(folder: Path, name: str) -> None:
    """A file that khabar does not read is never skipped in silence."""
    (folder / name).write_text("x")
    assert [(p.name, p.reason) for p in _plan(folder)[1]] == [(name, "unsupported")]


@pytest.mark.parametrize("argument", ["nope", "nope/*.txt", "*.nothing", "a\0b"])
def test_what_is_not_there_is_a_problem_and_no_error(folder: Path, argument: str) -> None:
    """A missing path or a pattern without a match is a row with its reason, and the other inputs go on."""
    files, problems = _plan(folder / argument, folder / "b.txt")
    assert [p.reason for p in problems] == ["missing"]
    assert len(files) == 1


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A folder without files gives a problem, not nothing."""
    (tmp_path / "empty").mkdir()
    assert [p.reason for p in _plan(tmp_path / "empty")[1]] == ["missing"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"text": "a"}\n', "jsonl"),
        (b'[{"text": "a"}]', "jsonl"),
        (b"[Wire] An item.", "text"),
        (b"<!doctype html><p>a", "html"),
        (b"plain", "text"),
        (b"", "text"),
        (gzip.compress(b'{"text": "a"}', mtime=0), "jsonl"),
    ],
)
def test_standard_input_is_kept_and_its_format_found(tmp_path: Path, content: bytes, kind: str) -> None:
    """Standard input lies in the spool under its content's hash, so that the same content is the same file again."""
    first, _ = plan_inputs(["-", "-"], spool=tmp_path / "spool", stdin=io.BytesIO(content))
    again, _ = plan_inputs(["-"], spool=tmp_path / "spool", stdin=io.BytesIO(content))
    assert [(f.name, f.source, f.format) for f in first] == [("stdin", "stdin", kind)]
    assert first == again
    assert first[0].path.read_bytes() == content


def test_a_named_file_without_suffix_is_looked_into(folder: Path) -> None:
    """What a person names by hand is read by its content where its name says nothing."""
    (folder / "dump").write_text('{"text": "a"}')
    assert [f.format for f in _plan(folder / "dump")[0]] == ["jsonl"]


def test_two_folders_of_one_name_are_two_sources(tmp_path: Path) -> None:
    """Files named alike in two folders named alike keep apart: their source has the folder above in it."""
    for outlet in ("bay", "hill"):
        (tmp_path / outlet / "news").mkdir(parents=True)
        (tmp_path / outlet / "news" / "a.txt").write_text(f"The bridge of {outlet} was painted.", encoding="utf-8")
    files, _ = plan_inputs([str(tmp_path / "bay" / "news"), str(tmp_path / "hill" / "news")], spool=tmp_path / "s")
    assert sorted((file.source, file.name) for file in files) == [("bay/news", "a.txt"), ("hill/news", "a.txt")]
