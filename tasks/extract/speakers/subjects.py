"""The subject of a cue: the name, office, pronoun or group that stands beside it, by the word order of each language.

Whom a phrase names is `subject_phrases`; what a pronoun or a dropped subject points back to is `speakers`.
"""

from tasks.extract.speakers.subject_phrases import Speaker
from tasks.extract.speakers.verb_first_subjects import VerbFirstSubjects
from tasks.extract.speakers.verb_last_subjects import VerbLastSubjects
from tasks.extract.statements import Quote, phrase_end


class Subjects(VerbFirstSubjects, VerbLastSubjects):
    """Finds the subjects of one reading's cues."""

    def of(self, quote: Quote) -> Speaker | None:
        """The subject of the statement's cue."""
        verb = self.reading.lexicon.verb
        if verb == "first":
            return self._verb_first(quote)
        return self._verb_last(quote) if verb == "last" else self._verb_middle(quote)

    def _verb_middle(self, quote: Quote) -> Speaker | None:
        classes = self.reading.classes
        cue_end = phrase_end(self.reading, quote.cue)
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
