"""Subjects behind an Arabic verb that no list knows: «وقالت وسائل إعلام محلية إن …», «وقال، A، مدير شركة …»."""

import re
from collections.abc import Iterator

from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.described import Described
from tasks.extract.speakers.subject_phrases import NOBODY, Speaker, SubjectPhrases
from tasks.extract.statements import Quote, phrase_end, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import BY, FOR, THE
from tasks.extract.words.reading import Reading

_CONFIDENCE = 0.5
# Behind its verb a subject may follow a time and a comma; it ends before a preposition and the like.
_BEFORE_SUBJECT = b"t_,~-"
_SUBJECT = re.compile(rb"(?:[sWwMSELQHDNlBPGOTRA]_*){1,8}")
_NAME = re.compile(rb"[wWGP][wWGPx_]{1,3}")
# "His", "her", "their", as they are written.
_THEIRS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")


class UnlistedSubjects:
    """Reads what stands between the verbs of one reading and their statements."""

    def __init__(self, reading: Reading, phrases: SubjectPhrases, described: Described) -> None:
        self.reading = reading
        self.phrases = phrases
        self.described = described

    def joined(self, quote: Quote) -> Speaker | None:
        """Whom the words between a verb and its "that" name; nothing else stands there, so they win over who has spoken.

        "The same" and "the guest" are who has spoken, and «خلاله», «دعوتها» are no subjects.
        """
        reading = self.reading
        if quote.trigger <= quote.cue or reading.classes[quote.trigger] not in b"cC:":
            return None
        start = self._start(quote.cue, quote.trigger)
        if start >= quote.trigger or word_of(reading, start) in reading.lexicon.words_of("subject_stops"):
            return None
        if reading.surface(start, start + 1).endswith(_THEIRS):
            return None
        found = self._from(quote, start, quote.trigger, NOBODY)
        return self._surnamed(found, start) if found is not None and " " not in (found.surface or " ") else found

    def behind(self, quote: Quote, found: Speaker) -> Speaker | None:
        """Whom the words between a verb and its statement name, of whose speaker `found` is all that is known."""
        end = quote.trigger if quote.trigger > quote.cue else quote.start
        return self._from(quote, self._start(quote.cue, end), end, found)

    def _start(self, cue: int, end: int) -> int:
        """Where a subject may begin behind the verb, or `end`."""
        token = phrase_end(self.reading, cue)
        while token < end and self.reading.classes[token] in _BEFORE_SUBJECT:
            token += 1
        return token

    def _surnamed(self, found: Speaker, start: int) -> Speaker | None:
        """Whose surname a single word is in its document; a common word is none, an unknown one a name."""
        word = word_of(self.reading, start)
        for place in self.described.mentioned(self.reading.document_of(start)):
            mention = self.phrases.mentions[place]
            if word_of(self.reading, mention.end - 1).removeprefix(THE) == word.removeprefix(THE):
                return guessed(mention)
        return found if self.reading.classes[start] == ord("w") else None

    def _from(self, quote: Quote, start: int, end: int, found: Speaker) -> Speaker | None:
        """The subject that begins at `start` and ends before `end`."""
        reading, classes = self.reading, self.reading.classes
        if classes[quote.cue] not in b"vu" or quote.before_cue:
            return None
        if start >= end or classes[start] in b"pfai" or word_of(reading, start).startswith((BY, FOR)):
            return None
        if classes[quote.cue] == ord(codes.URGE) and not word_of(reading, quote.start).startswith(BY):
            # «دعا الشعب إلى …»: whom one urges.
            return None
        match = _SUBJECT.match(classes, start, end)
        mentions = mentions_from(self.phrases, start, end)
        mention = next((mention for mention in mentions if mention.start == start or mention.person.full), None)
        # A name that nothing tells to be one, between commas.
        alone = match is not None and _NAME.fullmatch(match[0]) and classes[match.end()] == ord(codes.COMMA)
        if mention is not None and not alone:
            return guessed(mention)
        if match is None or (found.surface is not None and classes[start] != ord(codes.PRONOUN)):
            return None
        theirs = (at for at in range(start + 1, match.end()) if reading.surface(at, at + 1).endswith(_THEIRS[1:]))
        return guessed_phrase(reading, start, next(theirs, match.end()))


def mentions_from(phrases: SubjectPhrases, start: int, end: int) -> Iterator[Mention]:
    """Mentions that begin from `start` to `end`."""
    at = start
    while at < end:
        place = phrases.mention_at.get(at)
        if place is None:
            at += 1
            continue
        mention = phrases.mentions[place]
        if mention.start >= start:
            yield mention
        at = mention.end


def guessed(mention: Mention) -> Speaker:
    """The person of `mention` as somebody who probably speaks."""
    return Speaker(None, mention.person.name, mention.person.entity_id, "carried", _CONFIDENCE)


def guessed_phrase(reading: Reading, start: int, end: int) -> Speaker:
    """Tokens `start` to `end` as a phrase that probably names who speaks."""
    surface = reading.surface(start, end)
    return Speaker(surface, surface, None, "named", _CONFIDENCE, None, start)
