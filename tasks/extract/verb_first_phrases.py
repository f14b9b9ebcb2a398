"""How far an Arabic noun phrase reaches that speaks: whom it was told is no part of it, a name in marks is.

Which phrase is the subject, is `subjects`; the nouns themselves are read in `subject_phrases`.
"""

import re

from tasks.extract.institutions import kind_of
from tasks.extract.noun_phrases import NOUNS
from tasks.extract.particles import ABOUT, FOR, FOR_THE, THE
from tasks.extract.reading import Reading
from tasks.extract.statements import word_of

_MARKED = re.compile(rb"m[^m\n.]{1,6}m(?:[NA]_*)*")
_OF = "\u0645\u0646"
# Possessives, folded: a word with one of them is "his", "her", "their" something.
_THEIRS = re.compile("\u062a?(?:\u0647|\u0647\u0627|\u0647\u0645|\u0647\u0646)$")


def is_told(reading: Reading, token: int) -> bool:
    """Whether somebody who was told begins at `token`: «مصدر أمني لصحيفة …», «الوزير للنهار»."""
    if word_of(reading, token) in reading.lexicon.words_of("told_to"):
        return True
    # An outlet may begin with the letter itself: «صحيفة لوموند».
    return (
        reading.classes[token] == ord("Q") and reading.classes[token - 1] not in b"HQm" and reading.begins(token, FOR)
    )


def extended(reading: Reading, start: int, at: int, end: int) -> int:
    """Where the phrase of `start` to `at` ends with what belongs to it: a name in marks, whom it is of, what it is for."""
    classes = reading.classes
    if classes[at] == ord("q") and word_of(reading, at - 1) in reading.lexicon.words_of("speaking_nouns"):
        # «مراسل النهار "الجديد"»
        at += 1
        while classes[at] == ord("_"):
            at += 1
        marked = _MARKED.match(classes, at, end)
        return marked.end() if marked is not None else at
    marked = _MARKED.match(classes, at, end) if _takes_name(reading, at - 1) else None
    if marked is not None:
        return marked.end()
    letter, label = classes[at : at + 1], reading.meaning(at).label
    if letter == b"p" and classes[start] in b"ME" and word_of(reading, at).startswith(FOR_THE):
        more = NOUNS.match(classes, at + 1, end)
        return more.end() if more is not None and classes[at + 1] in b"NA" else at + 1
    if letter != b"p" or label not in (_OF, ABOUT):
        return at
    if label == ABOUT and not word_of(reading, at - 1).endswith(_DEFENCE):
        return at
    more = NOUNS.match(classes, at + 1, min(end, at + 5))
    some = classes[start] == ord("S") or word_of(reading, start) in reading.lexicon.words_of("partitives")
    if more is not None and (some or label == ABOUT or reading.begins(at + 1, THE)):
        return next((token for token in range(at + 2, more.end()) if is_told(reading, token)), more.end())
    return at


# "The defence" of somebody, with which unions are named.
_DEFENCE = "\u062f\u0641\u0627\u0639"


def _takes_name(reading: Reading, token: int) -> bool:
    """A noun without an article takes the name behind it: «وكالة أنباء "النهار"»."""
    if reading.classes[token] == ord("H"):
        return True
    word = word_of(reading, token)
    return reading.classes[token] in b"sMw_" and len(word) > 2 and not reading.begins(token, THE)


def is_phrase(reading: Reading, start: int, at: int) -> bool:
    """Whether a word alone, without an article, may be somebody who speaks: «والدته», and not «نشرته» or «ساخرا»."""
    if reading.lexicon.verb != "first" or at - start > 1 or reading.classes[start] != ord("s"):
        return True
    word, speaking = word_of(reading, start), reading.lexicon.words_of("speaking_nouns")
    if reading.begins(start, THE, FOR_THE) or word in speaking:
        return True
    stem = _THEIRS.sub("", word)
    return stem != word and (stem in speaking or stem + "\u0647" in speaking or kind_of(reading, stem) is not None)
