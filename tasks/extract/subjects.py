"""The subject of a cue: the name, office, pronoun or group that stands beside it, by the word order of each language.

What a pronoun or a dropped subject points back to is `speakers`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.bearers import Bearers
from tasks.extract.offices import Office
from tasks.extract.persons import Mention, at_tokens
from tasks.extract.reading import Reading
from tasks.extract.statements import Quote

_NOUN_PHRASE = b"MSLENBQHDWOATPGwlsx&~"
# A ministry, an office, a newspaper that bears a person's name is not the person.
_NOT_A_PERSON = b"BMHQDE"
_DATELINE = re.compile(rb"[MslLwW]_*(?:\([^()\n]{1,4}\))?-")
# "Ministry in Norway", «صحيفة "النهار"»: a country may follow a preposition, a newspaper's name may stand in marks.
_NOUNS = re.compile(rb"(?:[%b]_*|f_*(?=[LE])|(?<=[HQ_])m[^m.\n]{1,6}m){1,10}" % _NOUN_PHRASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """`surface` is what stands beside the cue; `name` and `entity_id` are whom it means."""

    surface: str | None
    name: str | None
    entity_id: str | None
    resolution: str
    confidence: float
    office: Office | None = None


class Subjects:
    """Finds the subjects of one reading's cues."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        self.reading = reading
        self.mentions = mentions
        self.mention_at = at_tokens(mentions)
        self.office_at = {office.start: office for office in offices}
        self.office_end = {office.end: office for office in offices}
        self.bearers = bearers
        by_order: dict[str, Callable[[Quote], Speaker | None]] = {
            "first": self._verb_first,
            "last": self._verb_last,
            "middle": self._verb_middle,
        }
        self.of = by_order[reading.lexicon.verb]

    def at(self, token: int, end: int) -> Speaker | None:
        """The speaker whose name, office or pronoun begins at `token`; it may reach to `end`."""
        letter = self.reading.classes[token : token + 1]
        office = self.office_at.get(token)
        if office is not None:
            return self._by_office(office, end)
        if token in self.mention_at:
            return self._by_name(self.mentions[self.mention_at[token]], token)
        if letter == b"T":
            after = token
            while after < end and self.reading.classes[after] in b"T_":
                after += 1
            if after in self.mention_at:
                return self._by_name(self.mentions[self.mention_at[after]], token)
        if letter in (b"R", b"Z"):
            return Speaker(self._surface(token, self._phrase_end(token)), None, None, "pronoun", 0.8)
        return None

    def _by_name(self, mention: Mention, start: int) -> Speaker:
        person = mention.person
        return Speaker(
            self._surface(min(start, mention.start), mention.end, mention.clitic if start >= mention.start else 0),
            person.name,
            person.entity_id,
            "named",
            0.95,
        )

    def _by_office(self, office: Office, end: int) -> Speaker:
        after = office.end
        while after < end and self.reading.classes[after] in b"T_":
            after += 1
        if after < end and after in self.mention_at:
            return self._by_name(self.mentions[self.mention_at[after]], office.start)
        surface = self._surface(office.start, office.end)
        person = self.bearers.only(self.reading.document_of(office.start), office)
        if person is None:
            whole = self._group(office.start, max(end, office.end))
            surface = whole.surface if whole is not None and whole.surface else surface
            return Speaker(surface, surface, None, "office", 0.6, office)
        return Speaker(surface, person.name, person.entity_id, "office", 0.85)

    def _phrase_end(self, token: int) -> int:
        token += 1
        while self.reading.classes[token : token + 1] == b"_":
            token += 1
        return token

    def _surface(self, start: int, end: int, clitic: int = 0) -> str:
        return self.reading.surface(start, end, clitic)

    def _group(self, start: int, end: int) -> Speaker | None:
        """A ministry, a source, a country, a noun: the noun phrase that begins at `start` and ends before `end`."""
        match = _NOUNS.match(self.reading.classes, start, end)
        if match is None:
            return None
        at = start + len(match[0].rstrip(b"&~A"))
        if at == start:
            return None
        inner = self.mention_at.get(at - 1)
        if inner is not None and self.reading.classes[start] not in _NOT_A_PERSON:
            return self._by_name(self.mentions[inner], start)
        surface, sure = self._surface(start, at), self.reading.classes[start] in b"MSLEQBH"
        return Speaker(surface, surface, None, "named", 0.8 if sure else 0.6)

    def _verb_first(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = self._phrase_end(quote.cue)
        if classes[quote.cue : quote.cue + 1] == b"k":
            return None
        end = quote.trigger if not quote.before_cue and quote.trigger >= cue_end else self.reading.sentence_end(cue_end)
        token = cue_end
        while token < end and classes[token] in b"t_":
            token += 1
        if classes[quote.cue : quote.cue + 1] == b"r":
            return self._before_verb(quote.cue)
        if classes[quote.cue - 1 : quote.cue] == b"," and self._written(quote.cue).startswith("\N{ARABIC LETTER FEH}"):
            return self._topic(quote.cue)
        if token >= end or classes[token] in b"pfsdcC,n":
            if token < end and classes[token] == ord("s") and self._is_subject_noun(token):
                return self._group(token, end)
            return self._before_verb(quote.cue) if self.reading.meaning(quote.cue).clitic == 0 else None
        return self.at(token, end) or (self._group(token, end) if classes[token] in _NOUN_PHRASE else None)

    def _topic(self, cue: int) -> Speaker | None:
        """ "As for X, he said": the verb's clitic takes up the topic at the sentence's start."""
        start = self.reading.sentence_start(cue)
        start += self.reading.classes[start : start + 1] == b"p"
        return self.at(start, cue - 1) or self._group(start, cue - 1)

    def _written(self, token: int) -> str:
        return self.reading.texts[self.reading.passage[token]][self.reading.first[token] : self.reading.last[token]]

    def _is_subject_noun(self, token: int) -> bool:
        """A common noun with an article may be the subject; a word with a preposition before it may not."""
        first = self.reading.first[token]
        return self.reading.texts[self.reading.passage[token]][first : first + 2] == "ال"

    def _before_verb(self, cue: int) -> Speaker | None:
        """The subject that ends right before the verb."""
        at = cue - 1
        while at >= 0 and self.reading.classes[at] in b"t":
            at -= 1
        if at in self.mention_at:
            return self._by_name(self.mentions[self.mention_at[at]], at)
        if at + 1 in self.office_end:
            return self._by_office(self.office_end[at + 1], cue)
        if at >= 0 and self.reading.classes[at] in b"RZ":
            return Speaker(self._surface(at, at + 1), None, None, "pronoun", 0.7)
        return None

    def _starts(self, quote: Quote) -> list[int]:
        """Where a subject may begin in the cue's sentence: at its start, after a comma, after "and"."""
        classes = self.reading.classes
        start = self.reading.sentence_start(quote.cue)
        dateline = _DATELINE.match(classes, start)
        start = dateline.end() if dateline is not None else start
        for opening, close in self._long_spans(start, quote.cue):
            start = close + 1 if opening >= start else start
        places = [start] + [at + 1 for at in range(start, quote.cue) if classes[at] in b",&"]
        skipped = []
        for place in places:
            at = place
            while at < quote.cue and classes[at] in b"t_,":
                at += 1
            skipped.append(at)
        return skipped

    def _long_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        spans = self.reading.spans
        low, high = spans.opening.searchsorted(start), spans.opening.searchsorted(end)
        return [
            (int(o), int(c))
            for o, c in zip(spans.opening[low:high], spans.closing[low:high], strict=True)
            if c < end and self.reading.classes[o] == ord("<")
        ]

    def _verb_last(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        if classes[quote.cue : quote.cue + 1] == b"k":
            verb = quote.end
            found = self._before_last(Quote(quote.start, quote.end, quote.kind, quote.cue, quote.trigger, 0.0))
            return found if found is not None or verb < 0 else None
        return self._before_last(quote)

    def _before_last(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        places = self._starts(quote)
        if places and classes[places[0] : places[0] + 1] == b"a":
            places = places[1:]
        for place in (*places[:1], *reversed(places[1:])):
            found = self.at(place, quote.cue)
            if found is not None:
                return found
        for at in range(quote.cue - 1, max(quote.cue - 7, places[0] if places else quote.cue), -1):
            if at in self.mention_at and classes[self.mentions[self.mention_at[at]].start - 1] not in b"p":
                return self._by_name(self.mentions[self.mention_at[at]], at)
        if places and places[0] < quote.cue and classes[places[0]] in b"MSELQHwGODs":
            return self._group(places[0], quote.cue)
        for place in reversed(places[1:]):
            if place < quote.cue <= place + 4 and all(
                letter in _NOUN_PHRASE + b"_" for letter in classes[place : quote.cue]
            ):
                return self._group(place, quote.cue)
        return None

    def _verb_middle(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = self._phrase_end(quote.cue)
        if classes[quote.cue : quote.cue + 1] == b"k":
            return None
        direct = (
            self.at(self._past_article(cue_end), self.reading.sentence_end(cue_end))
            if quote.before_cue or classes[quote.cue - 1] in b">,"
            else None
        )
        if direct is not None:
            return direct
        places = self._starts(quote)
        for place in (*places[:1], *reversed(places[1:])):
            found = self.at(self._past_article(place), quote.cue)
            if found is not None:
                return found
        found = self._before_verb(quote.cue)
        if found is None and places and self._past_article(places[0]) < quote.cue:
            start = self._past_article(places[0])
            return self._group(start, quote.cue) if classes[start] in b"MSELNQw" else None
        return found

    def _past_article(self, token: int) -> int:
        while self.reading.classes[token : token + 1] == b"p" and self.reading.surface(token, token + 1).lower() in (
            "the",
            "a",
            "an",
        ):
            token += 1
        return token
