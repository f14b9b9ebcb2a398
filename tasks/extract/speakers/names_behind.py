"""The name that stands far behind an Arabic description: «الإعلامي في قناة … A», «ممثل الوزارة في هذه التظاهرة، A».

Between them stands what the description says of him, and nobody else. How far a description reaches is `subject_phrases`.
"""

import re
from collections.abc import Mapping, Sequence

from tasks.extract.people.mentions import Mention
from tasks.extract.speakers.verb_first_phrases import is_told
from tasks.extract.statements import word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import AND, AND_THE, BY, FOR, FOR_THE, THE
from tasks.extract.words.reading import Reading

_FARTHEST = 30
"""Tokens over which a description may reach."""
_NO_PERSON = b"BMHQDELRZSN"
_THROUGH = b"swWMLENA_fmHQqdlDBxpt&"
# What a description may end with before the name.
_LAST = b"NALEm_dq"
_COMMA = ord(codes.COMMA)
# The second may be a common word too, the first one only where "that" or a second comma follows.
_UNKNOWN = re.compile(
    rb"[wWG](?:x_*[wWGls]|[wWGlT])(?:x_*)?[wWGl]?(?![wWGlsx])|[wWG](?:x_*[wWGls]|[wWGlT])(?=s)|(?:s(?:x_*)?[wW]|Gs)(?=,|[cC])"
)

# «روضة القرافي»: a common word, if a surname by its shape stands behind it.
_SURNAMED = re.compile(rb"s[wW](?=p)")


def name_behind(
    reading: Reading, start: int, end: int, mention_at: Mapping[int, int], mentions: Sequence[Mention]
) -> tuple[int, int] | None:
    """Tokens of the name of whom the description at `start` means, if it begins before `end`: one that is known in full.

    Behind a comma two unknown words are a name as well.
    """
    if not _describes(reading, start):
        return None
    of_another = word_of(reading, start) in reading.lexicon.words_of("persons_of") or _is_some(reading, start)
    for at in range(start + 1, min(start + _FARTHEST, end)):
        letter, comma = reading.classes[at], reading.classes[at - 1] == _COMMA
        head = at
        while head < end and reading.classes[head] in b"T_" and letter == ord(codes.TITLE):
            head += 1
        place = mention_at.get(head)
        if place is not None and mentions[place].start == head:
            mention = mentions[place]
            fits = mention.person.full and (comma or (not of_another and _may_end(reading, at - 1)))
            return (head, mention.end) if fits else None
        unknown = _UNKNOWN.match(reading.classes, head) if comma else None
        unknown = unknown or (_SURNAMED.match(reading.classes, head) if comma else None)
        if unknown is not None and not reading.begins(head, AND, BY, FOR) and _is_name(reading, unknown):
            return unknown.span()
        if letter == _COMMA:
            continue
        if (comma and not reading.begins(at, AND_THE)) or not _goes_on(reading, at):
            return None
    return None


def _is_name(reading: Reading, found: "re.Match[bytes]") -> bool:
    """Whether unknown words may be a name that is over; in front of a preposition only by the shape of the second."""
    if found.re is not _SURNAMED:
        return _is_closed(reading, found.end())
    start = found.start()
    surname = reading.begins(start + 1, THE) and word_of(reading, start + 1).endswith("\N{ARABIC LETTER FARSI YEH}")
    return surname and not reading.begins(start, THE)


def _is_closed(reading: Reading, at: int) -> bool:
    """Whether the name is over at the token: at "that", a comma, a time, whom it was told."""
    return reading.classes[at] in b",cCtpfai:<mk\n." or is_told(reading, at)


def _describes(reading: Reading, start: int) -> bool:
    """Whether a noun for one person stands at `start`, with an article or from a list."""
    letter, word = reading.classes[start], word_of(reading, start)
    if letter == ord(codes.OFFICE) or word in reading.lexicon.words_of("persons_bare"):
        return True
    return letter not in _NO_PERSON and reading.begins(start, THE) and not word.endswith(_SEVERAL)


def _is_some(reading: Reading, start: int) -> bool:
    """«مستشار لحملة A» is some adviser, and not A."""
    bare = not reading.begins(start, THE) and reading.classes[start + 1] != ord(codes.REST)
    return bare and (reading.classes[start + 1] in b"pf" or reading.begins(start + 1, FOR))


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether the description may go on with the token: not with an occasion, nor with somebody else."""
    if reading.classes[at] == ord(codes.OFFICE):
        return reading.begins(at, AND)
    if reading.classes[at] not in _THROUGH or word_of(reading, at) in reading.lexicon.words_of("no_description"):
        return False
    if reading.classes[at] != ord(codes.PREPOSITION) or word_of(reading, at) in reading.lexicon.words_of("descriptive"):
        return True
    return word_of(reading, at - 1).removeprefix(AND).removeprefix(BY).removeprefix(THE) in reading.lexicon.words_of(
        "relations"
    )


def _may_end(reading: Reading, at: int) -> bool:
    """Whether a description may end with the token: in «جائزة A» the name is the prize's."""
    return reading.classes[at] in _LAST or reading.begins(at, THE, FOR_THE, AND_THE, BY + THE)


# Folded: the plural, and what ends so without being one is none of those who speak.
_SEVERAL = ("\u0648\u0646", "\u06cc\u0646", "\u0627\u062a")
