"""Noise planted at random places of generated prose: it goes, and all the prose stays."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_documents import clean_bodies
from rule_cases import articles

NOISE: dict[str, list[str]] = json.loads(Path(__file__).with_name("planted_noise.json").read_text(encoding="utf-8"))[
    "lines"
]

SEVERAL = settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Planted:
    """Prose, and the lines it became."""

    prose: list[str]
    lines: list[str]


@st.composite
def prose(draw: st.DrawFn, at_least: int = 3) -> list[str]:
    """Paragraphs of one sentence each: a first word and others from one language's articles, by a seed that tells them apart."""
    own = articles()[draw(st.sampled_from(["ar", "fa", "en"]))]
    first = [paragraph.split()[0] for paragraph in own]
    others = sorted({word.strip(".\u060c,") for paragraph in own for word in paragraph.split()[1:]})
    chance = random.Random(draw(st.integers(0, 10**9)))
    return [
        " ".join([chance.choice(first), *chance.sample(others, chance.randint(14, 26))]) + "."
        for _ in range(draw(st.integers(at_least, 9)))
    ]


@st.composite
def with_lines(draw: st.DrawFn) -> Planted:
    """Furniture and captions: each sort where it may stand."""
    paragraphs = draw(prose())
    tail = draw(st.lists(st.sampled_from(NOISE["tail"]), max_size=3, unique=True))
    head = draw(st.lists(st.sampled_from(NOISE["head"]), max_size=2, unique=True))
    lines = [*head, *paragraphs, *tail]
    for line in draw(st.lists(st.sampled_from(NOISE["caption"] + NOISE["anywhere"]), max_size=3, unique=True)):
        lines.insert(draw(st.integers(len(head) + 1, len(head) + len(paragraphs))), line)
    return Planted(paragraphs, lines)


@st.composite
def with_repeats(draw: st.DrawFn) -> Planted:
    """The body pasted again, or a paragraph of it, perhaps in other letters and with other stops."""
    paragraphs = draw(prose(at_least=4))
    respelled = [draw(st.sampled_from([str, _respelled]))(paragraph) for paragraph in paragraphs]
    again = draw(st.sampled_from(["body", "part", "paragraph", "lead"]))
    if again == "lead":
        return Planted(paragraphs, [paragraphs[0], respelled[0], *paragraphs[1:]])
    if again == "paragraph":
        at = draw(st.integers(0, len(paragraphs) - 1))
        return Planted(paragraphs, [*paragraphs[: at + 1], respelled[at], *paragraphs[at + 1 :]])
    return Planted(
        paragraphs, [*paragraphs, *(respelled if again == "body" else respelled[: (len(respelled) + 1) // 2])]
    )


@st.composite
def with_changed_repeats(draw: st.DrawFn) -> Planted:
    """Copies that are none to the letter: in other paragraph cuts, cut off, with words left out, or one within the other."""
    paragraphs = draw(prose(at_least=4))
    whole = " ".join(paragraphs)
    again = draw(st.sampled_from(["one line", "in a line", "cut off", "lead", "unclosed", "sentence"]))
    if again == "one line":
        return Planted(paragraphs, [*paragraphs, _respelled(whole)])
    if again == "in a line":
        at = draw(st.integers(30, 40))
        return Planted([whole], [f"{whole} {_without(whole, slice(at, at + 1))}"])
    if again == "cut off":
        return Planted(paragraphs, [*paragraphs, *paragraphs[:-1], _without(paragraphs[-1], slice(9, None))])
    if again == "lead":
        at = draw(st.integers(-6, -3))  # where fewer than five words lie before, the copy may go unseen
        return Planted(paragraphs, [_without(paragraphs[0], slice(at, at + 1)), *paragraphs])
    if again == "unclosed":
        return Planted([whole], [" ".join(paragraphs[at:]) for at in range(len(paragraphs))])
    return Planted([whole], [" ".join([*paragraphs, paragraphs[2]])])


def _without(text: str, gone: slice) -> str:
    words = text.split()
    del words[gone]
    return " ".join(words)


def _respelled(text: str) -> str:
    return text.translate(
        {0x06CC: "\u064a", 0x06A9: "\u0643", 0x200C: "", 0x0623: "\u0627", 0x0629: "\u0647", ord("."): " ."}
    )


@SEVERAL
@given(st.lists(st.one_of(with_lines(), with_repeats(), with_changed_repeats()), min_size=4, max_size=8))
def test_planted_noise_goes_and_prose_stays(planted: list[Planted]) -> None:
    """The text is the prose, paragraph by paragraph: nothing of the noise is left and nothing else is gone."""
    cleaned = clean_bodies(["\n".join(document.lines) for document in planted])
    texts = dict(cleaned.documents.select(pl.col("source_record_id").cast(pl.Int64), "text").iter_rows())
    found = [texts.get(number) for number in range(len(planted))]
    assert found == ["\n".join(document.prose) for document in planted]


@SEVERAL
@given(st.lists(prose(at_least=1), min_size=4, max_size=8))
def test_prose_alone_stays(documents: list[list[str]]) -> None:
    """Where nothing was planted nothing is removed, set aside, changed or flagged."""
    cleaned = clean_bodies(["\n\n".join(paragraphs) for paragraphs in documents])
    assert cleaned.documents["text"].to_list() == ["\n".join(paragraphs) for paragraphs in documents]
    assert cleaned.findings.filter(pl.col("rule") != "zwnj_missing").is_empty()


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_noise_of_all_sorts_at_once(language: str) -> None:
    """A page with everything on it is its article in the end, with captions and credits kept beside the text."""
    own = articles()[language]
    middle = [*own[:2], *NOISE["caption"], *own[2:4], *NOISE["anywhere"], own[4]]
    cleaned = clean_bodies(["\n".join([*NOISE["head"][:2], *middle, *NOISE["tail"][:4]])])
    assert cleaned.documents["text"].to_list() == ["\n".join(own)]
    aside = cleaned.passages.filter(pl.col("placement").is_in(["caption", "credit"]))["raw_text"]
    assert aside.to_list() == NOISE["caption"]


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_a_repeat_names_the_passage_that_stays(language: str) -> None:
    """The ledger tells of each removed passage which one it repeats, and how alike they are."""
    own = articles()[language]
    changed = " ".join([*own[0].split()[:-4], *own[0].split()[-3:]])
    cleaned = clean_bodies(["\n".join([changed, *own, own[1], own[2]])])
    found = cleaned.findings.filter(pl.col("rule").str.starts_with("drop_repeated")).sort("passage_no")
    assert found["of_passage_no"].to_list() == [2, 3, 4]
    assert (found["value"] >= found["threshold"]).all()
