"""Marks of HTML and markdown planted at random places of generated prose: they go, and all the prose stays."""

import random
import textwrap
from collections.abc import Callable

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_documents import clean_bodies
from rule_cases import articles

from tasks.clean.remove_markdown import without_marks
from tasks.clean.remove_markup import without_markup

SEVERAL = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

Plant = Callable[[str, str, str], str]

AROUND: list[Plant] = [
    lambda before, words, after: f"{before}**{words}**{after}",
    lambda before, words, after: f"{before}***{words}***{after}",
    lambda before, words, after: f"{before}[{words}](https://a.example/x_(1)?y=2){after}",
    lambda before, words, after: f"{before}**[{words}](/news/12)**{after}",
    lambda before, words, after: f"{before}<b>{words}</b>{after}",
    lambda before, words, after: f'{before}<a href="https://a.example/" target="_blank">{words}</a>{after}',
    lambda before, words, after: f"{before}<span style=”color: red”>{words}</span>{after}",
    lambda before, words, after: f"{before}{words.replace(' ', '&nbsp;', 1)}{after}",
    lambda before, words, after: f"{before}{words.replace(' ', '&amp;nbsp;', 1)}{after}",
    lambda before, words, after: f"{before}<!-- ad -->{words}{after}",
    lambda before, words, after: f"{before}[b]{words}[/b]{after}",
]
WHOLE: list[Callable[[str], str]] = [
    lambda text: f"> {text}",
    lambda text: f"## {text}",
    lambda text: f"* {text}",
    lambda text: f"<p>{text}</p>",
    lambda text: f"{text}</div>",
    lambda text: f"{{{{slot}}}} {text}",
]


def _wrapped(line: str) -> str:
    return "\n".join(textwrap.wrap(line, 70, break_long_words=False, break_on_hyphens=False))


def _planted(chance: random.Random) -> tuple[list[str], str]:
    """Paragraphs of one language, and a body of them with marks around words, and around paragraphs or with hard wraps."""
    own = articles()[chance.choice(["ar", "fa", "en"])]
    wrapped = chance.random() < 0.4
    lines = []
    for paragraph in own:
        words = paragraph.split(" ")
        start = chance.randint(1, len(words) - 4)
        end = chance.randint(start + 1, min(start + 4, len(words) - 1))
        before, inside, after = (" ".join(part) for part in (words[:start], words[start:end], words[end:]))
        line = chance.choice(AROUND)(f"{before} ", inside, f" {after}")
        lines.append(_wrapped(line) if wrapped else chance.choice([str, *WHOLE])(line))
    return own, "\n\n".join(lines)


def test_planted_marks_go_and_prose_stays() -> None:
    """The text is the prose, to the letter."""
    documents = [_planted(random.Random(seed)) for seed in range(300)]
    cleaned = clean_bodies([body for _, body in documents])
    texts = dict(cleaned.documents.select(pl.col("source_record_id").cast(pl.Int64), "text").iter_rows())
    wrong = [(number, texts[number]) for number, (own, _) in enumerate(documents) if texts[number].split("\n") != own]
    assert wrong == []


@SEVERAL
@given(st.text(st.sampled_from("*_[]()#>|`~<&;\\!/ab1 \u0628\u067e.:="), max_size=40))
def test_what_is_rewritten_once_has_nothing_left(text: str) -> None:
    """However odd the marks stand, a second look finds no more than the first, and letters stay in their order."""
    for rewrite in (without_markup, without_marks):
        once, n_places = rewrite(text)
        assert (n_places > 0) or once == text
        assert rewrite(rewrite(once)[0])[0] == rewrite(once)[0]
