"""Statements that are the object before their verb: «از … خبر داد», «بر … تأکید کرد», «… را تکذیب کرد», «خواستار … شد».

Only a verb-last language has them. Arabic, whose objects follow, is `governed`.
"""

import re

from tasks.extract.statements import Quote, last_of, phrase_end, sort_of, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import OBJECT_MARK
from tasks.extract.words.reading import Reading

_CUE = re.compile(rb"[vu]_*")
_LEAST_WORDS = 3
_LONGEST = 60


def objects_before(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Statements between a word that governs them and the verb; a cue of `found` has its statement already."""
    facts = reading.lexicon.facts.get("objects_before")
    if facts is None:
        return []
    used = {quote.cue for quote in found}
    governed = {cue: [tuple(word.split()) for word in words] for cue, words in facts["behind"].items()}
    marked, openers = frozenset(facts["marked"]), frozenset(facts["openers"])
    made = []
    for match in _CUE.finditer(reading.classes):
        cue, label = match.start(), reading.meaning(match.start()).label
        if cue in used or reading.spans.inside[cue]:
            continue
        if label in openers:
            related = reading.classes[cue - 1 : cue] == b"c"
            start = match.end()
            end = start if related else _closing(reading, start)
        elif label in governed:
            start, end = _behind(reading, cue, governed[label]), cue
        elif label in marked:
            start, end = _marked(reading, cue)
        else:
            continue
        end = trim(reading, start, end)
        if start >= 0 and _n_plain(reading, start, end) >= _LEAST_WORDS and _is_content(reading, start):
            made.append(Quote(start, end, sort_of(reading, start, end), cue, cue, 0.6))
    return made


def _n_plain(reading: Reading, start: int, end: int) -> int:
    return sum(letter not in b',.:()<>"m-' for letter in reading.classes[start:end])


def _clause_start(reading: Reading, cue: int) -> int:
    """Where the object may begin at the earliest: behind another verb of saying, or at the sentence's start."""
    start = max(reading.sentence_start(cue), cue - _LONGEST)
    verb = last_of(reading, b"vk:", start, cue)
    return max(start, verb + 1)


def _behind(reading: Reading, cue: int, words: list[tuple[str, ...]]) -> int:
    """Behind the first of `words`, each one or two, that governs the object of `cue`; -1 where there is none."""
    others = reading.lexicon.words_of("other_parts")
    partitive = reading.lexicon.words_of("partitives") | others
    for at in range(_clause_start(reading, cue), cue - 2):
        for word in words:
            if word_of(reading, at) != word[0] or reading.spans.inside[at]:
                continue
            if len(word) > 1 and word_of(reading, at + 1) != word[1]:
                continue
            # «از دیگر سو» is no object.
            if word_of(reading, at + len(word)) in others:
                continue
            if reading.classes[at + len(word)] in b"_,.:" or (at and word_of(reading, at - 1) in partitive):
                continue
            # "The report that told of …": whose it is stands before "that".
            if reading.classes[at - 1 : at] == b"c":
                return -1
            start = at + len(word)
            return start + (reading.classes[start] == ord(codes.COMPLEMENTISER))
    return -1


def _marked(reading: Reading, cue: int) -> tuple[int, int]:
    """The object with its mark, «ادعای … را», from a noun of saying on."""
    low = _clause_start(reading, cue)
    mark = cue - 1
    while mark > max(low, cue - 5) and word_of(reading, mark) != OBJECT_MARK:
        mark -= 1
    heads = reading.lexicon.words_of("denied_nouns")
    for at in range(low, mark):
        if word_of(reading, at) in heads and reading.classes[at] != ord("_") and not reading.spans.inside[at]:
            return at, mark
    return -1, -1


def _closing(reading: Reading, start: int) -> int:
    """The verb of «خواستار … شد», behind which the object ends; the start where there is none."""
    closing = reading.lexicon.words_of("opener_verbs")
    for at in range(start, min(start + _LONGEST, reading.sentence_end(start))):
        if word_of(reading, at) in closing and not reading.spans.inside[at]:
            return at
    return start


def _is_content(reading: Reading, start: int) -> bool:
    """Not «از این موضوع خبر داد», which says nothing."""
    return word_of(reading, start) not in reading.lexicon.words_of("pointing") and phrase_end(reading, start) > start
