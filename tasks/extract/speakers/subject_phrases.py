"""Who a phrase names: a person, an office, a pronoun, a group. Which phrase is the subject of a cue, is `subjects`."""

import re
from dataclasses import dataclass

import polars as pl

from tasks.extract.offices.bearers import Bearers
from tasks.extract.offices.offices import Office
from tasks.extract.people.mentions import Mention, at_tokens
from tasks.extract.speakers.names_behind import name_behind
from tasks.extract.speakers.noun_phrases import NOUNS, is_person, last_end
from tasks.extract.speakers.verb_first_phrases import extended, is_phrase, is_told
from tasks.extract.statements import phrase_end, word_of
from tasks.extract.words.particles import ABOUT, FOR_THE, THE, THIS
from tasks.extract.words.reading import Reading

# A ministry, an office, a newspaper that bears a person's name is not the person.
_NOT_A_PERSON = b"BMHQDE"
# From an office or a description to the name: what belongs to the office, perhaps a comma, titles.
_TO_NAME = re.compile(rb"(?:(?:[NLEA]_*|f_*(?=[LE])){0,3}|(?:[sWNLEAMmpf]_*){0,8}(?=,)),?(?:[TN]_*)*m?")


@dataclass(slots=True)
class Speaker:
    """`surface` is what stands beside the cue; `name` and `entity_id` are whom it means.

    Nobody changes one; a frozen one only takes three times as long to make.
    """

    surface: str | None
    name: str | None
    entity_id: str | None
    resolution: str
    confidence: float
    office: Office | None = None
    start: int = -1
    """First token of `surface` where it is a description that may mean somebody named elsewhere."""


NOBODY = Speaker(None, None, None, "none", 0.5)


class SubjectPhrases:
    """Reads the phrases of one reading that may be subjects."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        self.reading = reading
        self.mentions = mentions
        self.mention_at = at_tokens(mentions)
        self.office_at = {office.start: office for office in offices}
        self.office_end = {office.end: office for office in offices}
        self.bearers = bearers
        self._manner = _manner(reading)
        self._stops = reading.lexicon.words_of("subject_stops") | reading.lexicon.words_of("denied_nouns")

    def at(self, token: int, end: int) -> Speaker | None:
        """The speaker whose name, office or pronoun begins at `token`; it may reach to `end`."""
        letter = self.reading.classes[token : token + 1]
        office = self.office_at.get(token)
        if office is not None:
            return self.by_office(office, end)
        if token in self.mention_at:
            return self.by_name(self.mentions[self.mention_at[token]], token)
        if letter == b"T":
            after = token
            while after < end and self.reading.classes[after] in b"T_":
                after += 1
            if after in self.mention_at:
                return self.by_name(self.mentions[self.mention_at[after]], token)
        if letter in (b"R", b"Z"):
            return Speaker(self.surface(token, phrase_end(self.reading, token)), None, None, "pronoun", 0.8)
        return None

    def by_name(self, mention: Mention, start: int) -> Speaker:
        """The person of `mention`, whose phrase begins at `start`."""
        person = mention.person
        return Speaker(
            self.surface(min(start, mention.start), mention.end, mention.clitic if start >= mention.start else 0),
            person.name,
            person.entity_id,
            "named",
            0.95,
        )

    def by_office(self, office: Office, end: int) -> Speaker:
        """Whom an office phrase names: who stands beside it, else its one bearer, else the office itself."""
        after = self._named_behind(office.end, end)
        if after is not None:
            return self.by_name(after, office.start)
        described = self.described_name(office.start, end)
        if described is not None:
            return described
        surface = self.surface(office.start, office.end)
        person = self.bearers.only(self.reading.document_of(office.start), office)
        if person is None:
            whole = self.group(office.start, max(end, office.end))
            if whole is not None and whole.entity_id is not None:
                return whole
            surface = whole.surface if whole is not None and whole.surface else surface
            return Speaker(surface, surface, None, "office", 0.6, office, office.start)
        return Speaker(surface, person.name, person.entity_id, "office", 0.85)

    def _named_behind(self, token: int, end: int) -> Mention | None:
        """The name behind an office or a description, with a comma between or with none."""
        match = _TO_NAME.match(self.reading.classes, token, end)
        at = match.end() if match is not None else token
        if at >= end or at not in self.mention_at:
            return None
        mention = self.mentions[self.mention_at[at]]
        return mention if mention.start == at else None

    def described_name(self, start: int, end: int) -> Speaker | None:
        """The person in full behind a description with a preposition: «الخبير في الشأن … A», «القيادي في الحزب A»."""
        classes = self.reading.classes
        if self.reading.lexicon.verb == "first":
            behind = name_behind(self.reading, start, end, self.mention_at, self.mentions)
            return self._by_span(start, *behind) if behind is not None else None
        if classes[start] != ord("O") and (classes[start] in _NOT_A_PERSON or not self.reading.begins(start, THE)):
            return None
        for at in range(start + 1, min(start + 9, end)):
            if at in self.mention_at and self.mentions[self.mention_at[at]].start == at:
                mention = self.mentions[self.mention_at[at]]
                follows = classes[at - 1] in b"NALEWm_" or self.reading.begins(at - 1, THE, FOR_THE)
                return self.by_name(mention, start) if follows and mention.person.full else None
            if classes[at] not in b"swWMLENA_fm" and self.reading.meaning(at).label != ABOUT:
                return None
        return None

    def _by_span(self, start: int, name: int, end: int) -> Speaker:
        """Whom tokens `name` to `end` name, described from `start` on."""
        if name in self.mention_at:
            return self.by_name(self.mentions[self.mention_at[name]], start)
        return Speaker(self.surface(start, end), self.surface(name, end), None, "named", 0.75)

    def surface(self, start: int, end: int, clitic: int = 0) -> str:
        """Tokens as they are written, without clitics."""
        return self.reading.surface(start, end, clitic)

    def group(self, start: int, end: int) -> Speaker | None:
        """A ministry, a source, a country, a noun: the noun phrase that begins at `start` and ends before `end`."""
        at = self.group_end(start, end)
        if at <= start or not is_phrase(self.reading, start, at):
            return None
        lexicon = self.reading.lexicon
        # «این نماینده»: he who has spoken.
        this = word_of(self.reading, start) == THIS and is_person(self.reading, start + 1)
        if this:
            return Speaker(self.surface(start, at), None, None, "pronoun", 0.7)
        if word_of(self.reading, start) in lexicon.words_of("own_words"):
            return Speaker(self.surface(start, start + 1), None, None, "pronoun", 0.7)
        inner = None if self.is_plural(start) else self.mention_at.get(at - 1)
        if inner is None and self.reading.classes[at - 1] == ord("m"):
            # «مراسلة "النهار" A»
            inner = self.mention_at.get(at)
        if inner is not None and self.reading.classes[start] not in _NOT_A_PERSON:
            return self.by_name(self.mentions[inner], start)
        if self.reading.classes[start] not in _NOT_A_PERSON and self.reading.classes[at : at + 1] == b",":
            behind = self._named_behind(at, end)
            if behind is not None:
                return self.by_name(behind, start)
        surface, sure = self.surface(start, at), self.reading.classes[start] in b"MSLEQBH"
        return Speaker(surface, surface, None, "named", 0.8 if sure else 0.6, None, start)

    def is_plural(self, start: int) -> bool:
        """«منتقدان …»: several are not the one whose name stands behind them."""
        lexicon, word = self.reading.lexicon, word_of(self.reading, start)
        return (
            lexicon.verb == "last"
            and self.reading.classes[start] == ord("s")
            and len(word) > 4
            and word.endswith(tuple(lexicon.words_of("plural_endings")))
        )

    def group_end(self, start: int, end: int) -> int:
        """Where the noun phrase ends that begins at `start`: in Arabic before an adverb, and behind «من» and what it joins."""
        match = NOUNS.match(self.reading.classes, start, end)
        if match is None:
            return -1
        at = start + len(match[0].rstrip(b"&~A"))
        if self.reading.lexicon.verb == "last":
            return last_end(self.reading, start, at, end, self._stops)
        return self._arabic_end(start, at, end) if self.reading.lexicon.verb == "first" else at

    def _arabic_end(self, start: int, at: int, end: int) -> int:
        """Of nouns to `at`: before an adverb, an object and whom it was told; behind a name in marks and behind «من»."""
        classes = self.reading.classes
        text = word_of(self.reading, start) in self.reading.lexicon.words_of("reports")
        for token in range(start + 1, at):
            manner = classes[token] == ord("s") and (self.reading.word[token] in self._manner or self._is_object(token))
            if manner or (not text and is_told(self.reading, token)):
                return token
        return extended(self.reading, start, at, end)

    def _is_object(self, token: int) -> bool:
        """Behind a noun with an article, one without is no part of the phrase: «المنظمة توصيات»."""
        return (
            self.reading.classes[token - 1] in b"MWsS"
            and self.reading.begins(token - 1, "\u0627\u0644")
            and not self.reading.begins(token, "\u0627", "\u0628", "\u0644", "\u0648\u0627\u0644", "\u0648\u0644\u0644")
        )


def _manner(reading: Reading) -> frozenset[int]:
    """Words, as places among those of the reading, that say how or when it was said and not who said it."""
    if reading.lexicon.verb != "first":
        return frozenset()
    form, folded = pl.col("form"), pl.col("folded")
    words = pl.DataFrame({"form": reading.tokens.forms, "folded": reading.tokens.folded}).with_row_index("place")
    # "Its report" is no part of the body's name.
    theirs = (folded.str.len_chars() > 4) & folded.str.contains("(?:\u0647\u0627|\u0647\u0645)$")
    listed = folded.is_in(list(reading.lexicon.words_of("manner")))
    # Behind a body "to return" is what is asked for.
    objects = reading.lexicon.facts["objects"]
    listed |= folded.str.contains(f"^\u0628(?:{objects['shape']}|{objects['shape_with_hamza']})$")
    return frozenset(words.filter(listed | theirs | form.str.contains("\N{ARABIC FATHATAN}"))["place"].to_list())
