"""Whom a description or half a name means among the speakers of a document: the news of a verb-last language name once.

Where the document says who holds an office, `described` finds him; here it does not, and he is the one who speaks.
"""

import re
from bisect import bisect_left
from dataclasses import replace

import numpy as np

from tasks.extract.speakers.described import Described
from tasks.extract.speakers.full_names import FullNames
from tasks.extract.speakers.noun_phrases import ONE, is_person
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import Quote, word_of
from tasks.extract.words.particles import THIS
from tasks.extract.words.reading import Reading
from warehouse.folding import fold_name

_MOST = 0.85
"""Share of the statements under a name above which one person is he who speaks in the document."""
_LONGEST_SURNAME = 3
_NEXT = 3
"""Statements behind a description among which its bearer is named, where it opens the document."""
# A given name, or words that nobody knows; a word that everybody knows only behind a title.
_NAME = re.compile(rb"(?:T_*)*(?:[Gx][GwslxtPN]{0,3}|[wl][Gwslxt]{1,2})")
_SURNAME = re.compile(rb"(?:T_*)+[wsl]{1,2}")
_TITLES = re.compile(rb"(?:T_*)+")
_BODIES = b"MEHQ"
_HEAD = re.compile(rb"((?:T_*)*(?:P_*|[GwslxT]{1,4})):")


class Unnamed:
    """Resolves the descriptions and half names among the speakers of one reading."""

    def __init__(self, reading: Reading, phrases: SubjectPhrases, described: Described) -> None:
        self.reading = reading
        self.phrases = phrases
        self.described = described
        self._last_verb = reading.lexicon.verb == "last"
        self._kinds = reading.lexicon.words_of("person_nouns")
        self._names: dict[int, dict[str, Speaker]] = {}
        self._alone: dict[int, Speaker] = {}
        self._headed: dict[int, Speaker | None] = {}
        self._described: set[tuple[int, str]] = set()
        self._following: dict[int, list[tuple[int, Speaker]]] = {}
        self._called: dict[tuple[int, str], Speaker] = {}
        self._run: dict[int, int] = {}
        self._bodies: dict[int, Speaker] = {}
        self._in_full = FullNames(described)
        self._quotes: list[Quote] = []

    def in_full(self, quotes: list[Quote], beside: list[Speaker | None]) -> list[Speaker | None]:
        """`beside` with half names made whole; keeps who speaks in each document."""
        self._quotes = quotes
        if self._last_verb:
            beside = [self._as_name(quote, found) for quote, found in zip(quotes, beside, strict=True)]
            for quote, found in zip(quotes, beside, strict=True):
                if found is not None and found.name is not None and found.start < 0:
                    document = self.reading.document_of(quote.start)
                    self._names.setdefault(document, {}).setdefault(found.surface or "", found)
                    self._in_full.spoke(document, found)
            beside = [self._whole(quote, found) for quote, found in zip(quotes, beside, strict=True)]
            for at, (quote, found) in enumerate(zip(quotes, beside, strict=True)):
                if found is not None:
                    self._following.setdefault(self.reading.document_of(quote.start), []).append((at, found))
        self._alone = self._named_alone(quotes, beside)
        return beside

    def resolve(self, found: Speaker, at: int, last: Speaker | None, person: Speaker | None) -> Speaker:
        """In a verb-last language a person who is described is the one who speaks alone, has just spoken or speaks next."""
        quote = self._quotes[at]
        if found.start < 0 or found.entity_id is not None:
            return found
        if not is_person(self.reading, found.start):
            return self._pointed_to(found)
        document, surface = self.reading.document_of(found.start), found.surface or ""
        alone = self._alone.get(document)
        # "A teacher" is another than the one who has spoken by name before, and "his lawyer" than he.
        his = self._last_verb and self.reading.classes[found.start + 1] == ord("R")
        if his or (last is not None and word_of(self.reading, found.start) == ONE):
            return found
        another = self._last_verb and last is not None and self._is_another(found)
        meant = None if another else self._called.get((document, surface)) or alone or self.headed(document)
        if meant is None and self._last_verb and not self._is_another(found):
            meant = self._next(document, at) if last is None else self._same(found, last, person)
            if meant is not None and not self._goes_on(found, quote) and self._has_description(document, meant):
                meant = None
            if meant is None and person is not None and last is person and self._goes_on(found, quote):
                meant = person
        if meant is None or self.described.is_another(found, meant):
            return found
        self._called[(document, surface)] = meant
        return Speaker(found.surface, meant.name, meant.entity_id, "office", 0.65)

    def spoke(self, document: int, found: Speaker, last: Speaker | None) -> None:
        """Count how many statements in a row the one who has spoken has made."""
        self._run[document] = 1 + (self._run.get(document, 0) if last is not None and last.name == found.name else 0)
        if found.start >= 0 and found.resolution == "named" and self.reading.classes[found.start] in _BODIES:
            self._bodies[document] = found

    def _pointed_to(self, found: Speaker) -> Speaker:
        """«این روزنامه», «این سازمان»: the body of that kind that has spoken before."""
        if not self._last_verb or word_of(self.reading, found.start) != THIS or found.name != found.surface:
            return found
        body = self._bodies.get(self.reading.document_of(found.start))
        if body is None or body.name is None:
            return found
        kind = word_of(self.reading, found.start + 1)
        outlet = self.reading.classes[found.start + 1] in b"HS" and self.reading.classes[body.start] in b"HQ"
        if not outlet and fold_name(body.name).split(" ", 1)[0] != kind:
            return found
        return Speaker(found.surface, body.name, None, "named", 0.6, None, body.start)

    def several(self, quote: Quote, last: Speaker | None, before: Speaker | None) -> Speaker | None:
        """`before`: where nobody stands beside a verb-last cue, its number tells nothing."""
        del quote, last
        return before

    def headed(self, document: int) -> Speaker | None:
        """Who speaks by the headline, «رضا: …», if he is named in full."""
        if not self._last_verb:
            return None
        if document not in self._headed:
            self._headed[document] = self._in_headline(document)
        return self._headed[document]

    def _in_headline(self, document: int) -> Speaker | None:
        first = int(np.searchsorted(self.reading.tokens.passage, bisect_left(self.reading.document, document)))
        head = _HEAD.match(self.reading.classes, first)
        if head is None:
            return None
        place = self.phrases.mention_at.get(head.end(1) - 1)
        if place is not None:
            person = self.phrases.mentions[place].person
            if person.entity_id is not None:
                return Speaker(None, person.name, person.entity_id, "carried", 0.7)
        named = self._in_full.by_ending(document).get(word_of(self.reading, head.end(1) - 1))
        return Speaker(None, *named, "carried", 0.7) if named is not None else None

    def _as_name(self, quote: Quote, found: Speaker | None) -> Speaker | None:
        """`found` as a name and no description, if it is one that no mention covers."""
        if found is None or found.start < 0 or found.resolution != "named" or found.entity_id is not None:
            return found
        start, end = found.start, self.phrases.group_end(found.start, max(quote.cue, found.start + 1))
        if end <= start or any(word_of(self.reading, at) in self._kinds for at in range(start, end)):
            return found
        if not (
            _NAME.fullmatch(self.reading.classes, start, end) or _SURNAME.fullmatch(self.reading.classes, start, end)
        ):
            return found
        if self.described.has_kind(start, end):
            self._described.add((self.reading.document_of(start), found.name or ""))
        title = _TITLES.match(self.reading.classes, start)
        bare = title.end() if title is not None and end - title.end() > 1 else start
        return replace(found, name=self.phrases.surface(bare, end), start=-1)

    def _whole(self, quote: Quote, found: Speaker | None) -> Speaker | None:
        """Half a name made whole by another speaker of the document who ends with it."""
        if found is None or found.entity_id is not None or found.resolution != "named" or not found.name:
            return found
        owner = self._owner(quote, found)
        if owner is not None or found.start < 0:
            return owner or found
        words = found.name.split()
        names = self._names.get(self.reading.document_of(quote.start), {})
        for n in range(len(words) - 1, 0, -1):
            # «رضا صادقی هزینه پل را …»: what follows a name is the object.
            if (name := names.get(" ".join(words[:n]))) is not None:
                return replace(name, resolution="named")
        return found

    def _owner(self, quote: Quote, found: Speaker) -> Speaker | None:
        """Whose surname the phrase begins with, though it be a common word, if the document names one so in full."""
        start, words = found.start, fold_name(found.name or "").split()
        while start < 0 and len(words) > 1 and words[0] in self.reading.lexicon.words_of("titles"):
            del words[0]
        # «دبیر گفت»: an office alone may be a surname, one that goes on is none.
        office = start >= 0 and (self.reading.classes[start] == ord("O") or is_person(self.reading, start))
        if start >= 0 and (self.reading.classes[start] in b"MEHQL" or (office and len(words) > 1)):
            return None
        surnames = self._in_full.by_ending(self.reading.document_of(quote.start))
        for n in range(min(len(words), _LONGEST_SURNAME), 0, -1):
            # What goes on like a name is another's.
            if n < len(words) and (start < 0 or self.reading.classes[start + n] in b"wG"):
                continue
            person = surnames.get("".join(words[:n]))
            if person is not None:
                surface = found.surface if n == len(words) else self.phrases.surface(start, start + n)
                return Speaker(surface, *person, "named", 0.75)
        return None

    def _named_alone(self, quotes: list[Quote], beside: list[Speaker | None]) -> dict[int, Speaker]:
        """By document, the one who speaks by name where hardly anybody else does."""
        named: dict[int, dict[str, list[Speaker]]] = {}
        for quote, found in zip(quotes, beside, strict=True):
            if found is not None and found.name is not None and found.start < 0:
                key = found.entity_id or found.name
                named.setdefault(self.reading.document_of(quote.start), {}).setdefault(key, []).append(found)
        alone = {}
        for document, those in named.items():
            most = max(those.values(), key=len)
            # Whom the one who speaks reports of once or twice does not speak here.
            if len(those) == 1 or len(most) >= _MOST * sum(len(speakers) for speakers in those.values()):
                alone[document] = most[0]
        return alone

    def _is_another(self, found: Speaker) -> bool:
        """«استاندار نیز گفت»: somebody who has not spoken yet."""
        end = self.phrases.group_end(found.start, found.start + 14)
        also = self.reading.lexicon.words_of("also")
        return any(word_of(self.reading, at) in also for at in (found.start - 1, end, end + 1))

    def _same(self, found: Speaker, last: Speaker, person: Speaker | None) -> Speaker | None:
        """Who has said the last statements, if the description opens its sentence: «در این مراسم استاندار گفت» is another."""
        opens = self.reading.sentence_start(found.start) == found.start
        return (
            person if opens and last is person and self._run.get(self.reading.document_of(found.start), 0) > 1 else None
        )

    def _goes_on(self, found: Speaker, quote: Quote) -> bool:
        """Whether a description that opens its sentence adds to what was said: «این را هم … افزود»."""
        reading = self.reading
        verb = reading.classes.find(b"v", quote.end) if reading.classes[quote.cue] == ord("k") else quote.cue
        adds = verb >= 0 and reading.meaning(verb).label in reading.lexicon.facts.get("adding", ())
        return adds and reading.sentence_start(found.start) == found.start

    def _next(self, document: int, at: int) -> Speaker | None:
        """Who is named with no description in one of the next statements: «استاندار گفت: … رضا امروز افزود: …»."""
        for _, found in [pair for pair in self._following.get(document, []) if pair[0] > at][:_NEXT]:
            if found.start < 0 and found.resolution == "named" and found.name is not None:
                return found
            if found.resolution != "pronoun" and not is_person(self.reading, found.start):
                return None
        return None

    def _has_description(self, document: int, speaker: Speaker) -> bool:
        if speaker.entity_id is None:
            return (document, speaker.name or "") in self._described
        return self.described.has_description(document, speaker.entity_id)
