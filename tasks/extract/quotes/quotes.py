"""Reported statements: where a statement begins and ends, and which cue brings it in. Who speaks belongs to `speakers`.

A statement is found from its cue: cue and colon, cue and complementiser, cue and quotation mark, mark and cue. A whole
paragraph between marks needs none. Headings, lists and scores have colons and marks but no cue.
"""

import re

from tasks.extract.quotes.according import by_source
from tasks.extract.quotes.carried_on import carried_on
from tasks.extract.quotes.clauses import clause_end, is_broken_off, is_reporting, of_main_verb
from tasks.extract.quotes.governed import by_object
from tasks.extract.quotes.interviews import with_answers
from tasks.extract.quotes.judged import judged
from tasks.extract.quotes.nested import without_nested, without_repeats
from tasks.extract.quotes.objects_before import objects_before
from tasks.extract.quotes.unjoined import bare_english, before_cue, clause_before, sentence_before, uncued
from tasks.extract.quotes.urging import without_complementiser
from tasks.extract.quotes.verb_last import (
    asking,
    asks_somebody,
    by_participle,
    finite_verbs,
    gives_text,
    is_question,
    is_relative,
    said_before,
    without_that,
)
from tasks.extract.statements import Quote, closing_mark, marked, n_words, phrase_end, sort_of, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

_FAR_DENIED = 6
"""Tokens from a denial to a colon behind which something else is said."""
LEAST_WORDS = 2
"""Fewer words are no statement."""
_LATER_CUES = 8
"""Cues behind a statement among which the writer's next one is looked for: others are the speaker's, who reports too."""
_CUES = {"first": rb"[vkru]", "last": rb"[vu]", "middle": rb"[vku]"}


def find_quotes(reading: Reading) -> list[Quote]:
    """All statements of all passages, in the order of their beginnings."""
    matches = _cue_matches(reading)
    found = by_object(reading, matches)
    governed = {quote.cue for quote in found}
    found += [
        quote
        for place, match in enumerate(matches)
        if match[0] not in governed
        and (quote := _after_cue(reading, match, matches[place + 1 : place + 1 + _LATER_CUES])) is not None
    ]
    found += before_cue(reading, found)
    found += without_complementiser(reading, found)
    if reading.lexicon.verb == "last":
        finite = finite_verbs(reading)
        found += by_participle(reading, finite)
    if reading.lexicon.verb == "middle":
        found += bare_english(reading, found)
        found += sentence_before(reading, found)
    found += by_source(reading, found)
    if reading.lexicon.verb == "last":
        found += asking(reading, found, finite)
        found += objects_before(reading, found)
        found += judged(reading, found, finite)
        found += said_before(reading, found)
        found += without_that(reading, found, finite)
    if reading.lexicon.verb == "first":
        found += clause_before(reading, found)
    found += uncued(reading, found)
    found = carried_on(reading, found)
    found = with_answers(reading, found)
    for quote in found:
        # A lone joiner or dash before the first word is not said.
        while quote.start < quote.end and reading.classes[quote.start] in b"+-:,":
            quote.start += 1
    found = [quote for quote in found if n_words(reading, quote.start, quote.end) >= LEAST_WORDS]
    if reading.lexicon.verb != "middle":
        found = without_nested(reading, found)
    return sorted(without_repeats(found), key=lambda quote: (quote.start, -quote.end))


def _cue_matches(reading: Reading) -> list[tuple[int, int, int]]:
    """Cue, end of cue and trigger of each cue that has one, not counting what is said inside long quotations."""
    facts = reading.lexicon.facts
    between = rb"[^:<cC.\nvkru]"
    pattern = re.compile(rb"(%b_*)%b{0,%d}?([:<cC])" % (_CUES[reading.lexicon.verb], between, facts["cue_reach"]))
    inside = reading.spans.inside
    matches = [(m.start(1), m.end(1), m.start(2)) for m in pattern.finditer(reading.classes) if not inside[m.start(1)]]
    impersonal = reading.lexicon.words_of("impersonal")
    if impersonal:
        matches = [m for m in matches if not m[0] or word_of(reading, m[0] - 1) not in impersonal]
        matches = [m for m in matches if reading.classes[m[2]] != ord("c") or not is_relative(reading, *m)]
    if reading.lexicon.verb == "last":
        matches = [m for m in matches if gives_text(reading, m[0])]
        asked = reading.lexicon.facts["asking"]
        matches = [m for m in matches if reading.meaning(m[0]).label not in asked or asks_somebody(reading, m[0])]
        matches = [m for m in matches if reading.classes[m[2]] != ord("c") or not is_question(reading, m[0])]
    if reading.lexicon.verb == "first":
        matches = [of_main_verb(reading, m) for m in matches if not is_broken_off(reading, m)]
        # «داعية إسلامي» is a preacher.
        matches = [m for m in matches if reading.classes[m[0]] != ord(codes.PARTICIPLE) or is_reporting(reading, m[0])]
    return matches


def _after_cue(reading: Reading, match: tuple[int, int, int], following: list[tuple[int, int, int]]) -> Quote | None:
    cue, cue_end, trigger = match
    kind = chr(reading.classes[trigger])
    next_cue = following[0] if following else None
    if kind == codes.COLON:
        if reading.meaning(cue).detail == "denied" and trigger - cue_end > _FAR_DENIED:
            return None
        return _after_colon(reading, cue, trigger, following)
    if kind == codes.OPEN and trigger - cue_end > 1:
        # «على هامش ندوة "…" أن»: a title stands before the complementiser.
        that = _THAT.match(reading.classes, closing_mark(reading, trigger) + 1)
        if that is not None and reading.lexicon.verb == "first":
            return _after_cue(reading, (cue, cue_end, that.end() - 1), following)
    if kind == codes.OPEN:
        if reading.classes[cue] == ord(codes.URGE) and trigger - cue_end > 1 and reading.lexicon.verb == "first":
            # Behind whom is accused, and of what, marks stand within the statement.
            return None
        if trigger - cue_end > _reach_of_mark(reading, cue, trigger) or (
            reading.classes[cue] != ord("r") and _announces(reading, cue_end, trigger)
        ):
            return None
        if reading.lexicon.verb == "middle" and trigger > cue_end and reading.classes[trigger - 1] != ord(codes.COMMA):
            # He said the rulers "are criminals": the clause is the statement, the marked words a part of it.
            return Quote(cue_end, _clause_end(reading, cue_end, None), "mixed", cue, cue_end, 0.8)
        return marked(reading, trigger, "direct", cue, trigger, 0.85)
    if reading.classes[cue] == ord(codes.URGE) and reading.meaning(cue).label in reading.lexicon.without_that:
        return None
    start = phrase_end(reading, trigger)
    start -= kind == codes.PRONOUN_COMPLEMENTISER
    end = _clause_end(reading, start, next_cue)
    opening = start if reading.classes[start : start + 1] == b"<" else -1
    if opening >= 0:
        close = closing_mark(reading, opening)
        if end - close <= 3:
            return marked(reading, opening, "mixed", cue, trigger, 0.9)
    sort = sort_of(reading, start, end)
    return Quote(start, end, sort, cue, trigger, 0.85 if sort == "mixed" else 0.75)


def _reach_of_mark(reading: Reading, cue: int, mark: int) -> int:
    """How far a mark may stand from its cue: far, where the cue opens the sentence and a comma closes what is between."""
    opens = cue - reading.sentence_start(cue) < 3 and reading.classes[mark - 1] == ord(codes.COMMA)
    return 25 if opens and reading.lexicon.verb == "first" else 12


_THAT = re.compile(rb"(?:[^.,\n:<vuk]{0,12},?)[cC]")


def _announces(reading: Reading, start: int, end: int) -> bool:
    """«أعلنت عن …»: what stands between marks is a thing's name."""
    return any(
        reading.classes[at] == ord(codes.PREPOSITION) and reading.meaning(at).label == "\u0639\u0646"
        for at in range(start, end)
    )


def _after_colon(reading: Reading, cue: int, colon: int, following: list[tuple[int, int, int]]) -> Quote | None:
    start = colon + 1
    head = reading.classes[start : start + 1]
    if head == b"<":
        return marked(reading, start, "direct", cue, colon, 0.95)
    if head == b"m":
        close = reading.classes.find(b"m", start + 1)
        stop = reading.sentence_end(start)
        # A name in marks may begin a statement without marks: «… نوشت: «پرواز» آمد».
        if reading.lexicon.verb != "last" or close < 0 or reading.classes[close + 1] in b".,\n>":
            return Quote(start + 1, close, "direct", cue, colon, 0.8) if 0 <= close <= stop else None
    if head in (b"\n", b""):
        return None
    paragraph = reading.classes.find(b"\n", start)
    end = paragraph
    if reading.lexicon.facts["colon_reaches"] == "sentence":
        end = min(paragraph, reading.sentence_end(start) + 1)
    if reading.lexicon.verb == "last":
        again = _REPORT.search(reading.classes, start, end)
        end = again.start() + 1 if again is not None else end
    later = following[1:] if reading.lexicon.verb == "last" else []
    later = following[:1] + [match for match in later if reading.classes[match[2]] == ord(codes.COLON)]
    next_cue = next((match for match in later if match[0] < end and _is_writer(reading, start, match)), None)
    if next_cue is not None:
        # The next cue's sentence is told by the writer again.
        sentence = reading.sentence_start(next_cue[0])
        end = sentence if sentence > start else _clause_break(reading, start, next_cue[0])
    return Quote(start, trim(reading, start, end), "direct", cue, colon, 0.85)


# «به گزارش …» at the head of a sentence.
_REPORT = re.compile(rb"[.](?=a)")
_TOLD_AGAIN = re.compile(rb"(?:[t,&]_*)*[RTPGZOw]")


def _is_writer(reading: Reading, start: int, cue: tuple[int, int, int]) -> bool:
    """Whether a cue behind a colon is the writer's: a clause with "that" may be the speaker's, who reports of others."""
    sentence = reading.sentence_start(cue[0])
    if reading.lexicon.verb == "first":
        return sentence > start or reading.meaning(cue[0]).clitic > 0 or reading.classes[cue[0] - 1] in b",&>"
    if reading.lexicon.verb != "last" or reading.classes[cue[2]] != ord("c"):
        return True
    return sentence > start and _TOLD_AGAIN.match(reading.classes, sentence) is not None


_JOINED_URGE = re.compile(rb",u")


def _clause_end(reading: Reading, start: int, next_cue: tuple[int, int, int] | None) -> int:
    """End of a reported clause: its sentence's, or where a participle or another cue takes over."""
    end = reading.sentence_end(start) + (1 if reading.classes[reading.sentence_end(start)] == ord(".") else 0)
    if next_cue is not None and start < next_cue[0] < end:
        joined = reading.meaning(next_cue[0]).clitic > 0 or reading.classes[next_cue[0] - 1] in b",&"
        if joined or reading.lexicon.verb == "last":
            end = _clause_break(reading, start, next_cue[0])
    urging = _JOINED_URGE.search(reading.classes, start, end)
    if urging is not None and reading.meaning(urging.end() - 1).clitic > 0:
        end = urging.start()
    return clause_end(reading, start, end)


def _clause_break(reading: Reading, start: int, cue: int) -> int:
    """Where the clause with the cue begins: after the last comma, or at the cue itself."""
    if reading.lexicon.verb == "first":
        return cue
    comma = reading.classes.rfind(b",", start, cue)
    return comma if comma > start else cue
