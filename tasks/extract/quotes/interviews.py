"""Interviews printed as questions and answers: each answer is said by the one who is asked, with no cue and no marks.

A document is one where it calls itself so, at its head, or where labels tell question from answer; and where several
questions stand each in a paragraph of its own. Who is asked is named at the head.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter

import numpy as np
import polars as pl

from tasks.extract.quotes.carried_on import Paragraphs
from tasks.extract.statements import Quote, n_words, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

_LEAST_QUESTIONS = 3
_LEAST_WORDS = 4
_HEAD = 5
"""Paragraphs at the head in which a document says that it is an interview."""
_LONGEST_QUESTION = 70
_LABEL = re.compile(rb"[TGPwlsxWO_]{1,4}:")
_SIGNS = ("-", "\N{EN DASH}", "\N{EM DASH}", "\N{BULLET}", "\N{BLACK SQUARE}", "*", "+")
_ASKED = ("\N{ARABIC QUESTION MARK}", "?")


def with_answers(reading: Reading, found: list[Quote]) -> list[Quote]:
    """`found` and the answers of all documents that are interviews, one statement a paragraph.

    In a verb-last language whom one reports of in an answer is a part of it.
    """
    made = _answers(reading, found)
    if reading.lexicon.verb == "last" and made:
        starts = sorted(quote.start for quote in made)
        ends = {quote.start: quote.end for quote in made}
        found = [
            quote
            for quote in found
            if not (place := bisect_right(starts, quote.start)) or quote.start >= ends[starts[place - 1]]
        ]
    return found + made


def _answers(reading: Reading, found: list[Quote]) -> list[Quote]:
    facts = reading.lexicon.facts.get("interviews")
    if facts is None:
        return []
    documents = _asking(reading)
    if not documents:
        return []
    paragraphs = Paragraphs(reading, found)
    made: list[Quote] = []
    for document in sorted(documents):
        first = bisect_left(paragraphs.documents, document, 0, len(paragraphs.ends))
        last = bisect_right(paragraphs.documents, document, 0, len(paragraphs.ends))
        made += _of_document(reading, paragraphs, first, last)
    return made


def _asking(reading: Reading) -> frozenset[int]:
    """Documents in which so many question marks end a paragraph, or labels begin one, that they may be interviews."""
    labels = reading.lexicon.facts["interviews"]["question_labels"]
    folded = reading.tokens.folded
    word = reading.tokens.word
    end = np.frombuffer(reading.classes, dtype=np.uint8) == ord(codes.END)
    before_end, behind_end = np.append(end[1:], True), np.append(True, end[:-1])
    asked = pl.Series(reading.tokens.forms, dtype=pl.String).is_in(_ASKED).to_numpy()[word] & before_end
    asked |= folded.is_in(labels).to_numpy()[word] & behind_end
    counts = Counter(reading.document[passage] for passage in reading.tokens.passage[asked].tolist())
    return frozenset(document for document, n in counts.items() if n >= _LEAST_QUESTIONS)


def _of_document(reading: Reading, paragraphs: Paragraphs, first: int, last: int) -> list[Quote]:
    questions = [at for at in range(first, last) if _is_question(reading, paragraphs, at)]
    if len(questions) < _LEAST_QUESTIONS or not _is_interview(reading, paragraphs, first, last):
        return []
    made = []
    if reading.lexicon.verb == "last":
        questions = _with_signed(paragraphs, questions, first, last)
    asked = set(questions)
    for question in questions:
        for at in range(question + 1, last):
            if at in asked or (at > question + 1 and question == questions[-1] and not paragraphs.says_i(at)):
                break
            quote = None if at in _held(reading, paragraphs) else _answer(reading, paragraphs, at)
            if quote is not None:
                made.append(quote)
    own = sum(paragraphs.says_i(paragraphs.at(quote.start)) for quote in made)
    return made if own >= len(made) * reading.lexicon.facts["interviews"].get("least_first_person", 0) else []


def _with_signed(paragraphs: Paragraphs, questions: list[int], first: int, last: int) -> list[int]:
    """`questions` and the paragraphs that begin with the sign which most of them begin with, and answers do not."""
    heads = {at: paragraphs.text(at).strip()[:1] for at in range(first, last)}
    sign, n = Counter(heads[at] for at in questions).most_common(1)[0]
    others = [at for at, head in heads.items() if head == sign and at not in questions]
    answering = sum(at - 1 in questions for at in others)
    signed = sign in _SIGNS and n > len(questions) / 2 and answering <= len(others) / 3
    return sorted([*questions, *others]) if signed else questions


def _held(reading: Reading, paragraphs: Paragraphs) -> set[int]:
    """Paragraphs that are neither question nor answer: where somebody speaks, in a verb-last language behind a colon."""
    return paragraphs.told if reading.lexicon.verb == "last" else paragraphs.busy


def _is_question(reading: Reading, paragraphs: Paragraphs, at: int) -> bool:
    text = paragraphs.text(at).strip()
    if at in _held(reading, paragraphs) or not text:
        return False
    if text.startswith("*"):
        return True
    label = word_of(reading, paragraphs.start(at)) in reading.lexicon.facts["interviews"]["question_labels"]
    if label and reading.classes[paragraphs.start(at) + 1 : paragraphs.start(at) + 2] in (b":", b"/", b"-"):
        return True
    words = n_words(reading, paragraphs.start(at), paragraphs.ends[at])
    return (
        text.rstrip('"\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ').endswith(_ASKED) and words <= _LONGEST_QUESTION
    )


def _is_interview(reading: Reading, paragraphs: Paragraphs, first: int, last: int) -> bool:
    """Whether the head calls it so, or most paragraphs are question and answer in turn."""
    facts = reading.lexicon.facts["interviews"]
    head = range(paragraphs.start(first), paragraphs.ends[min(first + _HEAD, last) - 1])
    words = frozenset(facts["words"])
    if any(word_of(reading, token) in words for token in head):
        return True
    labels = facts["question_labels"]
    return any(
        word_of(reading, paragraphs.start(at)) in labels
        and reading.classes[paragraphs.start(at) + 1 : paragraphs.start(at) + 2] in (b":", b"/")
        for at in range(first, last)
    )


def _answer(reading: Reading, paragraphs: Paragraphs, at: int) -> Quote | None:
    """The paragraph without its dash or label; None for a heading between answers."""
    start, end = paragraphs.start(at), paragraphs.ends[at]
    if reading.classes[start : start + 1] in (b"-", b"+"):
        start += 1
    if reading.classes[start + 1 : start + 2] in (b":", b"/") and (
        word_of(reading, start) in reading.lexicon.facts["interviews"]["answer_labels"]
    ):
        start += 2
    if reading.lexicon.verb == "last":
        label = _LABEL.match(reading.classes, start, end)
        start = label.end() if label is not None else start
    if n_words(reading, start, end) < _LEAST_WORDS or reading.classes[end - 1 : end] == b":":
        return None
    # Headings between answers have no stop.
    if reading.lexicon.verb == "last" and not paragraphs.is_body(at):
        return None
    kind = "uncued"
    return Quote(start, trim(reading, start, end), kind, -1, start, 0.6, carried=True, asked=True)
