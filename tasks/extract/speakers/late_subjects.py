"""Subjects of a verb-last language that stand late in their sentence, where its head names nobody.

A subject follows the occasion («پس از بازی برخی بازیکنان گفتند»), or a heading that has run into the sentence
(«پیوند دو جریان وی گفت»). Each is looked for only where the sentence's head gives none.
"""

import re

from tasks.extract.speakers.noun_phrases import HE, is_person
from tasks.extract.speakers.subject_phrases import Speaker, SubjectPhrases
from tasks.extract.statements import phrase_end, word_of

_NAME = re.compile(rb"(?:T_*)*(?P<name>[Gwslx]{1,3})")
_KNOWN = re.compile(rb"[Gw]")
_OUTLET = re.compile(rb"[qyYQ]_*")
_COUNTRY = re.compile(rb"f_*L_*")
_FOLLOWS = b"ptkcva&,:ru"
_BODY = b"MEHQSLN"
# "They said".
_PLURAL = "\u0646\u062f"


def apposed(phrases: SubjectPhrases, place: int, cue: int) -> Speaker | None:
    """A name that nobody knows before who he is: «رضوی معاون شهردار», «رضوی، مدیر موزه»."""
    reading = phrases.reading
    match = _NAME.match(reading.classes, place, cue)
    if match is None:
        return None
    start = end = match.start("name")
    while end < match.end() and not is_person(reading, end):
        end += 1
    # «رضوی، مدیر موزه», «رضوی - مدیر موزه».
    behind = end + (reading.classes[end] in b",-")
    if not start < end < cue or not (
        reading.classes[behind] in b"DO"
        or (behind > end and reading.classes[behind] == ord("B"))
        or is_person(reading, behind)
    ):
        return None
    # A given name alone, or common words, are no name.
    if _KNOWN.search(reading.classes, start, end) is None or (end == start + 1 and reading.classes[start] != ord("w")):
        return None
    name = phrases.surface(start, end)
    return Speaker(phrases.surface(place, end), name, None, "named", 0.6)


def in_marks(phrases: SubjectPhrases, place: int, cue: int) -> Speaker | None:
    """A name between marks that nobody knows, before an office: «نام» سخنگوی …; or an outlet's."""
    classes = phrases.reading.classes
    mark = classes.find(b"m", place, min(place + 4, cue))
    if mark >= 0 and not classes[place:mark].strip(b"TsBM_"):
        place = mark + 1
    close = classes.find(b"m", place, min(place + 6, cue))
    if classes[close + 1 : close + 2] == b":" or classes[place - 1 : place] != b"m" or close <= place:
        return None
    if classes[place:close].strip(b"wlWxGPsTqQyYHLN_"):
        return None
    surface = phrases.surface(place, close)
    return phrases.at(place, close) or Speaker(surface, surface, None, "named", 0.7)


def named_outlet(phrases: SubjectPhrases, place: int, cue: int) -> Speaker | None:
    """An outlet, a platform or a country that is said to be one at the sentence's head: «تلگرام», «کشور ژاپن»."""
    classes = phrases.reading.classes
    match = _OUTLET.match(classes, place, cue) or _COUNTRY.match(classes, place, cue)
    if match is None or classes[match.end()] in b"swlGNTOM":
        return None
    surface = phrases.surface(place, match.end())
    return Speaker(surface, surface, None, "named", 0.6, None, place)


def behind_heading(phrases: SubjectPhrases, found: Speaker, cue: int) -> Speaker | None:
    """ "He", or a name, behind a heading that has run into the sentence; `found` is what the heading begins with."""
    reading = phrases.reading
    start = found.start
    if start < 0 or found.entity_id is not None or reading.classes[start] in _BODY or is_person(reading, start):
        return None
    for at in range(start + 1, cue):
        before = reading.classes[at - 1]
        if before in b"pfa&":
            continue
        he = reading.classes[at] == ord("R") and word_of(reading, at) in HE
        if he and reading.classes[phrase_end(reading, at)] in _FOLLOWS:
            return Speaker(phrases.surface(at, at + 1), None, None, "pronoun", 0.6)
        place = phrases.mention_at.get(at)
        mention = phrases.mentions[place] if place is not None else None
        if mention is None or mention.start != at or before in b"sTOD":
            continue
        if reading.classes[mention.end] in _FOLLOWS:
            return phrases.by_name(mention, at)
    return None


def late(phrases: SubjectPhrases, start: int, cue: int, reported: bool) -> Speaker | None:
    """Some, if the verb is plural; behind a source, «به گزارش پیک، در پی … رضا صادقی گفت», the last named in full."""
    reading = phrases.reading
    some, several = reading.lexicon.words_of("some"), word_of(reading, phrase_end(reading, cue) - 1).endswith(_PLURAL)
    for at in range(start + 1, cue) if several else ():
        if word_of(reading, at) in some and reading.classes[at - 1] not in b"pfa":
            return phrases.group(at, cue)
    for at in range(cue - 1, start, -1) if reported and not several else ():
        place = phrases.mention_at.get(at)
        if place is not None and phrases.mentions[place].person.full:
            mention = phrases.mentions[place]
            # "On the part of A".
            for_him = word_of(reading, mention.start - 1) in reading.lexicon.words_of("on_behalf")
            free = not for_him and reading.classes[mention.start - 1] not in b"pfaTOD"
            if free and reading.classes[mention.end] in _FOLLOWS:
                return phrases.by_name(mention, mention.start)
    return None
