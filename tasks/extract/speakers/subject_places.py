"""Where the subject of a cue may begin: at its sentence's start, behind a comma, "and", "but", a time, a place.

Whom the words there name is `verb_last_subjects`.
"""

import re
from bisect import bisect_left

from tasks.extract.offices.bearers import Bearers
from tasks.extract.offices.offices import Office
from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.subject_phrases import SubjectPhrases
from tasks.extract.statements import Quote, phrase_end, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import THIS
from tasks.extract.words.reading import Reading

_JOINT = re.compile(rb"[,&][t_,m]*")
_DATELINE = re.compile(rb"(?:[MslLwW]_*(?:\([^()\n]{1,4}\))?-)(?:(?:H_*)?[Qq]_*-)?|(?:H_*)?Q_*[:-]")
_TIME = re.compile(rb"t")
_DATE = re.compile(rb"d[^.,:\nvkcm](?:[st]_*)?(?:d|t_*)?")
_MONTH = "\u0645\u0627\u0647"
# "Like this to the agency".
_MANNER = 7
_ASKED = "\u061f"


class SubjectPlaces(SubjectPhrases):
    """Finds where subjects may begin."""

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], bearers: Bearers) -> None:
        super().__init__(reading, mentions, offices, bearers)
        spans = reading.spans
        long = reading.labels.code[spans.opening] == ord(codes.OPEN)
        self._openings, self._closings = spans.opening[long].tolist(), spans.closing[long].tolist()
        self._finite = re.compile(reading.lexicon.facts.get("finite_shape", "$^"))
        self._words = reading.lexicon.words_of

    def _starts(self, quote: Quote) -> list[int]:
        """Where a subject may begin in the cue's sentence: at its start, after a comma, after "and"."""
        classes = self.reading.classes
        start = self.reading.sentence_start(quote.cue)
        last = self.reading.lexicon.verb == "last"
        asked = last and start > 0 and word_of(self.reading, start - 1) == _ASKED
        if asked and not self.reading.classes[start : quote.cue].strip(b"spfqyYQ_m") and quote.cue < start + _MANNER:
            # «… در پاسخ به این سؤال که آیا …؟ گفت»: what is asked has subjects of its own.
            return [self._behind(self.reading.sentence_start(start - 1), quote.cue, b"t_,m")]
        dateline = _DATELINE.match(classes, start)
        start = dateline.end() if dateline is not None else start
        for at in range(bisect_left(self._openings, start), bisect_left(self._openings, quote.cue)):
            opening, close = self._openings[at], self._closings[at]
            # A title in the midst of a Persian sentence has the subject before it; speech has its cue.
            title = last and opening > start + 1 and not {*classes[start:opening]} & {*b"v:"}
            if start <= opening and close < quote.cue and not title:
                start = close + 1
        start = self._behind(start, quote.cue, b"-+")
        start = self._past_cleft(self._past_date(start), quote.cue) if last else start
        # A mark that closes behind the stop of the sentence before.
        start += classes[start : start + 1] == b">"
        places = [self._behind(start, quote.cue, b"t_,m")]
        places += [match.end() for match in _JOINT.finditer(classes, start, quote.cue)]
        # "It was to be paid, but a source said".
        but = self._but(places[0], quote.cue) if last else -1
        if but >= 0:
            start = places[0] = self._behind(but + 1, quote.cue, b"t_,m")
        if last and classes[start] in b"pf":
            # "In this ceremony, first A said": behind a time somebody begins.
            times = [phrase_end(self.reading, at) for at in range(start, quote.cue) if classes[at] == ord("t")]
            # "In this meeting A said".
            near = range(start + 1, min(start + 3, quote.cue - 2))
            times += [at + 2 for at in near if word_of(self.reading, at) == THIS]
            places += [self._behind(place, quote.cue, b"t_,m") for place in times]
        if last and places[0] < quote.cue and word_of(self.reading, places[0]) in self._words("opening_adverbs"):
            places[0] += 1
        return places

    def _past_date(self, start: int) -> int:
        """Behind «۲۲ مهرماه سال ۹۸»."""
        date = _DATE.match(self.reading.classes, start)
        dated = date is not None and word_of(self.reading, start + 1).endswith(_MONTH)
        return date.end() if dated and date is not None else start

    def _past_cleft(self, start: int, end: int) -> int:
        """Behind «دو هفته پیش بود که», «این در حالی است که»."""
        that = self.reading.classes.find(b"c", start + 2, min(start + 9, end))
        words = self.reading.lexicon.words_of("copulas")
        if that < 0 or word_of(self.reading, that - 1) not in words or word_of(self.reading, that - 2) in words:
            # «شایعه شده بود که»: nobody knows who did.
            return start
        behind = phrase_end(self.reading, that)
        before = {*self.reading.classes[start:that]} & {*b"vkOPG"} or behind + 2 > end
        return start if before else behind

    def _but(self, start: int, end: int) -> int:
        """The "but" behind a clause that is none of "that" and "which"; -1 where there is none."""
        for match in _TIME.finditer(self.reading.classes, start + 2, end - 1):
            at = match.start()
            if word_of(self.reading, at) in self._words("but") and self._has_verb(at - 2, at):
                return -1 if {*self.reading.classes[start:at]} & {*b"ck"} else at
        return -1

    def _behind(self, start: int, end: int, letters: bytes) -> int:
        """The first token from `start` on that is none of `letters`; `end` at most."""
        return max(start, end - len(self.reading.classes[start:end].lstrip(letters)))

    def _has_verb(self, start: int, end: int) -> bool:
        """Whether one of the tokens is a finite verb: then they are a clause, and nobody's name."""
        verbs, shape = self.reading.lexicon.words_of("finite_words"), self._finite
        words = [word_of(self.reading, at) for at in range(start, end) if self.reading.classes[at] != ord("w")]
        return any(word in verbs or shape.search(word) is not None for word in words)
