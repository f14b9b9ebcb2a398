"""How far an Arabic noun phrase reaches that speaks: whom it was told is no part of it, a name in marks is.

Which phrase is the subject, is `subjects`; the nouns themselves are read in `subject_phrases`.
"""

import re

from tasks.extract.offices.institutions import kind_of
from tasks.extract.speakers.noun_phrases import NOUNS
from tasks.extract.statements import phrase_end, word_of
from tasks.extract.words.particles import ABOUT, FOR, FOR_THE, THE
from tasks.extract.words.reading import Reading

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


_WHO = {
    "\u0627\u0644\u062a\u06cc": ("\u062a", ""),
    "\u0627\u0644\u0630\u06cc": ("", "\u062a"),
    "\u0627\u0644\u0630\u06cc\u0646": ("\u0648\u0627", ""),
}
"""Relatives, with how a verb ends that says something of the noun before them, and how not."""

_FEMININE = "\u0647"


def tells_of(reading: Reading, noun: int, cue: int) -> int:
    """«سلمها للسلطات التي قالت إن»: where the noun before "who" begins that says what the verb behind it says.

    Of things that were said nobody speaks: «للاحتجاجات التي دعا إليها». Without such a noun it is -1.
    """
    ends = _WHO.get(word_of(reading, noun + 1)) if 0 < noun < cue - 1 else None
    if ends is None or reading.classes[cue] != ord("v") or reading.classes[phrase_end(reading, cue)] not in b"cCp":
        return -1
    verb = word_of(reading, cue)
    if not verb.endswith(ends[0]) or (
        ends[1] and (verb.endswith(ends[1]) or word_of(reading, noun).endswith(_FEMININE))
    ):
        return -1
    start = noun - (
        reading.begins(noun, THE) and reading.classes[noun] in b"sNA" and reading.begins(noun - 1, THE, FOR_THE)
    )
    if reading.begins(start, FOR_THE):
        return start
    word, lists = word_of(reading, start), reading.lexicon
    known = reading.classes[start] == ord("M") or word in lists.words_of("several")
    people = lists.words_of("persons_bare") | lists.words_of("speaking_nouns")
    return start if reading.begins(start, THE) and (known or word.removeprefix(THE) in people) else -1


_THESE = ("\u0647\u0630\u0627", "\u0647\u0630\u0647")


def past_opening(reading: Reading, token: int, end: int) -> int:
    """Behind "this" before its noun, and behind the mark that opens before a short name: «هذه المنظمة», «"حماس"»."""
    if token + 1 >= end:
        return token
    if reading.classes[token] == ord("m"):
        return token + 1
    return token + 1 if _is_this(reading, token) and reading.classes[token + 1] in b"MSWsETO" else token


def is_taken(reading: Reading, cue: int, token: int) -> bool:
    """«وأرجع هذه التحركات إلى»: "this" behind a verb that takes an object is its object."""
    return _is_this(reading, token) and reading.meaning(cue).label in reading.lexicon.facts.get("transitive", ())


def _is_this(reading: Reading, token: int) -> bool:
    return reading.classes[token] == ord("p") and word_of(reading, token) in _THESE
