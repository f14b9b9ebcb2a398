"""The subject of a cue: the name, office, pronoun or group that stands beside it, by the word order of each language.

Whom a phrase names is `subject_phrases`; what a pronoun or a dropped subject points back to is `speakers`.
"""

from collections.abc import Callable

from tasks.extract.bearers import Bearers
from tasks.extract.mentions import Mention
from tasks.extract.offices import Office
from tasks.extract.reading import Reading
from tasks.extract.statements import Quote, word_of
from tasks.extract.subject_phrases import NOUN_PHRASE, Speaker
from tasks.extract.verb_last_subjects import VerbLastSubjects

# "Has", and "who" in its forms.
_HAS = ("\u0642\u062f", "\u0627\u0644\u0630\u06cc", "\u0627\u0644\u062a\u06cc", "\u0627\u0644\u0630\u06cc\u0646")


class Subjects(VerbLastSubjects):
    """Finds the subjects of one reading's cues."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        super().__init__(reading, mentions, offices, bearers)
        by_order: dict[str, Callable[[Quote], Speaker | None]] = {
            "first": self._verb_first,
            "last": self._verb_last,
            "middle": self._verb_middle,
        }
        self.of = by_order[reading.lexicon.verb]
        self._participles = reading.lexicon.participles
        self._speaking = reading.lexicon.words_of("speaking_nouns")

    def _verb_first(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = self.phrase_end(quote.cue)
        if classes[quote.cue : quote.cue + 1] == b"k" or self.reading.meaning(quote.cue).label in self._participles:
            return None
        end = quote.trigger if not quote.before_cue and quote.trigger >= cue_end else self.reading.sentence_end(cue_end)
        token = cue_end
        while token < end and classes[token] in b"t_":
            token += 1
        if classes[quote.cue : quote.cue + 1] == b"r":
            return self._whose_words(quote.cue)
        if classes[quote.cue - 1 : quote.cue] == b"," and self.reading.begins(quote.cue, "\N{ARABIC LETTER FEH}"):
            return self._topic(quote.cue)
        if token >= end or classes[token] in b"pfsdcC,n":
            if token < end and classes[token] == ord("s") and self._is_subject_noun(token):
                return self.group(token, end)
            return self._before_verb(quote.cue) if self.reading.meaning(quote.cue).clitic == 0 else None
        return self.at(token, end) or (self.group(token, end) if classes[token] in NOUN_PHRASE else None)

    def _whose_words(self, cue: int) -> Speaker | None:
        """In «نقلت الصحيفة عن X قوله» the one behind «عن»."""
        of = self.reading.classes.rfind(b"p", self.reading.sentence_start(cue), cue)
        while of >= 0 and self.reading.meaning(of).label != "\N{ARABIC LETTER AIN}\N{ARABIC LETTER NOON}":
            of = self.reading.classes.rfind(b"p", self.reading.sentence_start(cue), of)
        if of >= 0:
            return self.at(of + 1, cue) or self.group(of + 1, cue)
        return self._before_verb(cue)

    def _topic(self, cue: int) -> Speaker | None:
        """ "As for X, he said": the verb's clitic takes up the topic at the sentence's start."""
        start = self.reading.sentence_start(cue)
        start += self.reading.classes[start : start + 1] == b"p"
        return self.at(start, cue - 1) or self.group(start, cue - 1)

    def _is_subject_noun(self, token: int) -> bool:
        """A common noun with an article may be the subject, or one of people; a word with a preposition may not."""
        return self.reading.begins(token, "ال") or word_of(self.reading, token) in self._speaking

    def _before_verb(self, cue: int) -> Speaker | None:
        """The subject that ends right before the verb."""
        at = cue - 1
        while at >= 0 and (
            self.reading.classes[at] in b"t"
            or (self.reading.classes[at] == ord("p") and word_of(self.reading, at) in _HAS)
        ):
            at -= 1
        if at in self.mention_at:
            return self.by_name(self.mentions[self.mention_at[at]], at)
        if at + 1 in self.office_end:
            return self.by_office(self.office_end[at + 1], cue)
        if at >= 0 and self.reading.classes[at] in b"RZ":
            return Speaker(self.surface(at, at + 1), None, None, "pronoun", 0.7)
        start = self.reading.sentence_start(cue)
        whole = self.reading.classes[start : at + 1]
        if self.reading.lexicon.verb == "first" and 0 < len(whole) < 9 and not whole.strip(NOUN_PHRASE + b"_"):
            return self.group(start, at + 1) if whole[0] in b"MSEOTQH" else None
        return None

    def _verb_middle(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = self.phrase_end(quote.cue)
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
            return self.group(start, quote.cue) if classes[start] in b"MSELNQw" else None
        return found

    def _past_article(self, token: int) -> int:
        while self.reading.classes[token : token + 1] == b"p" and self.reading.surface(token, token + 1).lower() in (
            "the",
            "a",
            "an",
        ):
            token += 1
        return token
