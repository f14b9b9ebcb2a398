"""Who says a statement: the name beside the cue, the bearer of an office, a pronoun's antecedent, the last who spoke.

Finding the statement is `quotes`; finding names and offices, `persons` and `offices`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.offices import Claim, Office
from tasks.extract.persons import Mention, Person, at_tokens
from tasks.extract.quotes import Quote
from tasks.extract.reading import Reading

_NOUN_PHRASE = b"MSLENBQHDWOATPGwlsx_&~m"
# A ministry, an office, a newspaper that bears a person's name is not the person.
_NOT_A_PERSON = b"BMHQDE"
_DATELINE = re.compile(rb"[MslLwW]_*(?:\([^()\n]{1,4}\))?-")
_IN_COUNTRY = re.compile(rb"f_*[LE]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """`surface` is what stands beside the cue; `name` and `entity_id` are whom it means."""

    surface: str | None
    name: str | None
    entity_id: str | None
    resolution: str
    confidence: float
    office: Office | None = None


NOBODY = Speaker(None, None, None, "none", 0.5)


class Speakers:
    """Finds the speakers of one reading's statements, going through each document in order.

    Holds what has been said so far in the document, since pronouns and dropped subjects point back.
    """

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], claims: list[Claim]) -> None:
        self.reading = reading
        self.mentions = mentions
        self.mention_at = at_tokens(mentions)
        self.office_at = {office.start: office for office in offices}
        self.office_end = {office.end: office for office in offices}
        self.bearers = _bearers(reading, mentions, claims)
        self.find: Callable[[Quote], Speaker | None] = {"ar": self._arabic, "fa": self._persian, "en": self._english}[reading.lexicon.tag]

    def resolve(self, quotes: list[Quote]) -> list[Speaker]:
        """The speaker of each of `quotes`, which are in the order of their beginnings."""
        resolved: list[Speaker] = [NOBODY] * len(quotes)
        last: dict[int, Speaker] = {}
        previous: dict[int, int] = {}
        # Speakers follow the order of the cues: "…," he said comes after its own statement.
        order = sorted(range(len(quotes)), key=lambda at: (quotes[at].cue if quotes[at].cue >= 0 else quotes[at].start, quotes[at].start))
        for at in order:
            quote = quotes[at]
            document = self.reading.document_of(quote.start)
            found = self.find(quote) if quote.cue >= 0 else None
            if found is not None and found.resolution == "office" and found.entity_id is None:
                found = self._office_of_last(found, quote, last.get(document))
            if found is None or found.resolution in ("pronoun", "carried"):
                found = self._carried(found, self._antecedent(quote, previous.get(document, -1)) or last.get(document))
            resolved[at] = found
            if found.name is not None:
                last[document] = found
                previous[document] = quote.end
        return resolved

    def _antecedent(self, quote: Quote, since: int) -> Speaker | None:
        """Who the sentence before is about, where nobody has spoken since: "X rejected the plan. He said …"."""
        start = self.reading.sentence_start(quote.cue if quote.cue >= 0 else quote.start)
        if quote.cue < 0 or start < 2 or self.reading.classes[start - 1 : start] != b".":
            return None
        before = self.reading.sentence_start(start - 1)
        for at in range(max(before, since), min(before + 3, start)):
            found = self._at(at, start)
            if found is not None and found.entity_id is not None:
                return found
        return None

    def _carried(self, found: Speaker | None, last: Speaker | None) -> Speaker:
        surface = found.surface if found is not None else None
        if last is None:
            return Speaker(surface, None, None, "none", 0.4)
        return Speaker(surface, last.name, last.entity_id, "pronoun" if surface else "carried", 0.8 * last.confidence)

    def _at(self, token: int, end: int) -> Speaker | None:
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
        return Speaker(self._surface(min(start, mention.start), mention.end), person.name, person.entity_id, "named", 0.95)

    def _by_office(self, office: Office, end: int) -> Speaker:
        after = office.end
        while after < end and self.reading.classes[after] in b"T_":
            after += 1
        if after < end and after in self.mention_at:
            return self._by_name(self.mentions[self.mention_at[after]], office.start)
        surface = self._surface(office.start, office.end)
        person = self._bearer(self.reading.document_of(office.start), office)
        if person is None:
            return Speaker(surface, surface, None, "office", 0.6, office)
        return Speaker(surface, person.name, person.entity_id, "office", 0.85)

    def _bearer(self, document: int, office: Office) -> Person | None:
        """The one person to whom the document gives this office, if it is one alone."""
        fitting = self._fitting(document, office)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _fitting(self, document: int, office: Office) -> dict[str, Person]:
        """By id, those to whom the document gives this office and no other country's."""
        bearers = [(place, person) for place, person in self.bearers.get((document, office.office), []) if person.entity_id]
        if office.jurisdiction is None:
            return {str(person.entity_id): person for _, person in bearers}
        exact = {str(person.entity_id): person for place, person in bearers if place == office.jurisdiction}
        elsewhere = {person.entity_id for place, person in bearers if place not in (None, office.jurisdiction)}
        return exact or {str(person.entity_id): person for _, person in bearers if person.entity_id not in elsewhere}

    def _office_of_last(self, found: Speaker, quote: Quote, last: Speaker | None) -> Speaker:
        """Where several may bear the office, it is the one who spoke last, if he is one of them."""
        if last is None or found.office is None or last.entity_id not in self._fitting(self.reading.document_of(quote.start), found.office):
            return found
        return Speaker(found.surface, last.name, last.entity_id, "office", 0.7)

    def _phrase_end(self, token: int) -> int:
        token += 1
        while self.reading.classes[token : token + 1] == b"_":
            token += 1
        return token

    def _surface(self, start: int, end: int) -> str:
        return self.reading.surface(start, end)

    def _group(self, start: int, end: int) -> Speaker | None:
        """A ministry, a source, a country, a noun: the noun phrase that begins at `start` and ends before `end`."""
        at = start
        while at < end and at - start < 10 and (self.reading.classes[at] in _NOUN_PHRASE or _IN_COUNTRY.match(self.reading.classes, at)):
            at += 1
        while at > start and self.reading.classes[at - 1] in b"&~Ams" and self.reading.classes[at - 1 : at] != b"s":
            at -= 1
        if at == start:
            return None
        inner = self.mention_at.get(at - 1)
        if inner is not None and self.reading.classes[start] not in _NOT_A_PERSON:
            return self._by_name(self.mentions[inner], start)
        surface = self._surface(start, at).strip(" \"\u201c\u201d\u00ab\u00bb")
        sure = self.reading.classes[start : start + 1] in (b"M", b"S", b"L", b"E", b"Q", b"B", b"H")
        return Speaker(surface, surface, None, "named", 0.8 if sure else 0.6)

    def _arabic(self, quote: Quote) -> Speaker | None:
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
        return self._at(token, end) or (self._group(token, end) if classes[token] in _NOUN_PHRASE else None)

    def _topic(self, cue: int) -> Speaker | None:
        """ "As for X, he said": the verb's clitic takes up the topic at the sentence's start."""
        start = self.reading.sentence_start(cue)
        start += self.reading.classes[start : start + 1] == b"p"
        return self._at(start, cue - 1) or self._group(start, cue - 1)

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
        return [(int(o), int(c)) for o, c in zip(spans.opening[low:high], spans.closing[low:high], strict=True) if c < end and self.reading.classes[o] == ord("<")]

    def _persian(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        if classes[quote.cue : quote.cue + 1] == b"k":
            verb = quote.end
            found = self._persian_subject(Quote(quote.start, quote.end, quote.kind, quote.cue, quote.trigger, 0.0))
            return found if found is not None or verb < 0 else None
        return self._persian_subject(quote)

    def _persian_subject(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        places = self._starts(quote)
        if places and classes[places[0] : places[0] + 1] == b"a":
            places = places[1:]
        for place in (*places[:1], *reversed(places[1:])):
            found = self._at(place, quote.cue)
            if found is not None:
                return found
        for at in range(quote.cue - 1, max(quote.cue - 7, places[0] if places else quote.cue), -1):
            if at in self.mention_at and classes[self.mentions[self.mention_at[at]].start - 1] not in b"p":
                return self._by_name(self.mentions[self.mention_at[at]], at)
        if places and places[0] < quote.cue and classes[places[0]] in b"MSELQHwGODs":
            return self._group(places[0], quote.cue)
        for place in reversed(places[1:]):
            if place < quote.cue <= place + 4 and all(letter in _NOUN_PHRASE for letter in classes[place : quote.cue]):
                return self._group(place, quote.cue)
        return None

    def _english(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = self._phrase_end(quote.cue)
        if classes[quote.cue : quote.cue + 1] == b"k":
            return None
        direct = self._at(self._past_article(cue_end), self.reading.sentence_end(cue_end)) if quote.before_cue or classes[quote.cue - 1] in b">," else None
        if direct is not None:
            return direct
        places = self._starts(quote)
        for place in (*places[:1], *reversed(places[1:])):
            found = self._at(self._past_article(place), quote.cue)
            if found is not None:
                return found
        found = self._before_verb(quote.cue)
        if found is None and places and self._past_article(places[0]) < quote.cue:
            start = self._past_article(places[0])
            return self._group(start, quote.cue) if classes[start] in b"MSELNQw" else None
        return found

    def _past_article(self, token: int) -> int:
        while self.reading.classes[token : token + 1] == b"p" and self.reading.surface(token, token + 1).lower() in ("the", "a", "an"):
            token += 1
        return token


def _bearers(reading: Reading, mentions: list[Mention], claims: list[Claim]) -> dict[tuple[int, str], list[tuple[str | None, Person]]]:
    """Document and office to the persons who are said to hold it, with their jurisdictions."""
    made: dict[tuple[int, str], list[tuple[str | None, Person]]] = {}
    for claim in claims:
        if not claim.ambiguous:
            key = (reading.document_of(claim.start), claim.office.office)
            made.setdefault(key, []).append((claim.office.jurisdiction, mentions[claim.mention].person))
    return made
