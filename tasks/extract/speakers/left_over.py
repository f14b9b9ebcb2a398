"""Who says what no rule gave a speaker: whoever the cue's clause, the sentences before it or the whole text are about.

Asked only where the subject of the cue, its pronoun and what was said before have led to nobody.
"""

import re

from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.subject_phrases import Speaker
from tasks.extract.speakers.told_before import FEMININE, agree
from tasks.extract.speakers.unlisted_subjects import UnlistedSubjects, guessed, guessed_phrase, mentions_from
from tasks.extract.statements import Quote, last_of, phrase_end, sentences_before, word_of
from tasks.extract.words.particles import AND, BY, FOR, THE

_BACK = 6
"""Sentences and ends of lines before the statement behind which its speaker is not looked for."""
_BODIES, _OUTLET = b"SMEHQ", ord("Q")
_BEFORE_LINE = re.compile(rb"[:<>\n-]+\Z")


class LeftOver:
    """Finds speakers in the documents of one reading where nothing else did."""

    def __init__(self, unlisted: UnlistedSubjects) -> None:
        self.unlisted = unlisted
        self.reading, self.phrases, self.described = unlisted.reading, unlisted.phrases, unlisted.described
        self._first = self.reading.lexicon.verb == "first"

    def resolve(self, quote: Quote, found: Speaker) -> Speaker:
        """Who says `quote`, of whose speaker `found` is all that is known; `found` where the text does not tell more."""
        whom = self._speaker(quote, found)
        if whom is None or whom.name is None:
            return found
        if found.surface is None:
            return whom
        return Speaker(found.surface, whom.name, whom.entity_id, "pronoun", whom.confidence)

    def _speaker(self, quote: Quote, found: Speaker) -> Speaker | None:
        surface, said = found.surface, quote.kind == "direct"
        if quote.cue < 0:
            line = _BEFORE_LINE.search(self.reading.classes, max(0, quote.start - 4), quote.start)
            return self._told(quote.start, found, -1) if line is not None and b":" in line[0] else None
        if self.reading.classes[quote.cue] in b"aer":
            return self._told(quote.cue, found, -1)
        named = (self.unlisted.behind(quote, found) if self._first else None) or self._before(quote)
        if named is None and (self._first or surface is not None or (said and not self._introduces(quote))):
            named = self._told(quote.cue, found, quote.cue if self._first and surface is None else -1)
        told = surface is not None and self.reading.lexicon.verb == "last"
        return named or (self._only(quote) if told or self._is_he(quote) else None)

    def _introduces(self, quote: Quote) -> bool:
        """«در معرفی کتاب آمده است», and no message or letter, which somebody has written."""
        reading, lexicon = self.reading, self.reading.lexicon
        if reading.meaning(quote.cue).label not in lexicon.facts.get("given_texts", ()):
            return False
        words = (word_of(reading, at) for at in range(reading.sentence_start(quote.cue), quote.cue))
        return lexicon.words_of("texts").isdisjoint(words)

    def _before(self, quote: Quote) -> Speaker | None:
        """Whom the sentence of the cue is about before it: «… اللجنة قد حذرت من», «ایران اعلام کرد»."""
        reading, classes = self.reading, self.reading.classes
        start = reading.sentence_start(quote.cue)
        if quote.before_cue or (self._first and word_of(reading, quote.cue).startswith(AND)):
            return None
        mention = self._free_mention(start, quote.cue)
        if mention is not None:
            return guessed(mention)
        if self._first:
            inside = reading.spans.inside
            free = (at for at in range(start, quote.cue) if classes[at] in _BODIES and not inside[at])
            body = next((at for at in free if classes[at] != _OUTLET and not self._governed(at)), -1)
            return self.phrases.group(body, quote.cue) if body >= 0 else None
        at = quote.cue - 1
        while at > start and classes[at] == ord("_"):
            at -= 1
        return (
            guessed_phrase(reading, at, phrase_end(reading, at))
            if classes[at] in b"LEM" and not self._governed(at)
            else None
        )

    def _is_he(self, quote: Quote) -> bool:
        """Whether the dropped subject of an Arabic cue is no woman's and no body's."""
        word = word_of(self.reading, quote.cue)
        return self._first and not word.endswith(FEMININE) and not word.removeprefix(AND).startswith(FEMININE[0])

    def _told(self, token: int, found: Speaker, cue: int) -> Speaker | None:
        """Whom the sentences before that of `token` name: a source if one is meant, else who they are about.

        The verb before a name must be of the gender of `cue`, if that is not -1.
        """
        source = self._first and found.surface is not None
        ways = (self._source, self._person) if source else (self._person, self._source)[: 1 + self._first]
        for start, end in sentences_before(self.reading, token, _BACK):
            for asked in ways:
                whom = asked(start, end, cue)
                if whom is not None:
                    return whom
        return None

    def _person(self, start: int, end: int, cue: int) -> Speaker | None:
        mention = self._free_mention(start, end)
        if mention is None:
            return None
        head = mention.start
        while head > start and self.reading.classes[head - 1] in b"TONA_":
            head -= 1
        return guessed(mention) if cue < 0 or head == start or agree(self.reading, head - 1, cue) else None

    def _source(self, start: int, end: int, _cue: int) -> Speaker | None:
        """A source, a body or an outlet that a sentence names: behind "according to", else as its subject."""
        classes = self.reading.classes
        by = last_of(self.reading, b"are", start, end)
        near = range(by, min(by + 12, end)) if by >= 0 else range(start, min(start + 6, end))
        at = next((at for at in near if classes[at] in _BODIES and not (by < 0 and self._governed(at))), -1)
        return self.phrases.group(at, end) if at >= 0 else None

    def _only(self, quote: Quote) -> Speaker | None:
        """The one person that the document names outside the statement."""
        mentions = [self.phrases.mentions[at] for at in self.described.mentioned(self.reading.document_of(quote.start))]
        said = (mention for mention in mentions if not quote.start <= mention.start < quote.end)
        persons = {mention.person.entity_id or mention.person.name: mention for mention in said}
        return guessed(next(iter(persons.values()))) if len(persons) == 1 else None

    def _free_mention(self, start: int, end: int) -> Mention | None:
        """The first mention from `start` to `end` that may be a subject."""
        mentions = mentions_from(self.phrases, start, end)
        return next((mention for mention in mentions if not self._governed(mention.start)), None)

    def _governed(self, at: int) -> bool:
        """Whether a preposition or a proclitic stands before: then it is nobody's subject."""
        before = self.reading.classes[at - 1 : at]
        return before in (b"p", b"f") or (
            self._first and not self.reading.begins(at, THE) and self.reading.begins(at, BY, FOR)
        )
