"""Whom a description or a surname recalls in an Arabic document: who has just spoken, «وأكد الوزير», «وأضاف رئيس النادي».

Where something beside a name says so, `described` has found him; for a verb-last language there is `unnamed`.
"""

from dataclasses import replace

from tasks.extract.offices.institutions import kind_of
from tasks.extract.speakers.described import Described
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import Quote, word_of
from tasks.extract.words.particles import THE
from tasks.extract.words.reading import Reading
from warehouse.folding import fold_name


class Recalled:
    """Resolves what is left of the descriptions among the speakers of one reading."""

    def __init__(self, reading: Reading, phrases: SubjectPhrases, described: Described) -> None:
        self.reading = reading
        self.phrases = phrases
        self.described = described
        self._nouns = reading.lexicon.words_of("persons_bare")
        self._quotes: list[Quote] = []
        self._persons: set[tuple[int, str]] = set()
        self._heads: dict[tuple[int, str], Speaker] = {}
        self._surnames: dict[tuple[int, str], Speaker] = {}

    def in_full(self, quotes: list[Quote], beside: list[Speaker | None]) -> list[Speaker | None]:
        """`beside` as it is; keeps the statements."""
        self._quotes = quotes
        return beside

    def headed(self, document: int) -> Speaker | None:
        """Nobody: who speaks by the headline is named in the text."""
        del document
        return None

    def spoke(self, document: int, found: Speaker, last: Speaker | None) -> None:
        """Keep the names of those whom no mention covers."""
        del last
        if found.entity_id is not None or found.name is None:
            return
        named = found.start < 0 and found.resolution == "named"
        if named or self.reading.classes[found.start] in b"wxG" or self._noun(found.start) in self._nouns:
            self._persons.add((document, found.name))
        words = fold_name(found.name).split()
        if len(words) > 1 and ('"' in found.name or any(word.startswith(THE) for word in words)):
            self._heads.setdefault((document, words[0].removeprefix(THE)), found)
        if len(words) > 1 and '"' not in found.name:
            self._surnames.setdefault((document, words[-1]), found)

    def resolve(self, found: Speaker, at: int, last: Speaker | None, person: Speaker | None) -> Speaker:
        """`found` as a name that was given in full before, or as the person who has spoken last."""
        if found.start < 0 or found.entity_id is not None:
            return found
        document = self.reading.document_of(found.start)
        whole = self._surnames.get((document, fold_name(found.surface or "")))
        if whole is not None and self.reading.classes[found.start] not in _BODIES:
            return Speaker(found.surface, whole.name, None, "named", 0.7)
        whole = self._heads.get((document, self._noun(found.start)))
        if whole is not None and self._is_bare_body(found):
            return replace(found, name=whole.name, confidence=0.7)
        if last is None or last is not person:
            return found
        if last.entity_id is None and (document, last.name) not in self._persons:
            return found
        if not self._recalls(found, self._quotes[at]) or not self._agree(at) or not self._fits(found, last, at):
            return found
        return Speaker(found.surface, last.name, last.entity_id, "office", 0.65)

    def several(self, quote: Quote, last: Speaker | None, before: Speaker | None) -> Speaker | None:
        """`before`, or those whom a plural verb without a subject means: who has spoken, if several, or the last several."""
        if quote.cue < 0 or not self._is_plural(quote):
            return before
        if last is not None and self._are_several(fold_name(last.name or "").split(" ", 1)[0]):
            return last
        start = self.reading.sentence_start(quote.cue)
        document = self.reading.document_of(quote.cue)
        for _ in range(_SENTENCES):
            for at in range(start, min(start + _HEAD, quote.cue)):
                if self._are_several(word_of(self.reading, at)) and self.reading.classes[at - 1] not in b"pf":
                    return self.phrases.group(at, quote.cue)
            start = self.reading.sentence_start(start - 1) if start > 0 else 0
            if self.reading.document_of(start) != document:
                break
        return None

    def _is_plural(self, quote: Quote) -> bool:
        word, letter = word_of(self.reading, quote.cue), self.reading.classes[quote.cue]
        return (letter in b"vu" and word.endswith(_THEY)) or (letter == ord("k") and word.endswith(_MANY_OF))

    def _are_several(self, word: str) -> bool:
        known = self.reading.lexicon.words_of("several")
        return word in known or (word.endswith(_MANY) and len(word) > len(_MANY) + 3 and word[0] not in _PRESENT)

    def _is_bare_body(self, found: Speaker) -> bool:
        """«المعهد», «الغرفة»: a body named by its first word alone."""
        start, alone = found.start, " " not in (found.surface or " ")
        body = self.reading.classes[start] in _BODIES or kind_of(self.reading, self._noun(start)) is not None
        return alone and body and self.reading.begins(start, THE)

    def _goes_on(self, quote: Quote) -> bool:
        """«وأضاف»: who has spoken goes on."""
        return self._label(quote) in self.reading.lexicon.words_of("going_on")

    def _label(self, quote: Quote) -> str:
        return fold_name(self.reading.meaning(quote.cue).label)

    def _recalls(self, found: Speaker, quote: Quote) -> bool:
        """Whether it is "the minister", and no other: a noun with its adjectives alone, or behind «وأضاف»."""
        start, reading = found.start, self.reading
        if self._noun(start) not in self._nouns or self._noun(start) in reading.lexicon.words_of("persons_of"):
            return False
        turns = reading.lexicon.words_of("turns") | reading.lexicon.words_of("contrasts")
        if any(word_of(reading, at) in turns for at in range(reading.sentence_start(quote.cue), quote.cue)):
            return False
        if self._goes_on(quote):
            return True
        end = self.phrases.group_end(start, quote.start if quote.start > start else start + 12)
        return reading.begins(start, THE) and all(
            reading.classes[at] in b"NA_" or (reading.classes[at] in b"sW" and reading.begins(at, THE))
            for at in range(start + 1, end)
        )

    def _noun(self, start: int) -> str:
        word = word_of(self.reading, start)
        return word.removeprefix(THE) if self.reading.begins(start, THE) else word

    def _fits(self, found: Speaker, last: Speaker, at: int) -> bool:
        """Whether nothing beside the name of who has spoken says that he is another: another office."""
        noun = self._noun(found.start)
        document = self.reading.document_of(found.start)
        beside = self.described.nouns_beside(document, last.entity_id) & self._nouns
        if noun in beside:
            return True
        # "An official" has been told of, who is none of those with a name.
        if noun in self.reading.lexicon.words_of("any_persons") and self._was_told_of(document, noun, found.start):
            return False
        if not beside:
            return True
        return self._goes_on(self._quotes[at]) or noun in self.reading.lexicon.words_of("any_persons")

    def _agree(self, at: int) -> bool:
        """Whether verb and last verb of the document are of one gender, as far as they show it."""
        document, hers = self.reading.document_of(self._quotes[at].start), self._is_hers(self._quotes[at])
        for quote in reversed(self._quotes[max(0, at - _BACK) : at]):
            if self.reading.document_of(quote.start) != document:
                break
            before = self._is_hers(quote)
            if before is not None:
                return hers is None or hers == before
        return True

    def _is_hers(self, quote: Quote) -> bool | None:
        """Whether the verb of a statement is feminine; None where it has none that shows."""
        if quote.cue < 0 or self.reading.classes[quote.cue] not in b"vu":
            return None
        label, word = self._label(quote), word_of(self.reading, quote.cue)
        shows = label and label not in self.reading.lexicon.participles and _DONE_BY_HER not in (label[0], label[-1])
        return word.endswith(_DONE_BY_HER) if shows else None

    def _was_told_of(self, document: int, noun: str, before: int) -> bool:
        first = self.described.first_token(document)
        return any(self.reading.words[form] == noun for form in self.reading.word[first:before])


# Statements that are looked back over.
_BACK = 5
_THEY, _MANY = "\u0648\u0627", "\u0648\u0646"
_MANY_OF = "\u06cc\u0646"
# A verb of the present ends as they do.
_PRESENT = "\u06cc\u062a"
# Sentences, and tokens from their beginning, in which several are looked for.
_SENTENCES, _HEAD = 3, 8
_BODIES = b"MELQHB"
_DONE_BY_HER = "\N{ARABIC LETTER TEH}"
