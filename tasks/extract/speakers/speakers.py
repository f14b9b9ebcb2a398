"""Who says a statement: the subject of its cue, or whom a pronoun or a dropped subject points back to.

Finding the subject is `subjects`; finding the statement, `quotes`.
"""

from dataclasses import replace

from tasks.extract.offices.bearers import Bearers
from tasks.extract.offices.offices import Claim, Office
from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.described import Described
from tasks.extract.speakers.left_over import LeftOver
from tasks.extract.speakers.named_sources import source_of
from tasks.extract.speakers.noun_phrases import HE, is_person
from tasks.extract.speakers.recalled import Recalled
from tasks.extract.speakers.subject_phrases import NOBODY, Speaker
from tasks.extract.speakers.subjects import Subjects
from tasks.extract.speakers.told_before import who_answers, whom_told_of, whom_was
from tasks.extract.speakers.unlisted_subjects import UnlistedSubjects
from tasks.extract.speakers.unnamed import Unnamed
from tasks.extract.statements import Quote, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

_FAR = 8
"""Sentences over which somebody is looked for whom a pronoun may mean."""


class Speakers:
    """Finds the speakers of one reading's statements, going through each document in order.

    Holds what has been said so far in the document, since pronouns and dropped subjects point back.
    """

    def __init__(self, reading: Reading, mentions: list[Mention], offices: list[Office], claims: list[Claim]) -> None:
        self.reading = reading
        self.bearers = Bearers(reading, mentions, claims)
        self.subjects = Subjects(reading, mentions, offices, self.bearers)
        self.described = Described(reading, self.subjects)
        self.unlisted = UnlistedSubjects(reading, self.subjects, self.described)
        self.left_over = LeftOver(self.unlisted)
        self._asked: dict[int, Speaker] = {}

    def resolve(self, quotes: list[Quote]) -> list[Speaker]:
        """The speaker of each of `quotes`, which are in the order of their beginnings."""
        resolved: list[Speaker] = [NOBODY] * len(quotes)
        last: dict[int, Speaker] = {}
        persons: dict[int, Speaker] = {}
        previous: dict[int, int] = {}
        kind = Recalled if self.reading.lexicon.verb == "first" else Unnamed
        unnamed = kind(self.reading, self.subjects, self.described)
        beside = unnamed.in_full(quotes, [self._beside(quote) for quote in quotes])
        for at in _by_cues(quotes):
            quote = quotes[at]
            document = self.reading.document_of(quote.start)
            found = beside[at]
            if quote.asked:
                resolved[at] = self._answering(document)
                continue
            if found is not None and found.start >= 0:
                found = self.described.resolve(found, quote.cue, persons.get(document))
                found = unnamed.resolve(found, at, last.get(document), persons.get(document))
                if found.resolution == "named" and self._is_statement(found) and last.get(document) is not None:
                    found = replace(found, name=None, resolution="pronoun")
            if found is not None and found.resolution == "office" and found.entity_id is None:
                found = self._office_of_last(found, quote, last.get(document))
            if found is None or found.resolution in ("pronoun", "carried"):
                since = previous.get(document, -1)
                before = self._for_pronoun(found, last.get(document), persons.get(document)) or unnamed.headed(document)
                before = before if found else unnamed.several(quote, last.get(document), before)
                found = self._carried(found, self._pointed_to(quote, found, since, before) or before)
            if found.name is None:
                found = self.left_over.resolve(quote, found)
            resolved[at] = found
            if found.name is not None:
                unnamed.spoke(document, found, last.get(document))
                last[document] = found
                if not self._is_body(found):
                    persons[document] = found
                previous[document] = quote.end
        return resolved

    def _answering(self, document: int) -> Speaker:
        if document not in self._asked:
            self._asked[document] = who_answers(self.subjects, self.described.mentioned(document)) or NOBODY
        return self._asked[document]

    def _pointed_to(self, quote: Quote, found: Speaker | None, since: int, before: Speaker | None) -> Speaker | None:
        """Whom a pronoun or a dropped subject points to, if it is not `before`, who spoke last."""
        pointed = self._in_sentence(quote, since)
        pointed = pointed or self._antecedent(quote, since, before is None and found is not None)
        return whom_told_of(self.subjects, quote) if pointed is None and found is None and before is None else pointed

    def _is_statement(self, found: Speaker) -> bool:
        """«البيان»: said by whoever has spoken; its issuer is named nowhere."""
        return " " not in (found.surface or "") and word_of(self.reading, found.start) in (
            self.reading.lexicon.words_of("statements")
        )

    def _beside(self, quote: Quote) -> Speaker | None:
        """Who stands beside the cue."""
        if quote.cue < 0:
            return None
        letter = self.reading.classes[quote.cue]
        if letter in b"ae" or (letter == ord("r") and self.reading.lexicon.verb == "last"):
            return source_of(self.subjects, quote)
        found = self.subjects.of(quote)
        if found is not None or self.reading.lexicon.verb != "first":
            return found
        return whom_was(self.subjects, quote.cue) or self.unlisted.joined(quote)

    def _in_sentence(self, quote: Quote, since: int) -> Speaker | None:
        """Whom the sentence of a participle is about, where it said nothing before: "X warned of …, adding that …"."""
        if quote.cue < 0 or self.reading.lexicon.verb != "first":
            return None
        letter, start = self.reading.classes[quote.cue], self.reading.sentence_start(quote.cue)
        participle = self.reading.meaning(quote.cue).label in self.reading.lexicon.participles
        if since > start or not (participle or letter == ord(codes.ASIDE)):
            return None
        verb = self.reading.classes.find(b"v", start, quote.cue)
        if verb >= 0 and (verb <= start + 3 or self.reading.classes[verb - 1] == ord(codes.COMMA)):
            main = self.subjects.of(replace(quote, cue=verb, trigger=quote.cue, before_cue=False))
            if main is not None and main.resolution != "pronoun":
                return self.described.resolve(main, quote.cue)
            if verb <= start + 1 and self.reading.meaning(verb).clitic:
                # "And he criticised the plan, adding …": he has spoken before.
                return None
        for at in range(start, min(start + (8 if participle else 20), quote.cue)):
            found = self.subjects.at(at, quote.cue)
            if found is not None and found.resolution != "pronoun":
                return found
            governed = set(self.reading.classes[start:at]) & set(b"pf")
            if at <= start + 2 and not governed and (self.reading.classes[at] == ord(codes.GROUP) or self._speaks(at)):
                return self.subjects.group(at, quote.cue)
        return None

    def _speaks(self, at: int) -> bool:
        return word_of(self.reading, at) in self.reading.lexicon.words_of("speaking_nouns")

    def _antecedent(self, quote: Quote, since: int, nobody: bool) -> Speaker | None:
        """Who the sentence before is about, where nobody has spoken since: "X rejected the plan. He said …".

        Where `nobody` is known in a verb-last language, any sentence before in the document will do.
        """
        start = self.reading.sentence_start(quote.cue if quote.cue >= 0 else quote.start)
        document = self.reading.document_of(quote.start)
        far = nobody and self.reading.lexicon.verb == "last"
        for _ in range(_FAR if far else 1):
            if quote.cue < 0 or start < 2 or self.reading.classes[start - 1 : start] not in (b".", b"\n")[: 1 + far]:
                return None
            before = self.reading.sentence_start(start - 1)
            if self.reading.document_of(before) != document:
                return None
            commas = [at + 1 for at in range(before, start) if far and self.reading.classes[at] == ord(codes.COMMA)]
            for at in (*range(max(before, since), min(before + 3, start)), *commas[:3]):
                found = self.subjects.at(at, start) if at >= since else None
                if found is not None and found.entity_id is not None:
                    return found
            start = before
        return None

    def _for_pronoun(self, found: Speaker | None, last: Speaker | None, person: Speaker | None) -> Speaker | None:
        """Whom "he" means: who has spoken last and is no body. A dropped subject may be a body's."""
        if found is None or last is None or not self._is_body(last):
            return last
        return person if self.reading.lexicon.verb == "last" and found.surface in HE else last

    def _is_body(self, speaker: Speaker) -> bool:
        """Whether a speaker is no person: a body, a country, some."""
        at = speaker.start
        if at < 0 or speaker.entity_id is not None or speaker.resolution == "office":
            return False
        if word_of(self.reading, at) in self.reading.lexicon.words_of("pointing"):
            return not is_person(self.reading, at + 1)
        some = word_of(self.reading, at) in self.reading.lexicon.words_of("partitives") - self.reading.lexicon.words_of(
            "one_of"
        )
        return some or self.subjects.is_plural(at) or self.reading.classes[at] in b"MELNQHB"

    def _carried(self, found: Speaker | None, last: Speaker | None) -> Speaker:
        surface = found.surface if found is not None else None
        if last is None:
            return Speaker(surface, None, None, "none", 0.4)
        return Speaker(surface, last.name, last.entity_id, "pronoun" if surface else "carried", 0.8 * last.confidence)

    def _office_of_last(self, found: Speaker, quote: Quote, last: Speaker | None) -> Speaker:
        """Where several may bear the office, it is the one who spoke last, if he is one of them."""
        if (
            last is None
            or found.office is None
            or last.entity_id not in self.bearers.fitting(self.reading.document_of(quote.start), found.office)
        ):
            return found
        return Speaker(found.surface, last.name, last.entity_id, "office", 0.7)


def _by_cues(quotes: list[Quote]) -> list[int]:
    """Places of the statements in the order of their cues: "…," he said comes after its own statement."""
    return sorted(
        range(len(quotes)),
        key=lambda at: (quotes[at].cue if quotes[at].cue >= 0 else quotes[at].start, quotes[at].start),
    )
