"""Whose text is given: «در متن نامه … آمده است». Finding what is given belongs to `quotes`."""

from tasks.extract.speakers.subject_phrases import NOBODY, Speaker, SubjectPhrases
from tasks.extract.statements import word_of
from tasks.extract.words.particles import THIS


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
    words = {word_of(reading, at) for at in range(start, cue)}
    if not words & texts:
        # What is told of a book is nobody's who has spoken before.
        return NOBODY if words & reading.lexicon.words_of("works") else None
    if words & reading.lexicon.words_of("further"):
        return None
    # "In this message": the one before told whose it is, in the paragraph before if it told of a message.
    end = start
    while end > 1 and reading.classes[end - 1] in b".\n":
        end -= 1
    before = reading.sentence_start(end - 1) if end > 1 else start
    far = b"\n" in reading.classes[end:start]
    if reading.document_of(before) != reading.document_of(cue) or (
        far and texts.isdisjoint(word_of(reading, at) for at in range(before, end))
    ):
        return None
    for at in range(before, end):
        found = phrases.at(at, end)
        if found is not None and found.resolution == "named":
            return found
        if reading.classes[at] in b"ME":
            return phrases.group(at, end)
    return None
