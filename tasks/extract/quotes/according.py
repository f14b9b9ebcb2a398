"""Statements whose source the writer names beside them: «بحسب خبراء، فإن …», «…، وفق ما أكده المدير», «به گفته وی …».

The source of the whole text, an agency or an outlet, is an attribution and no speaker.
"""

import re

from tasks.extract.quotes.clauses import clause_end
from tasks.extract.speakers.named_sources import RELAY, is_of
from tasks.extract.statements import Quote, n_words, sort_of, trim, word_of
from tasks.extract.words.reading import Reading
from warehouse.folding import fold

_SOURCE = rb"[MSOTGPREZLAsWwNDBf&~_d]"
_FRONT = re.compile(rb"(?P<cue>a)_*(?P<who>%b[^.\n:<vuk,]{0,14}),?(?=[x,])x?_*" % _SOURCE)
_FRONT_LAST = re.compile(rb"(?P<cue>r)_*(?P<who>%b[^.\n:<v,]{0,12})," % _SOURCE)
_FRONT_PRONOUN = re.compile(rb"(?P<cue>r)_*(?P<who>R_*),?")
# Between verb and speaker a time and an outlet that was told may stand: «…، وفق ما أكده للنهار، مدير …».
_TOLD = rb"(?:(?:[tQ,m]_*){1,8}(?=[OTGPSMRZw]|(?<=,)[sW])|(?:t_*)*)"
_TAIL = re.compile(
    rb"(?P<cue>a)_*(?:(?P<verb>v_*p?|(?<=_)s)%b|(?:t_*)*)(?P<who>%b[^.\n:<vuk]{0,25})(?=[.\n])" % (_TOLD, _SOURCE)
)
_OWN_WORDS = re.compile(rb"(?P<cue>e)_*(?=[.\n])")
RELAYED = re.compile(
    rb"(?P<cue>a)_*[^.\n:<vukrcC]{0,12}?(?P<of>p)(?P<who>%b[^.\n:<vukr]{0,14}?)(?P<that>[cC]_*)" % _SOURCE
)
_SO = frozenset(
    [
        "\u0641\u0627\u0646",
        "\u0641\u0627\u0646\u0647",
        "\u0641\u0627\u0646\u0647\u0627",
        "\u0641\u0627\u0646\u0647\u0645",
    ]
)
_WHO = b"MSOTGPRZE"


def by_source(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Whole sentences that are said by the source they name, where nothing else is said in them."""
    busy = {reading.sentence_start(quote.start) for quote in found}
    busy |= {reading.sentence_start(quote.cue) for quote in found if quote.cue >= 0}
    made: list[Quote] = []
    first, last = reading.lexicon.verb == "first", reading.lexicon.verb == "last"
    for pattern in (_FRONT,) if first else (_FRONT_PRONOUN, _FRONT_LAST) if last else ():
        for match in pattern.finditer(reading.classes):
            start = match.end()
            if not _opens(reading, match.start()):
                continue
            if first and not _so(reading, start - 1) and reading.classes[start - 1] != ord(","):
                start = -1
            elif first and reading.classes[start - 1 : start] == b"," and reading.classes[start] == ord("x"):
                start += 1
            _take(reading, made, busy, match, start, clause_end(reading, start) if start >= 0 else -1)
    for match in RELAYED.finditer(reading.classes) if first else ():
        if reading.meaning(match.start("cue")).label.startswith(RELAY) and is_of(reading, match.start("of")):
            start = match.start("that") if reading.classes[match.start("that")] == ord("C") else match.end()
            _take(reading, made, busy, match, start, clause_end(reading, start))
    for pattern in (_TAIL, _OWN_WORDS) if first else ():
        for match in pattern.finditer(reading.classes):
            start = _statement_start(reading, match.start())
            _take(reading, made, busy, match, start, trim(reading, start, match.start()))
    return made


def _opens(reading: Reading, cue: int) -> bool:
    """Whether a sentence begins with the cue; a time may stand before, or "and"."""
    return not reading.classes[reading.sentence_start(cue) : cue].strip(b"t_,&")


def _so(reading: Reading, token: int) -> bool:
    return word_of(reading, token) in _SO


def _statement_start(reading: Reading, before: int) -> int:
    """The sentence's start, or what follows «يشار إلى أن»."""
    start = reading.sentence_start(before)
    while start < before and reading.classes[start] in b"&n_p\n" and reading.classes[start : start + 2] != b"n\n":
        start += 1
    return start


def _take(reading: Reading, made: list[Quote], busy: set[int], match: "re.Match[bytes]", start: int, end: int) -> None:
    cue = match.start("cue")
    sentence = reading.sentence_start(cue)
    if sentence in busy or reading.spans.inside[cue] or reading.spans.inside[start] or n_words(reading, start, end) < 4:
        return
    tails = reading.lexicon.words_of("tails")
    if match.re is _TAIL and fold(reading.meaning(cue).label).split(" ", 1)[0] not in tails:
        # «… في تصريح» says where something was said, and nothing of who said this.
        return
    if match.re is _OWN_WORDS and not reading.meaning(cue).detail:
        return
    if "who" in match.re.groupindex and not _speaks(reading, match):
        return
    busy.add(sentence)
    made.append(Quote(start, end, sort_of(reading, start, end), cue, match.end(), 0.6))


def _speaks(reading: Reading, match: "re.Match[bytes]") -> bool:
    """Whether it is somebody who speaks: not the law, a table or a newspaper."""
    who = match.start("who")
    words = {word_of(reading, at) for at in range(who, match.end("who"))}
    if words & reading.lexicon.words_of("no_speakers"):
        return False
    if word_of(reading, who) in reading.lexicon.words_of("correspondents"):
        # Whose own outlet has it from them.
        return False
    if (
        match.re is RELAYED
        or _is_told(reading, match)
        or reading.classes[who] in _WHO
        or word_of(reading, who) in reading.lexicon.words_of("speech_nouns")
    ):
        return True
    said = "verb" in match.re.groupindex and match["verb"] is not None
    return said or word_of(reading, who) in reading.lexicon.words_of("speaking_nouns")


def _is_told(reading: Reading, match: "re.Match[bytes]") -> bool:
    """Persian «به گفته …» has a speaker behind it, whoever it is, but for outlets; «از نظر فنی» has none."""
    last = reading.lexicon.verb == "last"
    view = reading.meaning(match.start("cue")).label in reading.lexicon.facts.get("views", ())
    return last and not view and reading.classes[match.start("who")] not in b"QqHyYdp"
