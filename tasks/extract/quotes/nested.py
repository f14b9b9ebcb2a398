"""Statements within statements: what somebody reports of others belongs to what he says, and is said once."""

from bisect import bisect_right

from tasks.extract.statements import Quote, trim, word_of
from tasks.extract.words.particles import AND
from tasks.extract.words.reading import Reading

_WHILE = ("\u0641\u06cc\u0645\u0627", "\u0628\u06cc\u0646\u0645\u0627")
_LEAST = 3
"""Tokens of a statement before the next one's verb."""


def without_repeats(found: list[Quote]) -> list[Quote]:
    """One statement for each stretch: the surest; and no unmarked statement inside a marked one."""
    best: dict[tuple[int, int], Quote] = {}
    for quote in found:
        key = (quote.start, quote.end)
        if key not in best or best[key].confidence < quote.confidence:
            best[key] = quote
    return list(best.values())


def _end_by_next(reading: Reading, found: list[Quote]) -> None:
    """Let reported clauses end where a verb that "and" joins begins the next statement. Changes `found`."""
    clauses = sorted((quote for quote in found if quote.kind != "direct"), key=lambda quote: quote.start)
    starts = [quote.start for quote in clauses]
    for quote in found:
        cue = quote.cue
        if not 0 <= cue < quote.start or reading.classes[cue] not in b"vu" or not clauses:
            continue
        before = clauses[max(bisect_right(starts, cue) - 1, 0)]
        # «وفيما دعت إلى …، حملت»: the main clause follows.
        first = before.cue > 0 and _opens(reading, before.cue - 1) and reading.classes[cue - 1] == ord(",")
        if (
            (reading.meaning(cue).clitic or first)
            and before.start + _LEAST < cue < before.end
            and not reading.spans.inside[cue]
        ):
            before.end = trim(reading, before.start, cue)


def _opens(reading: Reading, token: int) -> bool:
    """«فيما», «وبينما» at the beginning of a clause before another."""
    word = word_of(reading, token)
    return word in _WHILE or (word[1:] in _WHILE and reading.begins(token, AND))


def without_nested(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Whom a speaker reports of belongs to what he says, where no comma and no "and" begins another clause."""
    if reading.lexicon.verb == "first":
        _end_by_next(reading, found)
    kinds = ("direct",) if reading.lexicon.verb == "last" else ("direct", "indirect", "mixed")
    told = sorted((quote.start, quote.end) for quote in found if quote.kind in kinds)
    starts = [start for start, _ in told]
    last = reading.lexicon.verb == "last"
    # «با بیان اینکه A بر … تأکید داشت»: A is told of.
    stated = {
        cue for quote in found if last and _is_stated(reading, quote.cue) for cue in range(quote.start, quote.end)
    }
    kept = []
    for quote in found:
        if quote.cue in stated and quote.kind != "direct" and not _is_stated(reading, quote.cue):
            continue
        at = bisect_right(starts, quote.cue) - 1
        inner = quote.cue >= 0 and at >= 0 and quote.cue < told[at][1]
        if inner and reading.lexicon.verb == "first":
            joined = reading.meaning(quote.cue).clitic > 0 or reading.classes[quote.cue - 1] in b",&"
            # A name before the verb is another who speaks.
            joined |= reading.classes[quote.cue - 1] in b"PGlwO"
            joined |= word_of(reading, quote.cue - 1) in reading.lexicon.words_of("clause_openers")
            inner = reading.classes[quote.cue] in b"vu" and not joined
        if not inner or (quote.kind == "direct" and last):
            kept.append(quote)
    return kept


def _is_stated(reading: Reading, cue: int) -> bool:
    return reading.classes[cue : cue + 1] == b"k"
