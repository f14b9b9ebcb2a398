"""Reading the case files of rules and flags: tests/cases/<name>.json. Judges nothing.

A file holds `about`, `positive` and `negative` cases, and perhaps `known_failures`. A case says `why`, and has either
`text`, one paragraph, with what it `becomes` where the rule changes it; or `lines`, a document line by line, each with
what happens to it: two spaces, it stays in the body; `- `, the rule takes it out; `~ `, another rule does; `= `, it is
found to be the title. `@ar` stands for the paragraphs of articles.json in Arabic, `@ar:2` for the first two, `@ar:-2`
for the last two; `-@ar` for them as they go. Further keys: `title` and `author` as given, `language` to be detected, `marked`
(stretches that the markup named: line number from 0, kind, perhaps start and end), `learned` (lines that recur over the
outlet, each with its edge, head or tail), `respelled` (true: edits change the lines).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from tasks.clean.recurring import LEARNED

CASES = Path(__file__).parents[2] / "cases"
SORTS = ("positive", "negative", "known_failures")
_ARTICLES = Path(__file__).with_name("articles.json")
_OUTCOMES = {"  ": "body", "- ": "rule", "~ ": "other rule", "= ": "title"}

Outcome = tuple[str, str]
"""What happens to a line, and the line."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the rule or flag `name`: a document, and what is to become of it."""

    name: str
    sort: str
    why: str
    body: str
    outcomes: tuple[Outcome, ...]
    becomes: str | None
    title: str | None
    language: str | None
    author: str | None
    marks: tuple[Mapping[str, object], ...]
    learned: tuple[tuple[str, str], ...] = ()

    @property
    def acts(self) -> bool:
        """True where the case wants the rule to do something."""
        return any(outcome == "rule" for outcome, _ in self.outcomes) or (
            not self.outcomes and self.becomes != self.body
        )

    def __str__(self) -> str:
        """What a failing test is called."""
        return f"{self.name}: {self.why}"


@cache
def articles() -> dict[str, list[str]]:
    """Paragraphs of invented prose that no rule may touch, by language."""
    found: dict[str, list[str]] = json.loads(_ARTICLES.read_text(encoding="utf-8"))
    return found


def case_files() -> dict[str, dict[str, Any]]:
    """The case files of rules and flags, by name; files of other shapes belong to other tests."""
    contents = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json"))}
    return {name: content for name, content in contents.items() if isinstance(content, dict) and "positive" in content}


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every file."""
    return tuple(
        _case(name, sort, case)
        for name, content in case_files().items()
        for sort in SORTS
        for case in content.get(sort, [])
    )


def _case(name: str, sort: str, case: dict[str, Any]) -> Case:
    """Raises KeyError or ValueError where `case` is not written as the module says."""
    rest = {"title": case.get("title"), "language": case.get("language"), "author": case.get("author")}
    if "text" in case:
        return Case(name, sort, case["why"], case["text"], (), case.get("becomes", case["text"]), marks=(), **rest)
    outcomes: list[Outcome] = []
    lines: list[str] = []
    begins: list[int] = []
    for line in case["lines"]:
        begins.append(sum(len(before) + 1 for before in lines))
        expanded = _expanded(line)
        outcomes += [outcome for outcome in expanded if outcome[1]]
        lines += [text for _, text in expanded]
    becomes = None if case.get("respelled") else "\n".join(text for outcome, text in outcomes if outcome == "body")
    marks = tuple(_mark(mark, begins, case["lines"]) for mark in case.get("marked", ()))
    learned = tuple((line, edge) for line, edge in case.get("learned", {}).items())
    body = "\n".join(lines)
    return Case(name, sort, case["why"], body, tuple(outcomes), becomes, marks=marks, learned=learned, **rest)


def learned_lines(cases: Sequence[Case]) -> pl.DataFrame:
    """What the cases say was learned, each of its own outlet, which is named by its number."""
    rows = [(str(n), line, edge, "trailer", 30) for n, case in enumerate(cases) for line, edge in case.learned]
    return pl.DataFrame(rows, schema=LEARNED, orient="row")


def _expanded(line: str) -> list[Outcome]:
    if not line:
        return [("body", "")]
    if line.lstrip("-").startswith("@"):
        language, _, count = line.lstrip("-@").partition(":")
        n = int(count or 99)
        paragraphs = articles()[language][:n] if n > 0 else articles()[language][n:]
        return [("rule" if line.startswith("-") else "body", paragraph) for paragraph in paragraphs]
    return [(_OUTCOMES[line[:2]], line[2:])]


def _mark(mark: Mapping[str, Any], begins: list[int], lines: list[str]) -> dict[str, object]:
    begin = begins[mark["line"]]
    end = mark.get("end", len(lines[mark["line"]]) - 2)
    return {"start": begin + mark.get("start", 0), "end": begin + end, "kind": mark["kind"]}
