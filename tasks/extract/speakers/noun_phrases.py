"""Noun phrases that may be subjects: of which words they consist, and where they end in a verb-last language."""

import re
from functools import cache

from tasks.extract.statements import word_of
from tasks.extract.words.particles import THIS
from tasks.extract.words.reading import Reading

NOUN_PHRASE = b"MSLENBQHDWOATPGwlsx&~"
# "Ministry in Norway", «صحيفة "النهار"»: a country may follow a preposition, a newspaper's name may stand in marks.
NOUNS = re.compile(rb"(?:[%b]_*|f_*(?=[LE])|(?<=[HQM_])m[^m.\n]{1,6}m){1,10}" % NOUN_PHRASE)
# "He", in two words.
HE = ("\u0648\u06cc", "\u0627\u0648")
ONE = "\u06cc\u06a9"
OF = "\u0627\u0632"
# A list goes on over commas to the "and" before its last part.
_LISTED = re.compile(rb"(?:,(?:[MSLENBHDwsxG]_*){1,5}){1,3}&(?:[MSLENBHDwsxG]_*){1,10}")
_LEAST = 5


def is_person(reading: Reading, at: int) -> bool:
    """Whether a noun of a person stands at `at`, with or without "one" before; what has but the shape of one needs more."""
    lexicon = reading.lexicon
    at += word_of(reading, at) == ONE or word_of(reading, at) in lexicon.words_of("foremost")
    word = word_of(reading, at)
    if word in lexicon.words_of("person_nouns"):
        return True
    if word in lexicon.words_of("pointed_persons") and word_of(reading, at - 1) == THIS:
        return True
    if lexicon.verb != "last" or len(word) < _LEAST or word in lexicon.words_of("no_persons"):
        return False
    alone = word_of(reading, at - 1) != THIS and reading.classes[at + 1 : at + 2] not in (b"s", b"w", b"L", b"M", b"N")
    return not alone and _shape(lexicon.facts["person_shape"]).search(word) is not None


@cache
def _shape(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern)


def last_end(reading: Reading, start: int, at: int, end: int, stops: frozenset[str]) -> int:
    """Where a phrase from `start` ends that consists of nouns up to `at`; `end` at most.

    It goes on over the day of a prayer, a list and "of" behind some, and stops before adverbs and what belongs to the verb.
    """
    lexicon, classes = reading.lexicon, reading.classes
    if at > start and classes[at : at + 1] == b"t" and word_of(reading, at - 1) in lexicon.words_of("prayers"):
        more = NOUNS.match(classes, at + 1, end)
        at = more.end() if more is not None else at + 1
    if at == start + 1 and classes[at : at + 1] == b"R" and (classes[start] == ord("B") or is_person(reading, start)):
        # "His lawyer".
        return min(at + 1, end)
    if at == start + 1 and word_of(reading, start) in lexicon.words_of("some") and word_of(reading, at) == OF:
        more = NOUNS.match(classes, at + 1, end)
        return more.end() if more is not None else at
    if classes[at : at + 1] == b",":
        listed = _LISTED.match(classes, at, end)
        at = listed.end() if listed is not None and is_person(reading, start) else at
    later = range(start + 1 + (word_of(reading, start) == THIS), at)
    own = tuple(lexicon.facts["own_endings"])
    for token in later:
        word = word_of(reading, token)
        if word in stops or (word.endswith(own) and len(word) > _LEAST):
            return token
    return at
