"""The subject of a cue in a verb-last language: at the sentence's start, behind a comma or "and", or in marks.

Persian news opens a sentence with who speaks, or with where and when; the cue comes at the end.
"""

import re

from tasks.extract.offices.bearers import Bearers
from tasks.extract.offices.offices import Office
from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.appositions import named_before
from tasks.extract.speakers.late_subjects import apposed, behind_heading, in_marks, late, named_outlet
from tasks.extract.speakers.noun_phrases import NOUN_PHRASE, OF, is_person
from tasks.extract.speakers.subject_phrases import Speaker
from tasks.extract.speakers.subject_places import SubjectPlaces
from tasks.extract.speakers.writers import writer
from tasks.extract.statements import Quote, phrase_end, word_of
from tasks.extract.words.particles import THIS
from tasks.extract.words.reading import Reading

_OUTLET = re.compile(rb"a_*(?:H_*)?Q_*")
# "The Dutch".
_PEOPLE = "\u06cc\u0647\u0627"


class VerbLastSubjects(SubjectPlaces):
    """Finds the subjects of cues that end their clauses."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        super().__init__(reading, mentions, offices, bearers)
        self._given_texts = frozenset(reading.lexicon.facts.get("given_texts", ()))

    def group(self, start: int, end: int) -> Speaker | None:
        """As of any phrase; but a clause is none, nor what begins or ends as times and conjunctions do."""
        if self.reading.lexicon.verb == "last":
            at = self.group_end(start, end)
            ends = at > start and word_of(self.reading, at - 1) in self._words("time_endings")
            alone = at == start + 1 and word_of(self.reading, start) in self._words("pointing")
            if (
                ends
                or alone
                or word_of(self.reading, start) in self._words("no_subjects")
                or self._has_verb(start + 1, at)
            ):
                return None
        return super().group(start, end)

    def _verb_last(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        if classes[quote.cue : quote.cue + 1] == b"k":
            verb = quote.end
            found = self._before_last(Quote(quote.start, quote.end, quote.kind, quote.cue, quote.trigger, 0.0))
            return found if found is not None or verb < 0 else None
        return self._before_last(quote)

    def _before_last(self, quote: Quote) -> Speaker | None:
        if self.reading.meaning(quote.cue).label in self._given_texts:
            return writer(self, quote.cue)
        places = self._starts(quote)
        reported = places[0] + 1 if places and self.reading.classes[places[0]] == ord("a") else None
        places = self._past_sources(places, quote.cue)
        if not places:
            return self._named_source(reported, quote.cue) if reported is not None else None
        joined, object_before = self._joined_verb(quote.cue), places[0] < quote.start < quote.cue
        bound = quote.start - 1 if object_before else quote.cue
        inner = None if joined else self._behind_that(bound, places[0]) or self._of_which(bound, places)
        if inner is not None:
            return inner
        # The object of the verb is no part of its subject.
        before = quote.start if object_before else quote.cue
        places = places[:1] + [place for place in places[1:] if place < before]
        found = self._known(places, before, joined)
        if found is not None:
            return found
        found = (
            self._beside_object(quote, places)
            or self._just_before(quote.cue, places[0])
            or (self._named_source(reported, quote.cue) if reported is not None else None)
            or next((found for place in places if (found := apposed(self, place, before)) is not None), None)
            or self._described_before(places, before)
        )
        if found is not None:
            return behind_heading(self, found, before) or found
        outlet = named_outlet(self, places[0], before)
        return outlet if outlet is not None or joined else late(self, places[0], before, reported is not None)

    def _past_sources(self, places: list[int], cue: int) -> list[int]:
        """`places` behind whom the text is taken from: «به گزارش … و بنابر اعلام …، A گفت»; the comma may be left away."""
        classes = self.reading.classes
        while places and classes[places[0] : places[0] + 1] in (b"a", b"r"):
            behind = self._behind_outlet(places[0], cue) if len(places) == 1 else -1
            places = [behind] if behind >= 0 else places[1:]
            while places and classes[places[0] - 1 : places[0]] == b"&" and classes[places[0]] not in b"ar":
                places = places[1:]
        if len(places) > 1 and word_of(self.reading, places[0]) in self._words("no_subjects"):
            # «بر پایه این گزارش، …»
            places = [place for place in places if place > classes.find(b",", places[0])] or places
        return places

    def _known(self, places: list[int], before: int, joined: bool) -> Speaker | None:
        """A person, an office, a pronoun, a body that stands at one of `places`: the first, or the last."""
        found = self._opening(places[0], before)
        if found is None and places[0] not in self.mention_at:
            found = apposed(self, places[0], before)
        if found is not None:
            return found
        described = is_person(self.reading, places[0])
        for place in (*places[:1], *(() if joined else reversed(places[1:]))):
            if place != places[0] and (
                (described and place not in self.mention_at) or self._is_asked(places[0], place)
            ):
                continue
            found = named_before(self, place) or self.at(place, before) or in_marks(self, place, before)
            if found is not None:
                return found
        return None

    def _is_asked(self, start: int, place: int) -> bool:
        """Whether a place behind "and" lies in a clause of what was asked: «در پاسخ به این سؤال که A و B …»."""
        before = self.reading.classes[start:place]
        return before[-1:] == b"&" and b"c" in before and b"v" not in before

    def _behind_outlet(self, start: int, cue: int) -> int:
        """The word behind an outlet's name, if no comma parts them: «به گزارش پیک رضا گفت»."""
        match = _OUTLET.match(self.reading.classes, start, cue)
        return match.end() if match is not None and self.reading.classes[match.end()] in b"GTxw" else -1

    def _just_before(self, cue: int, start: int) -> Speaker | None:
        """A name in the last few words before the verb, behind no preposition."""
        for at in range(cue - 1, max(cue - 7, start), -1):
            place = self.mention_at.get(at)
            if place is not None and self._may_open(self.mentions[place].start - 1):
                return self.by_name(self.mentions[place], at)
        return None

    def _may_open(self, before: int) -> bool:
        """Whether a name behind `before` is no noun's: not «شاگردان رضا», but «در این نشست رضا»."""
        letter = self.reading.classes[before]
        return letter not in b"pTms" or (letter == ord("s") and word_of(self.reading, before - 1) == THIS)

    def _named_source(self, start: int, cue: int) -> Speaker | None:
        """The first who is named behind "reported by", before a comma."""
        comma = self.reading.classes.find(b",", start, cue)
        for at in range(start, min(start + 10, comma if comma >= 0 else cue)):
            found = self.at(at, cue)
            if found is not None and found.resolution == "named":
                return found
        return None

    def _beside_object(self, quote: Quote, places: list[int]) -> Speaker | None:
        """«… و پلیس از … خبر داد»: who stands between "and" and the object that comes before the verb."""
        if quote.start >= quote.cue or quote.cue < 0:
            return None
        for place in reversed(places[1:]):
            stop = quote.start - 1
            # «مسئول امور فرهنگی و رفاهی از … خبر داد»: "and" joins no clause.
            joined = self.reading.classes[place - 1] == ord("&")
            if joined and not self._has_verb(max(place - 4, 0), place - 1):
                continue
            if place < stop <= place + 5 and not self.reading.classes[place:stop].strip(b"MSELNAsw_"):
                return self.group(place, stop)
        return None

    def _described_before(self, places: list[int], cue: int) -> Speaker | None:
        """A noun phrase that is the subject: at the sentence's start, or behind a comma or "and" and right at the verb."""
        classes = self.reading.classes
        nouns = NOUN_PHRASE + b"_"
        cue -= classes[cue - 1 : cue] == b","
        whole = bool(places) and places[0] < cue and not classes[places[0] : cue].strip(nouns)
        if places and places[0] < cue and not whole and not classes[places[0] : cue].strip(nouns + b","):
            # A list belongs to an office; behind a name it says who that is.
            return (self._several if is_person(self.reading, places[0]) else self.group)(places[0], cue)
        for place in () if whole else reversed(places[1:]):
            # Behind "and" somebody else speaks only where a clause has ended: "… was late and the police said".
            if not self._has_verb(max(place - 2, 0), place - 1) and classes[place - 1] == ord("&"):
                continue
            if place < cue <= place + 4 and not classes[place:cue].strip(nouns) and not self._has_verb(place, cue):
                return self.group(place, cue)
        body = next((place for place in places[1:] if classes[place : place + 1] in (b"M", b"E")), -1)
        if 0 <= body < cue and classes[places[0]] in b"stpf" and not self._joined_verb(cue):
            return self.group(body, cue)
        if places and places[0] < cue and classes[places[0]] == ord("d"):
            # "45 of a hundred", "30 groups".
            head = places[0] + 1
            end = self.group_end(head + 2 * (word_of(self.reading, head + 1) == OF), cue)
            return self._several(places[0], end) if end > places[0] + 1 else None
        several = bool(places) and word_of(self.reading, places[0]).endswith(_PEOPLE)
        if places and places[0] < cue and (classes[places[0]] in b"BMSELQHwGODsTyx" or several):
            found = self.group(places[0], cue)
            # A title alone is nobody.
            title = found is not None and " " not in (found.surface or " ") and classes[places[0]] == ord("T")
            return None if title else found
        return None

    def _several(self, start: int, end: int) -> Speaker:
        surface = self.surface(start, end)
        return Speaker(surface, surface, None, "named", 0.6, None, start)

    def _joined_verb(self, cue: int) -> bool:
        """Whether the verb is joined by "and": its subject is the sentence's, not the last that could be one."""
        while self.reading.classes[cue - 1 : cue] == b"t":
            cue -= 1
        return self.reading.classes[cue - 1 : cue] == b"&"

    def _opening(self, place: int, cue: int) -> Speaker | None:
        """A body at the sentence's start, or a name that nobody knows before a comma and an office."""
        letter = self.reading.classes[place : place + 1]
        if place >= cue or letter not in (b"M", b"E", b"w", b"l", b"s", b"G"):
            return None
        end = self.group_end(place, cue)
        comma = self.reading.classes[end : end + 1] == b"," and end < cue
        if letter in (b"M", b"E"):
            return self.group(place, cue) if end > place and not comma else None
        words = self.reading.classes[place:end]
        name = 1 < end - place < 5 and not words.strip(b"swlWxG_")
        return self.group(place, end) if name and comma and end + 1 in self.office_at else None

    def _of_which(self, cue: int, places: list[int]) -> Speaker | None:
        """«این نماینده که پیش از این از … خبر داد»: the person of whom the relative clause tells."""
        that = self.reading.classes.rfind(b"c", places[0], cue)
        for place in reversed(places) if that >= 0 and b"," not in self.reading.classes[that:cue] else ():
            if place < that <= place + 6 and (is_person(self.reading, place) or is_person(self.reading, place + 1)):
                this = word_of(self.reading, place) == THIS or is_person(self.reading, place)
                return self.group(place, that) if this and self.group_end(place, that) == that else None
        return None

    def _behind_that(self, cue: int, start: int) -> Speaker | None:
        """In "this is said while the secretary had stated that …" the subject stands behind the last "that"."""
        that = self.reading.classes.rfind(b"c", start, cue)
        if that < 0 or b"," in self.reading.classes[that:cue]:
            return None
        at = phrase_end(self.reading, that)
        while at < cue and self.reading.classes[at] in b"t_":
            at += 1
        found = self.at(at, cue)
        if found is None and at < cue and all(letter in NOUN_PHRASE + b"_" for letter in self.reading.classes[at:cue]):
            found = self.group(at, cue)
        return found
