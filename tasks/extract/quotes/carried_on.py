"""Paragraphs that go on with what was said before, with no cue of their own.

A mark that is closed only paragraphs later, a text that is given after a colon («متن نامه به شرح زیر است:»), a speaker
who still says "I" and "we": each is evidence. Without any the writer has taken over again.
"""

from bisect import bisect_left
from functools import cached_property

import numpy as np
import polars as pl

from tasks.extract.quotes.verb_last import gives_text
from tasks.extract.statements import Quote, n_words, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools

_LEAST_WORDS = 5
_LONG_WITHOUT_STOP = 20
_SALUTATION = 8
_LONGEST = 40
"""Paragraphs after which a text that was never closed is over."""
_CLOSING = ("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}", '"')
_OPENING = ("\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}")


class Paragraphs:
    """The paragraphs of one reading: their tokens, and what is said in them."""

    def __init__(self, reading: Reading, found: list[Quote]) -> None:
        self.reading = reading
        ends = np.flatnonzero(np.frombuffer(reading.classes, dtype=np.uint8) == ord(codes.END))
        self.ends: list[int] = ends.tolist()
        # Of each statement, all at once.
        self.places: list[int] = np.searchsorted(ends, [quote.start for quote in found]).tolist()
        placed = [*zip(self.places, found, strict=True)]
        self.busy = {place for place, quote in placed if quote.cue >= 0}
        self.told = {place for place, quote in placed if reading.classes[quote.trigger] == ord(codes.COLON)}
        # The document of each, and none behind the last.
        self.documents: list[int] = reading.documents_of(ends).tolist() + [-1] * _LONGEST

    def at(self, token: int) -> int:
        """Number of the paragraph of `token`."""
        return bisect_left(self.ends, token)

    def start(self, paragraph: int) -> int:
        """First token of the paragraph."""
        return self.ends[paragraph - 1] + 1 if paragraph else 0

    def is_body(self, paragraph: int) -> bool:
        """Whether it is prose of the article that says something by itself."""
        start, end = self.start(paragraph), self.ends[paragraph]
        words, last = n_words(self.reading, start, end), self.reading.classes[end - 1]
        # Verse and lists have no stops.
        return words >= _LEAST_WORDS and last != ord(codes.COLON) and (last in b".>+" or words >= _LONG_WITHOUT_STOP)

    @cached_property
    def first_person(self) -> Bools:
        """Which tokens are "I", "we" or a verb of theirs."""
        return _first_person(self.reading)

    def says_i(self, paragraph: int) -> bool:
        """Whether somebody speaks of himself in it, marks apart."""
        start, end = self.start(paragraph), self.ends[paragraph]
        return bool((self.first_person[start:end] & ~self.reading.spans.inside[start:end]).any())

    def text(self, paragraph: int) -> str:
        """Its text."""
        passage, base = self.reading.passage[self.ends[paragraph]], self.reading.tokens.base
        return self.reading.text[base[passage] : base[passage + 1] - 1]


def _first_person(reading: Reading) -> Bools:
    """Which tokens are "I", "we" or a verb of theirs."""
    facts = reading.lexicon.facts["first_person"]
    folded = pl.DataFrame({"folded": reading.tokens.folded}).select(
        pl.col("folded").str.contains(facts["shape"]) | pl.col("folded").is_in(facts["words"])
    )
    made: Bools = folded["folded"].to_numpy()[reading.tokens.word]
    return made


def carried_on(reading: Reading, found: list[Quote]) -> list[Quote]:
    """`found` and the further paragraphs of statements that reach the end of theirs; also texts behind a last colon."""
    if "first_person" not in reading.lexicon.facts:
        return found
    paragraphs = Paragraphs(reading, found)
    made = _given(reading, paragraphs)
    for quote in sorted([*found, *made], key=lambda quote: quote.start):
        if quote.kind != "direct" or quote.before_cue:
            continue
        paragraph = paragraphs.at(quote.start)
        if not reading.classes[quote.end : paragraphs.ends[paragraph]].strip(b".>,"):
            made += _further(reading, paragraphs, quote, paragraph)
    # What is told within a text that is given whole is a part of it.
    whole = {paragraphs.at(quote.start) for quote in made}
    return [quote for place, quote in zip(paragraphs.places, found, strict=True) if place not in whole] + made


def _given(reading: Reading, paragraphs: Paragraphs) -> list[Quote]:
    """Statements whose cue and colon end the paragraph before."""
    made = []
    for paragraph, end in enumerate(paragraphs.ends[:-1]):
        if (
            reading.classes[end - 1 : end] != b":"
            or paragraphs.documents[paragraph + 1] != paragraphs.documents[paragraph]
        ):
            continue
        cue = reading.classes.rfind(b"v", max(paragraphs.start(paragraph), end - 6), end)
        if (
            cue < 0
            or (reading.lexicon.verb == "last" and not gives_text(reading, cue))
            or paragraph + 1 in paragraphs.busy
            or not paragraphs.is_body(paragraph + 1)
        ):
            continue
        start = paragraphs.start(paragraph + 1)
        start += reading.classes[start : start + 1] == b"<"
        paragraphs.busy.add(paragraph + 1)
        made.append(Quote(start, _end(reading, paragraphs, paragraph + 1), "direct", cue, end - 1, 0.8))
    return made


def _end(reading: Reading, paragraphs: Paragraphs, paragraph: int) -> int:
    """Where what is said in a whole paragraph ends: before a closing mark."""
    end = trim(reading, paragraphs.start(paragraph), paragraphs.ends[paragraph])
    while end > 0 and reading.classes[end - 1] in b">+" and paragraphs.text(paragraph).rstrip().endswith(_CLOSING):
        end -= 1
    return end


def _further(reading: Reading, paragraphs: Paragraphs, quote: Quote, paragraph: int) -> list[Quote]:
    """The paragraphs behind `quote`, up to the closing mark, the next cue, or where nobody says "I" any more."""
    document = paragraphs.documents[paragraph]
    given = _is_given(reading, quote)
    last = _closing_paragraph(paragraphs, paragraph) if _is_open(reading, quote) else -1
    made: list[Quote] = []
    for after in range(paragraph + 1, paragraph + _LONGEST):
        if paragraphs.documents[after] != document or _writer_again(reading, paragraphs.start(after)):
            break
        marked = after <= last
        if after in paragraphs.busy and (after in paragraphs.told or not marked):
            if marked:
                continue
            break
        if not paragraphs.is_body(after):
            if marked or given:
                continue
            break
        if not (marked or given or (last < 0 and _goes_on(reading, paragraphs, after))):
            break
        paragraphs.busy.add(after)
        start = paragraphs.start(after)
        start += reading.classes[start : start + 1] == b"<"
        made.append(Quote(start, _end(reading, paragraphs, after), "uncued", -1, start, 0.65, carried=True))
    return made


def _is_given(reading: Reading, quote: Quote) -> bool:
    """Whether a whole letter, note or message is given behind the cue; of a report the article itself is made."""
    if reading.meaning(quote.cue).label not in reading.lexicon.facts["given_texts"]:
        return False
    marked = (
        reading.classes[quote.start - 1 : quote.start] == b"<" and reading.classes[quote.end : quote.end + 1] == b">"
    )
    if marked and reading.lexicon.verb == "last" and n_words(reading, quote.start, quote.end) > _SALUTATION:
        # A part of it, from mark to mark.
        return False
    start, kinds = reading.sentence_start(quote.cue), reading.lexicon.words_of("texts")
    return any(word_of(reading, at) in kinds for at in range(start, quote.cue))


def _writer_again(reading: Reading, start: int) -> bool:
    """«گفتنی است», «به گزارش»: the writer's own words."""
    return reading.classes[start : start + 1] == b"a" or word_of(reading, start) in reading.lexicon.words_of(
        "writer_again"
    )


def _is_open(reading: Reading, quote: Quote) -> bool:
    """Whether the mark before `quote` is closed nowhere in its paragraph."""
    if reading.classes[quote.start - 1 : quote.start] != b"<":
        return False
    at = int(reading.spans.opening.searchsorted(quote.start - 1))
    return not bool(reading.spans.closed[at])


def _closing_paragraph(paragraphs: Paragraphs, paragraph: int) -> int:
    """The later paragraph that closes a mark which it does not open; -1 where there is none."""
    for after in range(paragraph + 1, paragraph + _LONGEST):
        if paragraphs.documents[after] != paragraphs.documents[paragraph]:
            break
        text = paragraphs.text(after).rstrip(" .")
        opened = sum(text.count(mark) for mark in _OPENING)
        closed = sum(text.count(mark) for mark in _CLOSING[:2])
        if closed > opened or (text.endswith('"') and text.count('"') % 2):
            return after
        if opened > closed:
            break
    return -1


def _goes_on(reading: Reading, paragraphs: Paragraphs, paragraph: int) -> bool:
    """Whether a paragraph without a cue is still the speaker's."""
    start, end = paragraphs.start(paragraph), paragraphs.ends[paragraph]
    return (
        paragraphs.says_i(paragraph)
        and reading.classes[start : start + 1] not in (b"a", b"r", b"<", b"-")
        and not {*reading.classes[start:end]} & {*b"vk"}
    )
