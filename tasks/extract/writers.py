"""Whose text is given: «در متن نامه … آمده است». Finding what is given belongs to `quotes`."""

from tasks.extract.particles import THIS
from tasks.extract.statements import word_of
from tasks.extract.subject_phrases import Speaker, SubjectPhrases


def writer(phrases: SubjectPhrases, cue: int) -> Speaker | None:
    """Whose text is given: the first who is named, person or body, in «متن نامه …»."""
    reading = phrases.reading
    texts, start = reading.lexicon.words_of("texts"), reading.sentence_start(cue)
    for at in range(start, cue):
        found = phrases.at(at, cue)
        if found is not None and (found.resolution != "pronoun" or at < start + 4):
            return found
        if reading.classes[at] in b"ME":
            head = at - 1 if reading.classes[at - 1 : at] == b"s" and word_of(reading, at - 2) in texts else at
            return phrases.group(head, cue)
    for at in range(start, cue - 1):
        if word_of(reading, at) in texts and word_of(reading, at + 1) != THIS:
            return phrases.group(at + 1, cue)
    # "In this message": the one before told whose it is.
    before = reading.sentence_start(start - 1) if start > 1 else start
    if reading.document_of(before) != reading.document_of(start):
        return None
    for at in range(before, start - 1):
        found = phrases.at(at, start)
        if found is not None and found.resolution == "named":
            return found
        if reading.classes[at] in b"ME":
            return phrases.group(at, start)
    return None
