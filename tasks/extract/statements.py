"""A reported statement as a stretch of tokens, and the cutting of its edges. Which stretches there are, is `quotes`."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.words.reading import Reading

_NOT_WORDS = b'<>".,:\n()-/+m_~'


@dataclass(slots=True)
class Quote:
    """Tokens `start` to `end` (exclusive) are the statement; `cue` is the token of the cue, -1 where there is none.

    `trigger` is the token that joins cue and statement; `confidence` is of the statement, not of its speaker.
    `carried` has neither marks nor cue: it is one because somebody has spoken before, or, if `asked`, because it answers.
    """

    start: int
    end: int
    kind: str
    cue: int
    trigger: int
    confidence: float
    before_cue: bool = False
    carried: bool = False
    asked: bool = False


def phrase_end(reading: Reading, token: int) -> int:
    """End of the phrase that begins at `token`."""
    token += 1
    while reading.classes[token : token + 1] == b"_":
        token += 1
    return token


def sort_of(reading: Reading, start: int, end: int) -> str:
    """What a reported statement of these tokens is: mixed where some of it stands in marks, else indirect."""
    said = reading.classes[start:end]
    return "mixed" if b"<" in said or b"m" in said else "indirect"


def last_of(reading: Reading, letters: bytes, start: int, end: int) -> int:
    """The last token from `start` to `end` whose class is one of `letters`; -1 where there is none."""
    return max(reading.classes.rfind(letter, start, end) for letter in letters)


def word_of(reading: Reading, token: int) -> str:
    """The word at `token`, folded."""
    return reading.words[reading.word[token]]


def sentences_before(reading: Reading, token: int, most: int) -> Iterator[tuple[int, int]]:
    """Tokens of the sentences of the document before that of `token`, the nearest first; the end of a line is one too."""
    document, end = reading.document_of(token), reading.sentence_start(token)
    for _ in range(most):
        start = reading.sentence_start(end - 1) if end > 1 else end
        if start >= end or reading.document_of(start) != document:
            return
        yield start, end
        end = start


def closing_mark(reading: Reading, opening: int) -> int:
    """The mark that closes the one at `opening`, or the end of its passage."""
    at = int(reading.spans.opening.searchsorted(opening))
    return int(reading.spans.closing[at])


def marked(reading: Reading, opening: int, kind: str, cue: int, trigger: int, confidence: float) -> Quote:
    """The statement between the mark at `opening` and the one that closes it."""
    return Quote(
        opening + 1, trim(reading, opening + 1, closing_mark(reading, opening)), kind, cue, trigger, confidence
    )


def trim(reading: Reading, start: int, end: int) -> int:
    """Drop commas and a joining word at the end, and a closing stop that stands alone."""
    while end > start and reading.classes[end - 1] in b",:&-\n":
        end -= 1
    return end


def n_words(reading: Reading, start: int, end: int) -> int:
    """Words among tokens `start` to `end`; marks and further words of a phrase do not count."""
    return len(reading.classes[start:end].translate(None, _NOT_WORDS))
