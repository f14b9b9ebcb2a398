"""Judgements: «این اقدام را نقض قانون خواند», «علت آن را … دانست». Object and judgement stand before the verb.

Only a verb-last language has them; the object has its mark, and what stands before it is the subject or where it was said.
"""

import re

from tasks.extract.speakers.noun_phrases import is_person
from tasks.extract.statements import Quote, last_of, n_words, phrase_end, sort_of, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import OBJECT_MARK
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools

_JUDGING = re.compile(rb"j_*")
_LONGEST = 60
_LEAST_WORDS = 3
_WHOLE = 2
_VERBS = b"vkj:"
_OWN = "\u062e\u0648\u062f"
_NAME = re.compile(rb"(?:T_*)*(?:P_*|(?:[Gx]_*)+w?|w)(?:T_*)*")


def judged(reading: Reading, found: list[Quote], finite: Bools) -> list[Quote]:
    """What somebody calls or takes a thing to be, with the thing; a cue of `found` has its statement already."""
    facts = reading.lexicon.facts.get("objects_before")
    if facts is None:
        return []
    used = {quote.cue for quote in found}
    reads = frozenset(facts["reading_too"])
    made = []
    for match in _JUDGING.finditer(reading.classes):
        cue, label = match.start(), reading.meaning(match.start()).label
        if cue in used or reading.spans.inside[cue]:
            continue
        mark = _mark(reading, cue, label in reads)
        start = _start(reading, cue, mark) if mark >= 0 else -1
        # A clause before the object is told by the writer.
        if (
            start < 0
            or finite[start:mark].any()
            or reading.classes[start] in b"kf"
            or b"c" in reading.classes[start - 1 : mark]
        ):
            continue
        end = trim(reading, start, cue)
        if n_words(reading, start, end) > _LEAST_WORDS:
            made.append(Quote(start, end, sort_of(reading, start, end), cue, cue, 0.55))
    return made


def _mark(reading: Reading, cue: int, reads: bool) -> int:
    """The mark of the judged object; -1 where there is none, or no judgement between it and the verb."""
    low = max(reading.sentence_start(cue), cue - _LONGEST)
    verb = last_of(reading, _VERBS, low, cue)
    mark = next((at for at in range(cue - 1, max(low, verb), -1) if word_of(reading, at) == OBJECT_MARK), -1)
    impersonal = reading.lexicon.words_of("impersonal")
    if word_of(reading, cue - 1) in reading.lexicon.facts["objects_before"]["not_judging"]:
        return -1
    if mark < 0 or mark + 1 >= cue or any(word_of(reading, at) in impersonal for at in range(mark - 3, cue)):
        return -1
    return -1 if reads and reading.classes[mark + 1] == ord(codes.PREPOSITION) else mark


def _start(reading: Reading, cue: int, mark: int) -> int:
    """Where the judged object begins; -1 where that cannot be told."""
    low = max(reading.sentence_start(cue), cue - _LONGEST)
    verb = last_of(reading, _VERBS, low, mark)
    comma = reading.classes.rfind(b",", max(low, verb + 1), mark)
    if comma >= 0 and _is_apposed(reading, low, comma):
        # «رضا صادقی، سرمربی تیم …»: where the office ends cannot be told.
        return -1
    if comma >= 0:
        if reading.classes[comma + 1] in b"TPG" and reading.classes[low : comma + 1].strip(b"TPGwlsx_tm,"):
            return _behind_name(reading, comma + 1, mark)
        he = reading.classes[comma + 1] in b"RZ"
        if not he and is_person(reading, comma + 1) and not {*reading.classes[low:comma]} & {*b"RZTPGO"}:
            # «در پایان، رئیس مرکز ارزشیابی مداخلات را …»: it is he who speaks.
            return -1
        return _past(reading, phrase_end(reading, comma + 1) if he else comma + 1, mark)
    joined = reading.classes.find(b"&", verb, mark) if verb >= 0 else -1
    return _past(reading, joined + 1, mark) if joined >= 0 else _behind_subject(reading, low, mark)


def _is_apposed(reading: Reading, start: int, comma: int) -> bool:
    """Whether a person is described behind the comma, and nothing but a name stands before it."""
    start = max(start, reading.sentence_start(comma))
    described = is_person(reading, comma + 1) or reading.classes[comma + 1] in b"OD"
    return described and not reading.classes[start:comma].strip(b"TPGwlsx_tm")


def _past(reading: Reading, at: int, end: int) -> int:
    """Past times and joining words."""
    while at < end and reading.classes[at] in b"t_&,":
        at += 1
    if reading.classes[at] in b"pf":
        # "In a part of his speech": what is his own has been named.
        own = next((token for token in range(at, min(at + 9, end - 1)) if word_of(reading, token) == _OWN), -1)
        at = own + 1 if own >= 0 else at
    return at if at < end else -1


def _behind_name(reading: Reading, start: int, mark: int) -> int:
    """Behind «از سوی دیگر، احمد رضایی»; -1 where the name may be half of one, or where he spoke follows."""
    name = _NAME.match(reading.classes, start, mark)
    if name is None or len(name.group().translate(None, b"T_")) < _WHOLE or reading.classes[name.end()] in b"pf":
        return -1
    return _past(reading, name.end(), mark)


def _behind_subject(reading: Reading, start: int, mark: int) -> int:
    """Behind a pronoun, a name, or before "this"; -1 where it cannot be told where the subject ends."""
    at = _past(reading, start, mark)
    if at < 0:
        return -1
    if reading.classes[at] in b"RZ":
        return _past(reading, phrase_end(reading, at), mark)
    pointing = reading.lexicon.words_of("pointing")
    this = next(
        (
            token
            for token in range(at + 1, mark)
            if word_of(reading, token) in pointing and reading.classes[token - 1] not in b"pf_"
        ),
        -1,
    )
    if this >= 0:
        return this
    name = _NAME.match(reading.classes, at, mark)
    return _past(reading, name.end(), mark) if name is not None else -1
