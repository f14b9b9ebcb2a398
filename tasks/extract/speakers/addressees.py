"""Whom one urges, in Arabic: he stands behind the verb where the subject may stand, or right behind the subject.

The subject itself is `subjects`, the statement `urging` and `governed`.
"""

import re

from tasks.extract.statements import phrase_end, word_of
from tasks.extract.words.particles import AND_THE, FOR_THE, THE
from tasks.extract.words.reading import Reading


def is_addressee(reading: Reading, cue: int, token: int) -> bool:
    """Whether the noun behind an urging verb differs from it in gender: then somebody named before urges it to.

    A body's name ends in the feminine sign, or its adjective does not; plurals and countries tell nothing.
    """
    if reading.classes[cue : cue + 1] != b"u" or reading.classes[token : token + 1] not in (b"M", b"s", b"W", b"L"):
        return False
    if word_of(reading, token) in reading.lexicon.words_of("addressed") or _is_object(reading, token):
        return True
    if _is_alone(reading, cue, token):
        return True
    verb = word_of(reading, cue).removeprefix("\N{ARABIC LETTER WAW}")
    feminine = verb.endswith("\N{ARABIC LETTER TEH}") or verb.startswith("\N{ARABIC LETTER TEH}")
    if reading.classes[token] == ord("L"):
        return not feminine
    noun, after = word_of(reading, token), word_of(reading, phrase_end(reading, token))
    if noun.endswith("\N{ARABIC LETTER HEH}"):
        # Sailors and judges, who end so too, are none of the known bodies.
        return not feminine and len(noun) > 4 and reading.classes[token] == ord("M")
    masculine = noun.startswith(THE) and after.startswith(THE) and not after.endswith(_FEMININE)
    return feminine and masculine and not noun.endswith(_FEMININE)


def _is_object(reading: Reading, token: int) -> bool:
    """«ودعا المربين»: a plural that is no subject by its ending; shorter words end so without being one."""
    word = word_of(reading, token)
    return reading.classes[token] in b"sW" and word.startswith(THE) and word.endswith(_PLURAL) and len(word) > _LONG


def _is_alone(reading: Reading, cue: int, token: int) -> bool:
    """«وحث الأعوان على»: people between a verb that needs an object and its preposition are the object."""
    if (
        reading.meaning(cue).label not in reading.lexicon.facts.get("with_object", ())
        or not reading.meaning(cue).clitic
    ):
        return False
    if word_of(reading, token) not in reading.lexicon.words_of("addressed_bodies"):
        return False
    return _ONE_PHRASE.match(reading.classes, token) is not None


def before_addressee(reading: Reading, token: int, end: int) -> int:
    """Where whom is urged begins behind the subject at `token`: another body, a noun that is no adjective of the subject."""
    classes = reading.classes
    behind = phrase_end(reading, token)
    # "The ministry of health": what a body without an article is of belongs to it.
    behind += not reading.begins(token, THE) and classes[token] in b"Ms"
    for at in range(token + 1, end):
        defined = reading.begins(at, THE)
        bare = classes[at] == ord("s") and classes[at - 1] in b"NA" and not reading.begins(at, THE, FOR_THE)
        body = classes[at] == ord("M") and classes[at - 1] in b"MsWNA"
        body = body and (defined or reading.begins(at - 1, THE))
        # «دعت وزارة الصحة المواطنين …»
        people = classes[at] in b"sW" and defined and _is_charged(reading, token, at)
        if bare or body or people or (at >= behind and defined and _disagrees(reading, token, at)):
            return at
    return end


def _is_charged(reading: Reading, token: int, at: int) -> bool:
    """«المحامية المواطنين»: people, or a plural that is no adjective of one before it."""
    word, before = word_of(reading, at), word_of(reading, at - 1)
    if not before.startswith((THE, AND_THE)):
        return False
    body = reading.classes[token] == ord("M")
    plural = word.endswith(_PLURAL) and not before.endswith(_PLURAL)
    listed = word in reading.lexicon.words_of("addressed") or word in reading.lexicon.words_of("addressed_bodies")
    return listed or plural or (body and word.endswith(_PLURALS))


def _disagrees(reading: Reading, token: int, at: int) -> bool:
    """Whether a noun with an article can be no adjective of the body or country at `token`."""
    word, head = word_of(reading, at), word_of(reading, token)
    if reading.classes[token] == ord("L"):
        return reading.classes[at] in b"sWM"
    if reading.classes[at - 1] == ord("m") and reading.classes[at] in b"sWM":
        # «منظمة "النهار" السلطات».
        return not word.endswith((*_RELATING, _HEH))
    if reading.classes[token] != ord("M") or reading.classes[at] not in b"sW" or word.endswith((*_RELATING, _ALEF)):
        return False
    chain = all(
        word_of(reading, between).endswith((*_RELATING, _ALEF, _HEH)) or reading.classes[between] in b"NA_"
        for between in range(token + 1, at)
    )
    return chain and head.endswith(_HEH) != word.endswith(_HEH) and reading.begins(token, THE)


_ALEF = "\N{ARABIC LETTER ALEF}"
_ONE_PHRASE = re.compile(rb"[sWM](?:[NA]_*|[sW]){0,2}[pf]")
_HEH = "\N{ARABIC LETTER HEH}"
# Endings of "citizens" and "sides", folded; of an adjective that relates to something.
_PLURAL, _PLURALS = "\u06cc\u0646", "\u0627\u062a"
_LONG = 7
_RELATING = ("\u06cc", "\u06cc\u0647")
# Folded: the feminine sign, the plural, a long alef.
_FEMININE = (_HEH, "\N{ARABIC LETTER TEH}", _ALEF)
