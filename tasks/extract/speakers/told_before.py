"""Who speaks where no cue names anybody: whom the sentences before the first cue are about, whom an interview is with."""

import re

from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import Quote, phrase_end, sentences_before, word_of
from tasks.extract.words.particles import ALREADY, AND, HAD
from tasks.extract.words.reading import Reading

_TOLD_BEFORE = 4
"""Sentences before a cue without a subject that are looked through for whom the text is about."""
# Endings of a feminine verb and a feminine participle, folded.
FEMININE = ("\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER HEH}")


def who_answers(phrases: SubjectPhrases, places: range) -> Speaker | None:
    """Who answers in an interview with mentions at `places`: whom its title names in full, else the first who is.

    In a verb-last language rather the one with whom one spoke: a name at the title's head before a colon, or behind "with".
    """
    mentions = [phrases.mentions[place] for place in places]
    named = [mention for mention in mentions if mention.person.entity_id is not None]
    full = [mention for mention in named if mention.person.full]
    if phrases.reading.lexicon.verb == "last":
        full = [mention for mention in named if _is_spoken_to(phrases.reading, mention)] or full
    person = full[0].person if full else None
    return Speaker(None, person.name, person.entity_id, "carried", 0.7) if person is not None else None


def _is_spoken_to(reading: Reading, mention: Mention) -> bool:
    """«رضا: …» at the head of a line, or «گفت و گو با رضا»."""
    at = mention.start
    if reading.classes[at - 1 : at] in (b"", b"\n") and reading.classes[mention.end : mention.end + 1] == b":":
        return True
    while at and reading.classes[at - 1] in b"T_":
        at -= 1
    words = reading.lexicon.facts["interviews"]["words"]
    if at < 1 or word_of(reading, at - 1) != _WITH:
        return False
    return any(word_of(reading, token) in words for token in range(max(at - 6, reading.sentence_start(at)), at))


_WITH = "\u0628\u0627"


_NOUNS = re.compile(rb"[sWMSEHQw][sWwMSELQHDNlBAf_]*")


def whom_was(phrases: SubjectPhrases, cue: int) -> Speaker | None:
    """Who "had said" it: the noun between «كان» at the head of an Arabic sentence and the cue, «وكان المكتب، أكد»."""
    reading, start = phrases.reading, phrases.reading.sentence_start(cue)
    while reading.classes[start] == ord("\n"):
        start += 1
    if word_of(reading, start).removeprefix(AND) not in HAD:
        return None
    end = cue
    while end > start + 1 and (reading.classes[end - 1] in b",_" or word_of(reading, end - 1) == ALREADY):
        end -= 1
    if end - start > 12 or not _NOUNS.fullmatch(reading.classes, start + 1, end):
        return None
    return phrases.group(start + 1, end)


def whom_told_of(phrases: SubjectPhrases, quote: Quote) -> Speaker | None:
    """Whom the sentences before the first cue of a document are about: the last name at the head of one."""
    reading = phrases.reading
    if quote.cue < 0 or reading.lexicon.verb != "first" or _has_noun(phrases, quote):
        return None
    for start, end in sentences_before(reading, quote.cue, _TOLD_BEFORE):
        for at in range(start, min(start + 8, end)):
            found = phrases.at(at, end)
            if found is not None and found.entity_id is not None:
                return found if at == start or agree(reading, at - 1, quote.cue) else None
            if at <= start + 2 and reading.classes[at] in b"ME" and reading.classes[at - 1] not in b"pf":
                return phrases.group(at, end)
            if at <= start + 2 and reading.classes[at - 1] in b"vu" and _tells(reading, at):
                return phrases.group(at, end)
    return None


def _tells(reading: Reading, at: int) -> bool:
    """An outlet, a source or an institution behind a verb: «كشفت صحيفة …», «أعلن المعهد …»."""
    if reading.classes[at] in b"HQS":
        return True
    return reading.classes[at] == ord("s") and word_of(reading, at) in reading.lexicon.words_of("speaking_nouns")


def _has_noun(phrases: SubjectPhrases, quote: Quote) -> bool:
    """Whether a noun stands behind the verb, which is a subject that nobody could read."""
    at, classes = phrase_end(phrases.reading, quote.cue), phrases.reading.classes
    while classes[at] in b"t_,":
        at += 1
    return at < quote.trigger and classes[at] in b"swWMSEHQLODNTGPldA"


def agree(reading: Reading, before: int, cue: int) -> bool:
    """Whether a verb before a name, if that is one, and the cue are of one gender."""
    told, said = word_of(reading, before), word_of(reading, cue)
    return reading.classes[before] != ord("s") or told.endswith(FEMININE[0]) == said.endswith(FEMININE)
