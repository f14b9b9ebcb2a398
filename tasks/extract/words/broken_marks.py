"""Quotation marks of which one is missing in the line: which way straight ones look, and which opening ones close nowhere.

Marks that are whole are `marks`. Where one is missing the rest of a line would be turned inside out, or swallowed.
"""

import re
from typing import Final

import numpy as np

from tasks.extract.words import codes
from tasks.extract.words.particles import AND
from tasks.extract.words.tokens import Bools, Bytes, Ints, Tokens, among

STRAIGHT: Final = '"'
_OPEN, _CLOSE, _END, _OTHER = (ord(c) for c in (codes.OPEN, codes.CLOSE, codes.END, codes.OTHER))
# What brings a statement in, right before its mark or with a subject between; a stop behind which the writer tells on.
_BROUGHT_IN = re.compile(rb"[vkr:](?:_*[^.\n:vkrcC<>]){0,12}\Z")
_JOINED = re.compile(rb"[cCvkr:][_,]*\Z")
_TOLD_ON = re.compile(rb"\.[^\n]*v")
_STOPS = re.compile(rb"[.>]+")
_THAT_LATER = re.compile(rb"[^.\n:vuk]{1,20}[cC]")
_REACH = 30
_AS = "\u06a9\u0645\u0627"


def direct_straight(code: Bytes, tokens: Tokens, by_blanks: bool) -> None:
    """Straight marks open and close in turn within their line; `by_blanks` where that contradicts the blanks beside them.

    Changes `code`.
    """
    where = np.flatnonzero(code == ord(STRAIGHT))
    if not len(where):
        return
    passage = np.searchsorted(np.flatnonzero(code == _END), where)
    first = np.searchsorted(passage, passage, side="left")
    opens = (np.arange(len(where)) - first) % 2 == 0
    if by_blanks:
        _by_blanks(code, tokens, where, passage, opens)
    code[where] = np.where(opens, _OPEN, _CLOSE)


def _by_blanks(code: Bytes, tokens: Tokens, where: Ints, passage: Ints, opens: Bools) -> None:
    """Change `opens` in the lines whose marks, taken in turn, look the wrong way more often than ones are missing."""
    before = (tokens.gap | (tokens.start == tokens.base[tokens.passage]))[where]
    before |= among(code[where - 1], "(:[") & (where > 0)
    ends = among(code[where + 1], ".,:)")
    after = np.append(tokens.gap[1:], True)[where] | (code[where + 1] == _END)
    # A mark right behind a cue or «أن» opens, whatever the blanks.
    joined = among(code[where - 1], "vkcC:") & (where > 0) & ~ends
    like_open, like_close = (before & ~after & ~ends) | joined, (ends | (~before & after)) & ~joined
    wrong = np.where(opens, like_close, like_open)
    flaws = np.bincount(passage, weights=wrong) + np.bincount(passage) % 2
    # A loop over the few lines that have flaws.
    for line in np.flatnonzero((flaws >= 2) & (np.bincount(passage, weights=wrong) > 0)).tolist():
        low, high = np.searchsorted(passage, [line, line + 1]).tolist()
        seen, missing = _in_order(like_open[low:high].tolist(), like_close[low:high].tolist())
        # Where all have their like, blanks are rather on the wrong side.
        if missing * (2 - (high - low) % 2) < flaws[line]:
            opens[low:high] = seen


def _in_order(like_open: list[bool], like_close: list[bool]) -> tuple[list[bool], int]:
    """Which marks open, by their blanks where those tell, and how many of their like are missing."""
    seen: list[bool] = []
    missing, is_open = 0, False
    for opening, closing in zip(like_open, like_close, strict=True):
        opens = opening or (not closing and not is_open)
        missing += opens == is_open
        is_open = opens
        seen.append(opens)
    return seen, missing + is_open


def drop_unclosed(code: Bytes) -> None:
    """Make nothing of opening marks that nothing closes, unless a statement is told behind a verb or a colon. Changes `code`.

    Behind such a verb it goes on into the next line, or as far as the line does.
    """
    where = np.flatnonzero(among(code, codes.OPEN + codes.CLOSE))
    if not len(where):
        return
    kinds = code[where] == _OPEN
    passage = np.searchsorted(np.flatnonzero(code == _END), where)
    balance = np.bincount(passage, weights=np.where(kinds, 1, -1))
    classes = code.tobytes()
    # A loop over the few lines with more opening marks than closing ones.
    for line in np.flatnonzero(balance > 0).tolist():
        low, high = np.searchsorted(passage, [line, line + 1]).tolist()
        marks = where[low:high].tolist()
        lacking = int(balance[line])
        for mark, after in zip(marks, [*marks[1:], -1], strict=True):
            if (
                lacking
                and code[mark] == _OPEN
                and (after < 0 or code[after] == _OPEN)
                and _is_stray(classes, mark, after)
            ):
                code[mark] = _OTHER
                lacking -= 1


def _is_stray(classes: bytes, mark: int, after: int) -> bool:
    """Whether the mark opens nothing: words within a clause, or a statement before the next one's mark at `after`."""
    before = classes[max(0, mark - _REACH) : mark]
    if after < 0:
        # «وصاحب حملة "النهار، … إنه»: what is said comes behind "that".
        name = before[-1:] in (b"s", b"H") and _THAT_LATER.match(classes, mark + 1) is not None
        return name or (before[-1:] not in (b"", b"\n") and _BROUGHT_IN.search(before) is None)
    between = classes[mark + 1 : after]
    if _JOINED.search(between) is not None:
        return True
    if _JOINED.search(before) is not None:
        return _TOLD_ON.search(between) is not None and _BROUGHT_IN.search(between) is not None
    return (b"." in between and _BROUGHT_IN.search(before) is None) or _TOLD_ON.search(between) is not None


def end_unclosed(
    classes: bytes, tokens: Tokens, spans: tuple[Ints, Ints, Bools], again: frozenset[str], turns: frozenset[str]
) -> None:
    """Let statements that nothing closes end where their line goes on with «وأضاف», «يذكر أن», «من جهته».

    Changes the second of `spans`: tokens of opening and closing marks, and whether there is a closing one.
    """
    opening, closing, closed = spans
    # A loop over the few that nothing closes.
    for place in np.flatnonzero(~closed).tolist():
        for match in _STOPS.finditer(classes, int(opening[place]), int(closing[place]) - 1):
            at = match.end()
            first, second = (str(tokens.folded[int(tokens.word[token])]) for token in (at, at + 1))
            said = (classes[at] == ord(codes.CUE) and first.startswith(AND)) or (
                first == _AS and classes[at + 1] in b"vu"
            )
            if said or classes[at] == ord(codes.NOT_COMPLEMENTISER) or first in again or second in turns:
                closing[place] = at
                break
