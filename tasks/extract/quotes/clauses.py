"""Where a reported clause ends: at its sentence's end, where another cue takes over, or where the writer names whose
words they were. Which clause it is belongs to `quotes` and `governed`.
"""

import re

from tasks.extract.statements import phrase_end, trim, word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import IN_IT
from tasks.extract.words.reading import Reading

_TAKES_OVER = re.compile(rb"k_*|,[vu]_*|,[ps]_*[vu]_*|(?<=[^,])[ps]_*,?[vu]_*")
_ASIDE = re.compile(rb",?e_*")
# «…، بحسب ما نقلت الوكالة.»: from whom the writer has it.
_SOURCE = re.compile(rb"(?:,(?P<that>p)?a_*(?:v_*)?|a_+[vsw]_*)[^.,\n:<vuk]{1,12}(?=[.\n])")
_TRIGGER_SOON = re.compile(rb"[^.,\n:vuk]{0,14}[cC<:m]")
_TRIGGER_NEXT = re.compile(rb"[^.,\n:vuk]{0,3}[cC<:]")


def clause_end(reading: Reading, start: int, bound: int = -1) -> int:
    """End of a reported clause that begins at `start`, with its stop; no later than `bound` if one is given."""
    stop = reading.sentence_end(start)
    end = stop + (1 if reading.classes[stop] == ord(codes.STOP) else 0)
    if 0 <= bound < end:
        end = bound
    if reading.lexicon.verb == "first":
        end = _taken_over(reading, start, _writer_again(reading, start, end))
        end = _before_aside(reading, start, end)
    return trim(reading, start, end)


_ALTHOUGH = "\u0631\u063a\u0645"
# Behind a mark that closes, with a comma inside or behind it, «يذكر أن»; before the writer's verb, a contrasting clause.
_WRITER = re.compile(rb">,?(?P<told>n_)|,(?P<but>n_)[^.\n:vuk]{2,16},(?=v_*[cC])")


def _writer_again(reading: Reading, start: int, end: int) -> int:
    """Where the writer tells on without a stop: «…" يذكر أن», «…، رغم أن A، الذي …، قال إن»."""
    for match in _WRITER.finditer(reading.classes, start + 2, end + 2):
        if match["told"]:
            again = word_of(reading, match.start("told")) in reading.lexicon.words_of("writer_again")
            if again and not reading.spans.inside[match.start("told")]:
                return match.start() + 1
        elif word_of(reading, match.start("but")) == _ALTHOUGH and not reading.meaning(match.end()).clitic:
            return match.start()
    return end


def _taken_over(reading: Reading, start: int, end: int) -> int:
    """Where a participle that reports, or a joined verb that says, begins the next statement."""
    inside = reading.spans.inside
    for match in _TAKES_OVER.finditer(reading.classes, start + 1, end):
        at = match.start()
        verb = reading.classes[at] != ord(codes.PARTICIPLE)
        comma = reading.classes[at] == ord(codes.COMMA)
        if inside[at] or (verb and not (_joins(reading, at + 1) if comma else _contrasts(reading, at))):
            continue
        if not verb:
            reports = is_reporting(reading, at)
        else:
            urges = reading.classes[match.end() - 1 : match.end()] == b"u"
            reports = urges or _TRIGGER_SOON.match(reading.classes, match.end()) is not None
        if reports:
            return at - (verb and not comma and reading.classes[at - 1] in b"pf")
    return end


def _joins(reading: Reading, at: int) -> bool:
    """Whether the verb at `at` is joined to the clause before: by "and", or by a word such as «كما» before it."""
    if reading.classes[at] in b"vu":
        return reading.meaning(at).clitic > 0
    return word_of(reading, at).removeprefix("\N{ARABIC LETTER WAW}") in reading.lexicon.words_of("clause_openers")


def _contrasts(reading: Reading, at: int) -> bool:
    """«فيما أفاد الثاني», «من جهته أكد», with no comma before: another one's statement."""
    word = word_of(reading, at)
    if word in reading.lexicon.words_of("contrasts"):
        return True
    return word in reading.lexicon.words_of("turns") and reading.classes[at - 1] in b"pf"


def is_reporting(reading: Reading, at: int) -> bool:
    """Whether a participle reports: «توقيع متوقع» has its like, and a feminine adjective; one between commas has none."""
    before, after = reading.classes[at - 1 : at], phrase_end(reading, at)
    if before in (b",", b">", b"m") or reading.meaning(at).clitic:
        return True
    # A masculine one behind another accusative is an adjective too.
    reports = _accusative(reading, at) and not _accusative(reading, at - 1)
    return reports or _TRIGGER_NEXT.match(reading.classes, after) is not None


def _accusative(reading: Reading, at: int) -> bool:
    return reading.surface(at, at + 1).rstrip("\N{ARABIC FATHATAN}").endswith("\N{ARABIC LETTER ALEF}")


def _before_aside(reading: Reading, start: int, end: int) -> int:
    """Before «على حد قوله», and before what the writer adds to the statement."""
    for match in (
        *_ASIDE.finditer(reading.classes, start + 1, end),
        *_SOURCE.finditer(reading.classes, start + 2, end),
    ):
        that = match.groupdict().get("that") is not None and word_of(reading, match.start("that")) != _AND_THAT
        if not reading.spans.inside[match.start()] and not that:
            return match.start()
    return end


_AND_THAT = "\u0648\u0630\u0644\u06a9"


def of_main_verb(reading: Reading, match: tuple[int, int, int]) -> tuple[int, int, int]:
    """In "the official whose name was not revealed made clear …" the verb before the relative clause is the cue."""
    cue, end, trigger = match
    # «علقت على تصريحاته التي قال فيها إن»
    in_it = word_of(reading, end) in IN_IT
    if in_it or reading.classes[cue] != ord(codes.CUE) or reading.meaning(cue).clitic:
        return match
    low = max(reading.sentence_start(cue), cue - 14)
    verb = reading.classes.rfind(b"v", low, cue)
    if verb < 0 or not set(reading.classes[verb:cue]).isdisjoint(b"cC<:,"):
        return match
    who = reading.lexicon.words_of("relatives")
    if not any(word_of(reading, at) in who for at in range(verb + 2, cue)):
        return match
    return verb, phrase_end(reading, verb), trigger


def is_broken_off(reading: Reading, match: tuple[int, int, int]) -> bool:
    """«…، ثم خرجت لتتثبت من أن»: another clause has begun before the complementiser."""
    _, end, trigger = match
    others = reading.lexicon.words_of("other_clauses")
    return reading.classes[trigger] in b"cC" and any(word_of(reading, at) in others for at in range(end, trigger))
