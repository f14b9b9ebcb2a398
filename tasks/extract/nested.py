"""Statements within statements: what somebody reports of others belongs to what he says, and is said once."""

from bisect import bisect_right

from tasks.extract.reading import Reading
from tasks.extract.statements import Quote, word_of


def without_repeats(found: list[Quote]) -> list[Quote]:
    """One statement for each stretch: the surest; and no unmarked statement inside a marked one."""
    best: dict[tuple[int, int], Quote] = {}
    for quote in found:
        key = (quote.start, quote.end)
        if key not in best or best[key].confidence < quote.confidence:
            best[key] = quote
    return list(best.values())


def without_nested(reading: Reading, found: list[Quote]) -> list[Quote]:
    """Whom a speaker reports of belongs to what he says, where no comma and no "and" begins another clause."""
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
