"""Reported statements: where a statement begins and ends, and which cue brings it in. Who speaks belongs to `speakers`.

A statement is found from its cue: cue and colon, cue and complementiser, cue and quotation mark, mark and cue. A whole
paragraph between marks needs none. Headings, lists and scores have colons and marks but no cue.
"""

import re
from dataclasses import dataclass

from tasks.extract import codes
from tasks.extract.reading import Reading

LEAST_WORDS = 2
"""Fewer words are no statement."""
_LETTERS = {"ar": rb"[vkru]", "fa": rb"[vu]", "en": rb"[vku]"}
# How far the colon or the complementiser may stand from its cue, in tokens: the subject and its trimmings lie between
# in Arabic and English, hardly anything in Persian.
_REACH = {"ar": 30, "fa": 3, "en": 10}
_NOT_WORDS = frozenset(b"<>\".,:\n()-/+m_~")


@dataclass(slots=True)
class Quote:
    """Tokens `start` to `end` (exclusive) are the statement; `cue` is the token of the cue, -1 where there is none.

    `trigger` is the token that joins cue and statement; `confidence` is of the statement, not of its speaker.
    """

    start: int
    end: int
    kind: str
    cue: int
    trigger: int
    confidence: float
    before_cue: bool = False


def find_quotes(reading: Reading) -> list[Quote]:
    """All statements of all passages, in the order of their beginnings."""
    matches = _cue_matches(reading)
    found = [quote for place, match in enumerate(matches) if (quote := _after_cue(reading, match, matches[place + 1 : place + 2])) is not None]
    found += _before_cue(reading, found)
    found += _without_complementiser(reading, found)
    if reading.lexicon.tag == "fa":
        found += _by_participle(reading)
    if reading.lexicon.tag == "en":
        found += _bare_english(reading, found)
        found += _sentence_before(reading, found)
    found += _uncued(reading, found)
    for quote in found:
        # A lone joiner or dash before the first word is not said.
        while quote.start < quote.end and reading.classes[quote.start] in b"+-":
            quote.start += 1
    found = [quote for quote in found if _n_words(reading, quote.start, quote.end) >= LEAST_WORDS]
    return sorted(_without_repeats(found), key=lambda quote: (quote.start, -quote.end))


def _cue_matches(reading: Reading) -> list[tuple[int, int, int]]:
    """Cue, end of cue and trigger of each cue that has one, not counting what is said inside long quotations."""
    tag = reading.lexicon.tag
    between = rb"[^:<cC.\nvkru]"
    pattern = re.compile(rb"(%b_*)%b{0,%d}?([:<cC])" % (_LETTERS[tag], between, _REACH[tag]))
    inside = reading.spans.inside
    return [(m.start(1), m.end(1), m.start(2)) for m in pattern.finditer(reading.classes) if not inside[m.start(1)]]


def _after_cue(reading: Reading, match: tuple[int, int, int], following: list[tuple[int, int, int]]) -> Quote | None:
    cue, cue_end, trigger = match
    kind = chr(reading.classes[trigger])
    next_cue = following[0] if following else None
    if kind == codes.COLON:
        return _after_colon(reading, cue, trigger, next_cue)
    if kind == codes.OPEN:
        if trigger - cue_end > 12:
            return None
        if reading.lexicon.tag == "en" and trigger > cue_end and reading.classes[trigger - 1] != ord(codes.COMMA):
            # He said the rulers "are criminals": the clause is the statement, the marked words a part of it.
            return Quote(cue_end, _clause_end(reading, cue, cue_end, None), "mixed", cue, cue_end, 0.8)
        return _marked(reading, trigger, "direct", cue, trigger, 0.85)
    start = _phrase_end(reading, trigger)
    start -= kind == codes.PRONOUN_COMPLEMENTISER
    end = _clause_end(reading, cue, start, next_cue)
    opening = start if reading.classes[start : start + 1] == b"<" else -1
    if opening >= 0:
        close = _closing(reading, opening)
        if end - close <= 3:
            return _marked(reading, opening, "mixed", cue, trigger, 0.9)
    marked = b"<" in reading.classes[start:end] or b"m" in reading.classes[start:end]
    return Quote(start, end, "mixed" if marked else "indirect", cue, trigger, 0.85 if marked else 0.75)


def _after_colon(reading: Reading, cue: int, colon: int, next_cue: tuple[int, int, int] | None) -> Quote | None:
    start = colon + 1
    head = reading.classes[start : start + 1]
    if head == b"<":
        return _marked(reading, start, "direct", cue, colon, 0.95)
    if head == b"m":
        close = reading.classes.find(b"m", start + 1)
        stop = reading.sentence_end(start)
        return Quote(start + 1, close, "direct", cue, colon, 0.8) if 0 <= close <= stop else None
    if head in (b"\n", b""):
        return None
    paragraph = reading.classes.find(b"\n", start)
    end = paragraph
    if reading.lexicon.facts["colon_reaches"] == "sentence":
        end = min(paragraph, reading.sentence_end(start) + 1)
    if next_cue is not None and next_cue[0] < end:
        # The next cue's sentence is told by the writer again.
        sentence = reading.sentence_start(next_cue[0])
        end = sentence if sentence > start else _clause_break(reading, start, next_cue[0])
    return Quote(start, _trim(reading, start, end), "direct", cue, colon, 0.85)


def _phrase_end(reading: Reading, token: int) -> int:
    """End of the phrase that begins at `token`."""
    token += 1
    while reading.classes[token : token + 1] == b"_":
        token += 1
    return token


def _closing(reading: Reading, opening: int) -> int:
    """The mark that closes the one at `opening`, or the end of its passage."""
    at = int(reading.spans.opening.searchsorted(opening))
    return int(reading.spans.closing[at])


def _marked(reading: Reading, opening: int, kind: str, cue: int, trigger: int, confidence: float) -> Quote:
    return Quote(opening + 1, _trim(reading, opening + 1, _closing(reading, opening)), kind, cue, trigger, confidence)


_JOINED_URGE = re.compile(rb",u")


def _clause_end(reading: Reading, cue: int, start: int, next_cue: tuple[int, int, int] | None) -> int:
    """End of a reported clause: its sentence's, or where a participle or another cue takes over."""
    end = reading.sentence_end(start) + (1 if reading.classes[reading.sentence_end(start)] == ord(".") else 0)
    if next_cue is not None and start < next_cue[0] < end:
        joined = reading.meaning(next_cue[0]).clitic > 0 or reading.classes[next_cue[0] - 1] in b",&"
        if joined or reading.lexicon.tag == "fa":
            end = _clause_break(reading, start, next_cue[0])
    urging = _JOINED_URGE.search(reading.classes, start, end)
    if urging is not None and reading.meaning(urging.end() - 1).clitic > 0:
        end = urging.start()
    return _trim(reading, start, end)


def _clause_break(reading: Reading, start: int, cue: int) -> int:
    """Where the clause with the cue begins: after the last comma, or at the cue itself."""
    if reading.lexicon.tag == "ar":
        return cue
    comma = reading.classes.rfind(b",", start, cue)
    return comma if comma > start else cue


def _trim(reading: Reading, start: int, end: int) -> int:
    """Drop commas and a joining word at the end, and a closing stop that stands alone."""
    while end > start and reading.classes[end - 1] in b",:&-\n":
        end -= 1
    return end


def _n_words(reading: Reading, start: int, end: int) -> int:
    return sum(letter not in _NOT_WORDS for letter in reading.classes[start:end])


_CLOSE_THEN_CUE = re.compile(rb">[.,]{0,2}(?:t_*)?(?P<cue>v)")
_CLOSE_SUBJECT_CUE = re.compile(rb">[.,]{0,2}(?P<subject>(?:[wlGPOTNLEMARSZxW&~]_*){1,8})(?:t_*)?(?P<cue>v)")


def _before_cue(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Statements between marks whose cue follows: "…," she said."""
    closings = {int(close): int(opening) for opening, close in zip(reading.spans.opening, reading.spans.closing, strict=True)}
    known = {quote.end for quote in found if quote.kind == "direct"}
    made = []
    for pattern in (_CLOSE_THEN_CUE, *((_CLOSE_SUBJECT_CUE,) if reading.lexicon.tag == "en" else ())):
        for match in pattern.finditer(reading.classes):
            opening = closings.get(match.start())
            if opening is None or _trim(reading, opening + 1, match.start()) in known:
                continue
            cue = match.start("cue")
            # A cue that has its own statement after it is no cue of this one, but for English "…," he added.
            if reading.lexicon.tag != "en" and any(quote.cue == cue for quote in found):
                continue
            known.add(_trim(reading, opening + 1, match.start()))
            quote = _marked(reading, opening, "direct", cue, match.start(), 0.85)
            quote.before_cue = True
            made.append(quote)
    return made


def _without_complementiser(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Urging and accusing take an object and "to", not a complementiser: the whole object clause is the statement."""
    used = {quote.cue for quote in found}
    inside = reading.spans.inside
    made = []
    for match in re.finditer(rb"u_*", reading.classes):
        cue = match.start()
        if cue in used or inside[cue] or reading.lexicon.tag == "fa":
            continue
        start = match.end()
        subject = re.compile(rb"(?:(?:T_*)*P_*|(?:O_*(?:[NLEMA]_*)*)(?:[wGPl][wlGWx_]*)?)").match(reading.classes, start)
        start = subject.end() if subject else start
        end = reading.sentence_end(start)
        later = re.compile(rb"[,&](?:[vkr]_*)|[vk]_*[^.\n]{0,12}[cC:]").search(reading.classes, start, end)
        end = later.start() if later else end
        mark = reading.classes.find(b"<", start, end)
        if mark >= 0 and _closing(reading, mark) >= end - 1:
            made.append(_marked(reading, mark, "mixed", cue, mark, 0.6))
        elif re.search(rb"[pf]", reading.classes[start : min(end, start + 15)]) and end - start >= 5:
            made.append(Quote(start, _trim(reading, start, end), "indirect", cue, start, 0.5))
    return made


def _by_participle(reading: Reading) -> list[Quote]:
    """Persian "stating that …, he added": the clause up to the verb."""
    made = []
    for match in re.finditer(rb"k_*", reading.classes):
        start, end = match.end(), reading.sentence_end(match.end())
        verb = re.compile(rb",?(?:[&t]_*){0,2},?v").search(reading.classes, start, end)
        if verb is not None and not reading.spans.inside[match.start()]:
            made.append(Quote(start, _trim(reading, start, verb.start()), "indirect", match.start(), start - 1, 0.7))
    return made


_BARE = re.compile(rb"(?<![vku_])(?P<cue>v)(?:t_*)?(?P<start>[spLNPGwlRMEOTx][^.\n:<>cC]{4,80}?)(?=[.\n])")
_BARE_CUES = frozenset(["said", "says", "stated", "also said", "has said"])


def _bare_english(reading: Reading, found: list[Quote]) -> list[Quote]:
    """English leaves "that" away: he said the talks went on."""
    used = {quote.cue for quote in found}
    made = []
    for match in _BARE.finditer(reading.classes):
        cue, start = match.start("cue"), match.start("start")
        if cue in used or reading.spans.inside[cue] or reading.meaning(cue).label not in _BARE_CUES:
            continue
        first = reading.surface(start, start + 1).lower()
        if first in _NO_CLAUSE or reading.classes[cue - 1] in b",>\n.":
            continue
        made.append(Quote(start, _trim(reading, start, match.end()), "indirect", cue, start - 1, 0.6))
    return made


_AFTERTHOUGHT = re.compile(rb",(?:(?:R_*)(?:t_*)?(?P<cue>v_*)|(?P<late>v_*)(?:R_*))\.")


def _sentence_before(reading: Reading, found: list[Quote]) -> list[Quote]:
    """English again: the talks went on, he said."""
    used = {quote.cue for quote in found}
    made = []
    for match in _AFTERTHOUGHT.finditer(reading.classes):
        cue = match.start("cue") if match["cue"] else match.start("late")
        start = reading.sentence_start(match.start())
        if cue not in used and not reading.spans.inside[cue] and b"<" not in reading.classes[start : match.start()]:
            made.append(Quote(start, _trim(reading, start, match.start()), "indirect", cue, cue, 0.7, before_cue=False))
    return made


_NO_CLAUSE = frozenset(["in", "on", "at", "by", "with", "to", "of", "from", "as", "after", "before", "during", "and", "but", "or", "about", "into", "while", "when"])


def _uncued(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Paragraphs between marks, and further sentences between marks right after a marked statement."""
    starts = {quote.start for quote in found}
    made = []
    for opening, close, closed in zip(reading.spans.opening.tolist(), reading.spans.closing.tolist(), reading.spans.closed.tolist(), strict=True):
        if opening + 1 in starts or reading.classes[opening] != ord(codes.OPEN):
            continue
        before = reading.classes[opening - 1 : opening]
        after = reading.classes[close : close + 3] if closed else b"\n"
        fills = before in (b"\n", b"") and (b"\n" in after)
        goes_on = reading.classes[max(0, opening - 2) : opening] in (b">.", b".>")
        if (fills or goes_on) and _n_words(reading, opening + 1, close) >= 4:
            made.append(Quote(opening + 1, _trim(reading, opening + 1, close), "uncued", -1, opening, 0.7 if fills else 0.75))
    return made


def _without_repeats(found: list[Quote]) -> list[Quote]:
    """One statement for each stretch: the surest; and no unmarked statement inside a marked one."""
    best: dict[tuple[int, int], Quote] = {}
    for quote in found:
        key = (quote.start, quote.end)
        if key not in best or best[key].confidence < quote.confidence:
            best[key] = quote
    return list(best.values())
