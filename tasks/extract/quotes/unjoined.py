"""Statements that no colon or complementiser joins to their cue: "…," he said, marks alone.

Those with a joining word are `quotes`; those of Persian, `verb_last`; urging and accusing, `urging`.
"""

import re

from tasks.extract.statements import Quote, marked, n_words, trim
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

_CLOSE_THEN_CUE = re.compile(rb">[.,]{0,2}(?:t_*)?(?P<cue>v)")
_CLOSE_SUBJECT_CUE = re.compile(rb">[.,]{0,2}(?P<subject>(?:[wlGPOTNLEMARSZxW&~]_*){1,8})(?:t_*)?(?P<cue>v)")


def before_cue(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Statements between marks whose cue follows: "…," she said."""
    closings = {
        int(close): int(opening) for opening, close in zip(reading.spans.opening, reading.spans.closing, strict=True)
    }
    known = {quote.end for quote in found if quote.kind == "direct"}
    used = {quote.cue for quote in found}
    made = []
    for pattern in (_CLOSE_THEN_CUE, *((_CLOSE_SUBJECT_CUE,) if reading.lexicon.verb == "middle" else ())):
        for match in pattern.finditer(reading.classes):
            opening = closings.get(match.start())
            if opening is None or trim(reading, opening + 1, match.start()) in known:
                continue
            cue = match.start("cue")
            # A cue that has its own statement after it is no cue of this one, but for English "…," he added.
            if reading.lexicon.verb != "middle" and cue in used:
                continue
            known.add(trim(reading, opening + 1, match.start()))
            quote = marked(reading, opening, "direct", cue, match.start(), 0.85)
            quote.before_cue = True
            made.append(quote)
    return made


_BARE = re.compile(rb"(?<![vku_])(?P<cue>v)(?:t_*)?(?P<start>[spLNPGwlRMEOTx][^.\n:<>cC]{4,80}?)(?=[.\n])")
_BARE_CUES = frozenset(["said", "says", "stated", "also said", "has said"])
_NO_CLAUSE = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "with",
        "to",
        "of",
        "from",
        "as",
        "after",
        "before",
        "during",
        "and",
        "but",
        "or",
        "about",
        "into",
        "while",
        "when",
    ]
)


def bare_english(reading: Reading, found: list[Quote]) -> list[Quote]:
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
        stop = match.end() + (reading.classes[match.end()] == ord(codes.STOP))
        made.append(Quote(start, trim(reading, start, stop), "indirect", cue, start - 1, 0.6))
    return made


_LATE_VERB = re.compile(rb",(?P<cue>v_*)(?=(?:T_*)*[GPO][^.\n:<>cCvuk]{0,14}[.\n])")


def clause_before(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Arabic too: "the gardens are open, says A, who keeps them." """
    used = {quote.cue for quote in found}
    busy = {reading.sentence_start(quote.start) for quote in found}
    made = []
    for match in _LATE_VERB.finditer(reading.classes):
        cue, start = match.start("cue"), reading.sentence_start(match.start())
        if cue in used or start in busy or reading.spans.inside[cue] or reading.meaning(cue).clitic:
            continue
        if b"<" not in reading.classes[start:cue] and n_words(reading, start, match.start()) >= 4:
            made.append(Quote(start, trim(reading, start, match.start()), "indirect", cue, cue, 0.6, before_cue=True))
    return made


_AFTERTHOUGHT = re.compile(rb",(?:(?:R_*)(?:t_*)?(?P<cue>v_*)|(?P<late>v_*)(?:R_*))\.")


def sentence_before(reading: Reading, found: list[Quote]) -> list[Quote]:
    """English again: the talks went on, he said."""
    used = {quote.cue for quote in found}
    made = []
    for match in _AFTERTHOUGHT.finditer(reading.classes):
        cue = match.start("cue") if match["cue"] else match.start("late")
        start = reading.sentence_start(match.start())
        if cue not in used and not reading.spans.inside[cue] and b"<" not in reading.classes[start : match.start()]:
            made.append(Quote(start, trim(reading, start, match.start()), "indirect", cue, cue, 0.7, before_cue=False))
    return made


def uncued(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Paragraphs between marks, and further sentences between marks right after a marked statement."""
    starts = {quote.start for quote in found}
    made = []
    for opening, close, closed in zip(
        reading.spans.opening.tolist(), reading.spans.closing.tolist(), reading.spans.closed.tolist(), strict=True
    ):
        if opening + 1 in starts or reading.classes[opening] != ord(codes.OPEN):
            continue
        before = reading.classes[opening - 1 : opening]
        after = reading.classes[close : close + 3] if closed else b"\n"
        fills = before in (b"\n", b"") and (b"\n" in after)
        goes_on = reading.classes[max(0, opening - 2) : opening] in (b">.", b".>")
        if (fills or goes_on) and n_words(reading, opening + 1, close) >= 4:
            made.append(
                Quote(opening + 1, trim(reading, opening + 1, close), "uncued", -1, opening, 0.7 if fills else 0.75)
            )
    return made
