"""Remove a long clause that a sentence says twice, and a long sentence that a paragraph says twice: machines paste so."""

import re

import numpy as np
import polars as pl

from tasks.clean.rule import REWRITTEN
from tasks.clean.stretches import equal_stretches
from tasks.clean.twice_within import twice_within
from tasks.text.codepoints import Folded, fold_codes, fold_texts

EVIDENCE = " "
_MIN_WORDS, _MIN_LETTERS = 8, 36
_SENTENCE_WORDS, _SENTENCE_LETTERS = 10, 50
_ANCHOR_LETTERS = 3
_STOPS = ".!?\u061f\u2026\n"
_PAUSES = "\u060c,\u061b;\u2013\u2014-"
_CLOSING = "\"'\u00bb\u201d\u2019)]"
_OPENING = '"\u00ab\u201c'
# The full stop of an initial or of "U.S." ends no sentence.
_STOP = re.compile(rf"(?<!\b[A-Z])[{re.escape(_STOPS)}]+[{re.escape(_CLOSING)}]*(?:\s+|$)")
_CHANCE = 80
_SHOWN = 160


def drop_repeated_clause(texts: pl.Series) -> pl.DataFrame:
    """The texts that hold a clause twice, without the second: row, new, value (its words), before (the clause), after (null).

    The clause stands between pauses, or right behind itself, in one sentence; or it is a sentence. What stands three
    times is a figure of style, and so is what is short.
    """
    at = twice_within(texts)
    found: list[tuple[int, str, float, str, None]] = []
    if len(at):
        some = texts.gather(at)
        folded = fold_texts(some)
        for text, spans in _twice(folded).items():  # a few in a thousand texts
            cut = _cut(some[text], folded, text, spans)
            if cut:
                found.append((int(at[text]), *cut))
    return pl.DataFrame(found, schema=REWRITTEN, orient="row")


def _twice(folded: Folded) -> dict[int, list[tuple[int, int, int]]]:
    """Text to its long stretches that stand twice: start, start of the second, letters."""
    stretches = equal_stretches(np.arange(len(folded.starts)), folded, _ANCHOR_LETTERS)
    long = np.flatnonzero(stretches.b_end - stretches.b_start >= _MIN_LETTERS)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for number in long.tolist():
        a, b, end = (int(part[number]) for part in (stretches.a_start, stretches.b_start, stretches.b_end))
        found.setdefault(int(stretches.docs[number]), []).append((a, b, min(end - b, b - a)))
    return found


def _cut(text: str, folded: Folded, row: int, spans: list[tuple[int, int, int]]) -> tuple[str, float, str, None] | None:
    """The text without the longest second clause; None where there is none, or it stands more often."""
    a, b, length = max(spans, key=lambda span: span[2])
    if any(
        (c, d) != (a, b) and ((c < a + length and a < c + n) or (d < b + length and b < d + n)) for c, d, n in spans
    ):
        return None
    left, right = _whole_words(folded, a, b, length)
    n_words = int(folded.breaks[b + left : b + right].sum())
    if right - left < _MIN_LETTERS or n_words < _MIN_WORDS:
        return None
    letters = np.flatnonzero(fold_codes(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)) > 1)
    base = int(folded.starts[row])
    first_end = int(letters[a + right - 1 - base]) + 1
    start, end = int(letters[b + left - base]), int(letters[b + right - 1 - base]) + 1
    bounds = _clause(text, first_end, start, end)
    if bounds is None and right - left >= _SENTENCE_LETTERS and n_words >= _SENTENCE_WORDS:
        bounds = _sentence(text, int(letters[a + left - base]), start, end)
    if bounds is None:
        return None
    return text[: bounds[0]] + text[bounds[1] :], float(n_words), text[bounds[0] : bounds[1]].strip()[:_SHOWN], None


def _whole_words(folded: Folded, a: int, b: int, length: int) -> tuple[int, int]:
    """The part of the stretch that begins and ends where words do, in both places."""
    both = folded.breaks[a : a + length + 1] & folded.breaks[b : b + length + 1]
    at = np.flatnonzero(both)
    return (int(at[0]), int(at[-1])) if len(at) else (0, 0)


def _clause(text: str, first_end: int, start: int, end: int) -> tuple[int, int] | None:
    """What to cut where both places are one sentence's, and the second a clause of its own."""
    between = text[first_end:start]
    if any(stop in between for stop in _STOPS):
        return None
    before, behind = between.rstrip(), text[end:].lstrip()
    adjacent = not before.strip(_PAUSES + " ")
    parted = before.endswith(tuple(_PAUSES)) and (not behind or behind[0] in _PAUSES + _STOPS)
    if not (adjacent or parted):
        return None
    cut = first_end + len(before.rstrip(_PAUSES + " ")) if before else first_end
    return cut, end


def _sentence(text: str, first: int, start: int, end: int) -> tuple[int, int] | None:
    """What to cut where both places hold a whole sentence, or several: the second with its stop.

    What stands before both, or behind both, may be alike by chance for a word: the cut begins and ends with sentences.
    """
    if not all(_opens(text, place) for place in (first, start)):
        heads = [_STOP.search(text, place, place + _CHANCE) for place in (first, start)]
        if heads[0] is None or heads[1] is None:
            return None
        start = heads[1].end()
    closing = _STOP.match(text, end)
    if closing:
        end = closing.end()
    elif text[end:].strip():
        stops = list(_STOP.finditer(text, max(start, end - _CHANCE), end))
        if not stops:
            return None
        end = stops[-1].end()
    if end - start < _SENTENCE_LETTERS or text[start - 1 : start] in tuple(_OPENING):
        return None
    return len(text[:start].rstrip()), len(text[:end].rstrip())


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at `place`."""
    before = text[:place].rstrip(" " + _OPENING)
    return not before or _STOP.search(before, max(0, len(before) - 4)) is not None
