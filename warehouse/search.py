"""Finding articles by words, blind to spelling.

Folding every text at each search costs 3.0 s on 21,395 articles (47 MB, two cores). A pattern that matches a word in
every spelling that folds to it finds the same articles in 0.2 s and says where the word stands, so the words are
folded, by the catalogue's own macro, and the texts are not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from warehouse.console import Ask, asking
from warehouse.folding import DROPPED, LETTERS
from warehouse.home import Home

SNIPPET = 220
"""Characters of a snippet, at most."""

MOST_WORDS = 20
LONGEST_WORD = 60

_DROPPED = "[" + "".join(sorted(DROPPED)) + "]*"

Span = tuple[int, int]


class SearchError(ValueError):
    """Nothing to look for; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that has all words. Spans say where words stand in `title` and in `snippet`, in characters from 0.

    `text_before` and `text_after` say if the text goes on before and after the snippet.
    """

    doc_id: str
    title: str | None
    title_spans: tuple[Span, ...]
    snippet: str
    snippet_spans: tuple[Span, ...]
    text_before: bool
    text_after: bool
    outlet: str | None
    language: str
    published_at: datetime | None
    n_copies: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many articles have all words, and the first of them: with a word in the title first, then the newest."""

    n_articles: int
    hits: tuple[Hit, ...]


def search(home: Home, words: str, *, limit: int, language: str | None = None, source: str | None = None) -> Found:
    """Articles with all `words`, in whatever spelling. Raises SearchError, NoWarehouseError, ConsoleError."""
    with asking(home) as ask:
        folded = _folded(ask, words)
        patterns = [_for_duckdb(word) for word in folded]
        where = [
            "(" + " OR ".join(f"regexp_matches({column}, ${i})" for column in ("title", "text")) + ")"
            for i in range(1, len(patterns) + 1)
        ]
        asked: list[str | int] = list(patterns)
        for value, condition in (
            (language, "language = ${0}"),
            (source, "lower(${0}) IN (lower(source), lower(outlet))"),
        ):
            if value is not None:
                asked.append(value)
                where.append(condition.format(len(asked)))
        # NULL titles: a condition that is null counts as false.
        in_title = " + ".join(f"coalesce(regexp_matches(title, ${i}), false)::INT" for i in range(1, len(patterns) + 1))
        rows = ask(
            "SELECT doc_id, title, text, outlet, language, published_at, n_copies, count(*) OVER () AS n_articles "
            "FROM articles "
            f"WHERE {' AND '.join(where)} ORDER BY {in_title} DESC, published_at DESC NULLS LAST, doc_id LIMIT "
            f"{limit:d}",
            asked,
        )
    compiled = [_for_python(word) for word in folded]
    hits = tuple(_hit(row, compiled) for row in rows)
    return Found(int(rows[0]["n_articles"]) if rows else 0, hits)


def _folded(ask: Ask, words: str) -> list[str]:
    folded = str(ask("SELECT fold(?) AS folded", [words])[0]["folded"]).split()
    if not folded:
        raise SearchError("there is no word in that; a word has letters or digits")
    if len(folded) > MOST_WORDS or max(map(len, folded)) > LONGEST_WORD:
        raise SearchError(f"at most {MOST_WORDS} words of at most {LONGEST_WORD} letters, please")
    return list(dict.fromkeys(folded))


def any_spelling(word: str) -> str:
    """A pattern of everything that folds to `word`, for RE2 and for Python.

    >>> bool(re.search(any_spelling("کتاب"), "كِتــاب"))
    True
    """
    return _DROPPED.join("[" + re.escape(letter + _variants().get(letter, "")) + "]" for letter in word)


def _for_duckdb(word: str) -> str:
    """Short words match whole words alone: two letters stand inside of every other word."""
    if len(word) > 2:
        return any_spelling(word)
    other = r"[^\p{L}\p{N}" + "".join(sorted(DROPPED)) + "]"
    return f"(?:^|{other}){_DROPPED}{any_spelling(word)}{_DROPPED}(?:$|{other})"


def _for_python(word: str) -> re.Pattern[str]:
    """The same for marking: Python has no \\p{L}, RE2 no look-around."""
    return re.compile(any_spelling(word) if len(word) > 2 else rf"(?<![^\W_]){any_spelling(word)}(?![^\W_])")


@cache
def _variants() -> dict[str, str]:
    found: dict[str, str] = {}
    for variant, letter in LETTERS.items():
        found[letter] = found.get(letter, "") + variant
    return found


def _hit(row: dict[str, object], patterns: Sequence[re.Pattern[str]]) -> Hit:
    title = row["title"]
    text = str(row["text"])
    start, end = _window(text, patterns)
    snippet = text[start:end]
    published = row["published_at"]
    return Hit(
        doc_id=str(row["doc_id"]),
        title=None if title is None else str(title),
        title_spans=_spans(str(title or ""), patterns),
        snippet=snippet,
        snippet_spans=_spans(snippet, patterns),
        text_before=bool(text[:start].strip()),
        text_after=bool(text[end:].strip()),
        outlet=None if row["outlet"] is None else str(row["outlet"]),
        language=str(row["language"]),
        published_at=published if isinstance(published, datetime) else None,
        n_copies=int(str(row["n_copies"])),
    )


def _spans(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[Span, ...]:
    """Where words stand, in order, overlapping ones joined."""
    spans: list[Span] = []
    for start, end in sorted(match.span() for pattern in patterns for match in pattern.finditer(text)):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _window(text: str, patterns: Sequence[re.Pattern[str]]) -> Span:
    """The stretch of `text` in which most different words stand, the first of equals, from word to word."""
    places = sorted(
        (match.start(), number) for number, pattern in enumerate(patterns) for match in _first_matches(pattern, text)
    )
    best, most = 0, 0
    for i, (start, _) in enumerate(places):
        distinct = len({number for at, number in places[i : i + 50] if at < start + SNIPPET - 60})
        if distinct > most:
            best, most = start, distinct
    start = 0 if best < 60 else text.find(" ", best - 40, best) + 1 or best
    end = min(len(text), start + SNIPPET)
    end = end if end == len(text) else max(text.rfind(" ", start, end), start + SNIPPET // 2)
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _first_matches(pattern: re.Pattern[str], text: str, most: int = 200) -> list[re.Match[str]]:
    return [match for match, _ in zip(pattern.finditer(text), range(most), strict=False)]
