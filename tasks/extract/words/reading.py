"""The passages of one language, read once: tokens, classes, quotation marks. All finders take it; none changes it."""

import re
from dataclasses import dataclass

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.labels import Labels, label
from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.marks import Spans, pair
from tasks.extract.words.meanings import Meaning
from tasks.extract.words.tokens import Ints, Tokens, among, cut

LONGEST_SENTENCE = 2_000
"""Tokens after which a sentence is over, stop or not: a hostile text may have none."""
_NO_MEANING = Meaning("")
# «…." وقال»: a stop before its closing mark, where the sentence does not go on with a comma or with whose words it was.
_CLOSED_THERE = re.compile(rb"\.+>[^,aen.\n]")


@dataclass(slots=True)
class Reading:
    """What the finders look at. `classes` has one byte a token; `document` one number a passage, rising."""

    lexicon: Lexicon
    passages: pl.DataFrame
    tokens: Tokens
    labels: Labels
    spans: Spans
    classes: bytes
    text: str
    document: list[int]
    # `word` is a token's place among the distinct `words`, folded; `clitics` has one byte a token, how many letters.
    # Views into arrays: lists of millions of numbers would be made, and walked by the garbage collector.
    first: "memoryview[int]"
    last: "memoryview[int]"
    passage: "memoryview[int]"
    meanings: "memoryview[int]"
    word: "memoryview[int]"
    words: list[str]
    clitics: bytes
    # Where each token's sentence begins.
    sentence: "memoryview[int]"

    def surface(self, start: int, end: int, clitic: int = 0) -> str:
        """Tokens `start` to `end` (exclusive) as they are written; they lie in one passage. Clitics are left out."""
        return self.text[self.first[start] + self.clitics[start] + clitic : self.last[end - 1]]

    def written(self, start: int, end: int) -> str:
        """Tokens `start` to `end` (exclusive) as they are written, clitics and all."""
        return self.text[self.first[start] : self.last[end - 1]]

    def begins(self, token: int, *letters: str) -> bool:
        """Whether the token is written with any of `letters` at its head."""
        return self.text.startswith(letters, self.first[token])

    def meaning(self, token: int) -> Meaning:
        """What the lexicon says of the token."""
        place = self.meanings[token]
        return self.lexicon.meanings[place] if place >= 0 else _NO_MEANING

    def document_of(self, token: int) -> int:
        """Number of the document the token stands in."""
        return self.document[self.passage[token]]

    def documents_of(self, tokens: Ints) -> Ints:
        """Numbers of the documents that `tokens` stand in."""
        return self.passages["document"].to_numpy().astype(np.int64, copy=False)[self.tokens.passage[tokens]]

    def sentence_start(self, token: int) -> int:
        """First token of the token's sentence."""
        return self.sentence[token]

    def sentence_end(self, token: int) -> int:
        """The stop or line end that closes the token's sentence; stops inside long quotations do not."""
        inside = self.spans.inside
        end = self.classes.find(b"\n", token, token + LONGEST_SENTENCE)
        end = end if end >= 0 else min(token + LONGEST_SENTENCE, len(self.classes) - 1)
        stop = self.classes.find(b".", token, end)
        while stop >= 0 and inside[stop] and not inside[token]:
            if self.lexicon.has_article and _CLOSED_THERE.match(self.classes, stop):
                return stop + 1
            stop = self.classes.find(b".", stop + 1, end)
        return stop if stop >= 0 else end


def read(passages: pl.DataFrame, lexicon: Lexicon) -> Reading:
    """Read `passages` (columns document, clean_text), ordered by document and passage."""
    tokens = cut(passages["clean_text"])
    labels = label(tokens, lexicon)
    words = lexicon.words_of("writer_again"), lexicon.words_of("turns")
    spans = pair(tokens, labels, lexicon.has_article, *words)
    return Reading(
        lexicon=lexicon,
        passages=passages,
        tokens=tokens,
        labels=labels,
        spans=spans,
        classes=labels.code.tobytes(),
        text=tokens.text,
        document=passages["document"].to_list(),
        first=_view(tokens.start),
        last=_view(tokens.end),
        passage=_view(tokens.passage),
        meanings=_view(labels.meaning),
        word=_view(tokens.word),
        words=tokens.folded.to_list(),
        clitics=lexicon.clitics[labels.meaning].tobytes(),
        sentence=_view(_sentences(labels)),
    )


def _sentences(labels: Labels) -> Ints:
    """For each token, and for the place behind the last, the first token behind the stop or line end before it."""
    begins = np.append([0], np.flatnonzero(among(labels.code, codes.STOP + codes.END)) + 1)
    lengths = np.diff(begins, append=len(labels.code) + 1)
    found = np.repeat(begins, lengths)
    if lengths.max() > LONGEST_SENTENCE:
        np.maximum(found, np.arange(len(found)) - LONGEST_SENTENCE, out=found)
    return found


def _view(numbers: Ints) -> "memoryview[int]":
    return np.ascontiguousarray(numbers).data
