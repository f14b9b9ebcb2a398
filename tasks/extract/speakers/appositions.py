"""A name before the office that stands behind a comma in the midst of a sentence of a verb-last language."""

import re

from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import word_of
from tasks.extract.words.particles import THIS

_GIVEN = re.compile(rb"[Gx][Gwslxt]{1,3}\Z")


def named_before(phrases: SubjectPhrases, place: int) -> Speaker | None:
    """«…، A، رئیس دانشگاه گفت»: an office behind a comma and a full name is his who bears the name."""
    reading = phrases.reading
    if place not in phrases.office_at or reading.classes[place - 1 : place] != b",":
        return None
    at = phrases.mention_at.get(place - 2)
    mention = phrases.mentions[at] if at is not None else None
    if mention is None:
        # «این کتابخانه رضا …»: what is pointed to bears nobody's name.
        name = _GIVEN.search(reading.classes, max(place - 6, 0), place - 1)
        if name is None or word_of(reading, name.start() - 2) != THIS:
            return None
        surface = phrases.surface(name.start(), place - 1)
        return Speaker(surface, surface, None, "named", 0.7)
    if not mention.person.full or reading.classes[mention.start - 1] in b"pf":
        return None
    return phrases.by_name(mention, mention.start)
