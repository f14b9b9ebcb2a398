"""Statements of a verb-last language that no complementiser joins to their cue: «با بیان اینکه …, گفت», «مدعی شد …».

Whether what follows a cue is a clause shows by its last word: a finite verb.
"""

import re
import sys
from bisect import bisect_right

import polars as pl

from tasks.extract.statements import Quote, closing_mark, last_of, n_words, sort_of, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import OBJECT_MARK, THIS
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools

# The Persian mark of an object: "announced it", and nothing is to come.
_VERB = re.compile(rb",?(?:[&t]_*){0,2},?v")
_VERB_BEHIND = re.compile(rb"v_*(?P<comma>,)(?:[&t]_*){0,2}v")
_NEED_ENDS = re.compile(rb",|(?:[&t]_*){0,2}[vuj]")
_ON = "\u0628\u0631"
_LEFT_AWAY = re.compile(rb"v_*,?(?=[^.,:\n&>cC)vk_+-])")
_LEAST_WORDS = 4


def finite_verbs(reading: Reading) -> Bools:
    """Which tokens are finite verbs, by their shape or from a list."""
    facts = reading.lexicon.facts
    folded = pl.DataFrame({"folded": reading.tokens.folded}).select(
        pl.col("folded").str.contains(facts["finite_shape"])
        | pl.col("folded").is_in(list(reading.lexicon.words_of("finite_words")))
    )
    made: Bools = folded["folded"].to_numpy()[reading.tokens.word]
    return made


def is_relative(reading: Reading, cue: int, end: int, that: int) -> bool:
    """«… را اعلام کرد که», «از … خبر داد که»: what is announced stands before, and "that" is "which"."""
    if reading.classes[end:that].strip(b"t_"):
        return True
    before = range(max(reading.sentence_start(cue), cue - 3), cue)
    if any(word_of(reading, at) == OBJECT_MARK for at in before):
        return True
    about = reading.lexicon.facts["cues_with_about"].get(reading.meaning(cue).label)
    return about is not None and any(word_of(reading, at) == about for at in range(reading.sentence_start(cue), cue))


def by_participle(reading: Reading, finite: Bools) -> list[Quote]:
    """Persian "stating that …, he added": the clause up to the verb, or to the comma before what belongs to the verb."""
    made = []
    for match in re.finditer(rb"k_*", reading.classes):
        start, end = match.end(), reading.sentence_end(match.end())
        if reading.spans.inside[match.start()]:
            continue
        if word_of(reading, start - 1) == _ON:
            made += _need(reading, match.start(), start, end)
            continue
        verb = _VERB.search(reading.classes, start, end)
        if verb is None:
            continue
        stop = verb.start()
        behind = _VERB_BEHIND.match(reading.classes, verb.end() - 1, end)
        if behind is not None:
            # «… تأکید داشتند، افزود»: the clause's own verb.
            stop = behind.start("comma")
        if reading.classes[start] == ord(codes.OPEN) and start < (close := closing_mark(reading, start)) < stop:
            # A comma between marks ends nothing.
            made.append(Quote(start, trim(reading, start, close + 1), "indirect", match.start(), start - 1, 0.7))
            continue
        whole = reading.classes[stop] == ord(codes.COMMA) and finite[stop - 1]
        comma = -1 if whole else reading.classes.rfind(b",", start, stop)
        while comma > start and not finite[comma - 1]:
            comma = reading.classes.rfind(b",", start, comma)
        stop = comma if comma > start else stop
        made.append(Quote(start, trim(reading, start, stop), "indirect", match.start(), start - 1, 0.7))
    return made


def _need(reading: Reading, cue: int, start: int, end: int) -> list[Quote]:
    """«با تأکید بر لزوم …»: the need, up to a comma or the verb."""
    if word_of(reading, start) not in reading.lexicon.words_of("needs"):
        return []
    stop = _NEED_ENDS.search(reading.classes, start, end)
    if stop is None:
        return []
    end = trim(reading, start, stop.start())
    return [Quote(start, end, "indirect", cue, start - 1, 0.55)] if n_words(reading, start, end) >= _LEAST_WORDS else []


def without_that(reading: Reading, found: list[Quote], finite: Bools) -> list[Quote]:
    """Persian may leave "that" away: «مدعی شد باران کافی باریده است», «می گوید، باران …»."""
    used = {quote.cue for quote in found}
    cues = sorted(used - {-1})
    labels = frozenset(reading.lexicon.facts["bare_cues"])
    made = []
    for match in _LEFT_AWAY.finditer(reading.classes):
        cue, start = match.span()
        if cue in used or reading.spans.inside[cue] or reading.meaning(cue).label not in labels:
            continue
        if not _may_report(reading, cue, start):
            continue
        stop = reading.sentence_end(start)
        end = stop + (reading.classes[stop] == ord(codes.STOP))
        later = _next(cues, start)
        if later < stop and not reading.spans.inside[later]:
            end = stop = last_of(reading, b",&", start, later)
        if stop > start and _is_clause(reading, start, stop, finite) and n_words(reading, start, end) >= _LEAST_WORDS:
            kind = sort_of(reading, start, end)
            made.append(Quote(start, trim(reading, start, end), kind, cue, start - 1, 0.6))
    return made


def is_question(reading: Reading, cue: int) -> bool:
    """«در پاسخ به این سؤال که آیا قول داده است که …؟»: what is asked is not said."""
    asked = reading.lexicon.words_of("question_words")
    return any(word_of(reading, at) in asked for at in range(max(reading.sentence_start(cue), cue - 25), cue))


def gives_text(reading: Reading, cue: int) -> bool:
    """Not «نتایج به شرح زیر است»: behind these words a list may follow, and only a text is somebody's."""
    if reading.meaning(cue).label not in reading.lexicon.facts["listing"]:
        return True
    kinds = reading.lexicon.words_of("texts")
    return any(word_of(reading, at) in kinds for at in range(reading.sentence_start(cue), cue))


def _next(cues: list[int], after: int) -> int:
    """The first of `cues`, in order, behind `after`; beyond all tokens where there is none."""
    place = bisect_right(cues, after)
    return cues[place] if place < len(cues) else sys.maxsize


def _may_report(reading: Reading, cue: int, start: int) -> bool:
    """Whether a clause may follow the cue: not where it is itself in a relative clause, impersonal, or has its object."""
    sentence = reading.sentence_start(cue)
    before = reading.classes[sentence:cue]
    if not before or word_of(reading, cue - 1) in reading.lexicon.words_of("impersonal"):
        return False
    that = before.rfind(b"c")
    if that >= 0 and b"," not in before[that:]:
        which = reading.meaning(cue).label in reading.lexicon.facts["reporting_of_which"]
        asked = word_of(reading, sentence + that - 1) in reading.lexicon.words_of("question_nouns")
        if not which or asked or before[that + 1 :].strip(b"MSLENHQOAPGwlst_"):
            return False
    if word_of(reading, start) in reading.lexicon.words_of("no_statement") | reading.lexicon.words_of("passives"):
        return False
    words = [word_of(reading, at) for at in range(sentence, cue)]
    return OBJECT_MARK not in words[-4:] and not reading.lexicon.words_of("which_words") & set(words)


def _is_clause(reading: Reading, start: int, stop: int, finite: Bools) -> bool:
    """Whether the last word before the stop, or one before a comma, is a finite verb."""
    at = stop - 1
    while at > start and reading.classes[at] in b'_>m)"+,.':
        at -= 1
    return bool(finite[at:stop].any())


def asking(reading: Reading, found: list[Quote], finite: Bools) -> list[Quote]:
    """«از مردم خواست [تا] …»: to ask takes no complementiser either; whom it asks stands before it."""
    used = {quote.cue for quote in found}
    cues = sorted(used - {-1})
    made = []
    for match in _ASKED.finditer(reading.classes):
        cue, start = match.span()
        if cue in used or reading.spans.inside[cue] or not asks_somebody(reading, cue):
            continue
        # "He wants to" is no asking, but with "that".
        if word_of(reading, cue).startswith(_WANTS) and word_of(reading, start) != _UNTIL:
            continue
        that = reading.classes.rfind(b"c", reading.sentence_start(cue), cue)
        if that >= 0 and b"," not in reading.classes[that:cue] and cue - that < _NEAR:
            continue
        stop = reading.sentence_end(start)
        end = stop + (reading.classes[stop] == ord(codes.STOP))
        later = _next(cues, start)
        joint = last_of(reading, b",&", start, later) if later < stop and not reading.spans.inside[later] else -1
        if joint > start and finite[joint - 1]:
            # «… استفاده کنند و خاطرنشان کرد: …».
            end = stop = joint
        if word_of(reading, start) == _UNTIL:
            start += 1
        if _is_clause(reading, start, stop, finite) and n_words(reading, start, end) >= _LEAST_WORDS - 1:
            made.append(Quote(start, trim(reading, start, end), sort_of(reading, start, end), cue, start, 0.65))
    return made


def asks_somebody(reading: Reading, cue: int) -> bool:
    """Whether the one who is asked stands before the verb: «از مردم خواست», and not "he wanted"."""
    whom = reading.lexicon.facts["asking"].get(reading.meaning(cue).label)
    if reading.classes[cue - 1 : cue] == b"p":
        # «به خواستهٔ خود».
        return False
    return whom is not None and any(word_of(reading, at) == whom for at in range(reading.sentence_start(cue), cue - 1))


_WANTS = "\u0645\u06cc"
_ASKED = re.compile(rb"u_*,?(?=[^.,:\n&>cC)vk_+-])")
_NEAR = 5
_UNTIL = "\u062a\u0627"
_SAID_BEFORE = re.compile(rb">\.?(?=[^\n.]{0,40}v_*\.)")


def said_before(reading: Reading, found: list[Quote]) -> list[Quote]:
    """«…». X این جمله را گفت: the statement stands between marks in the sentence before."""
    closings = {
        int(close): int(opening) for opening, close in zip(reading.spans.opening, reading.spans.closing, strict=True)
    }
    known, used = {quote.start for quote in found}, {quote.cue for quote in found}
    nouns = reading.lexicon.words_of("said_before")
    made = []
    for match in _SAID_BEFORE.finditer(reading.classes):
        opening, start = closings.get(match.start(), -1), match.end()
        if opening < 0 or opening + 1 in known:
            continue
        stop = reading.sentence_end(start)
        cue = reading.classes.rfind(b"v", start, stop)
        told = any(
            word_of(reading, at) == THIS and word_of(reading, at + 1) in nouns for at in range(start, max(cue, start))
        )
        if told and cue not in used:
            made.append(Quote(opening + 1, trim(reading, opening + 1, match.start()), "direct", cue, start - 1, 0.8))
    return made
