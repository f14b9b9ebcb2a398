"""What changed between two texts: first by words, then by characters inside the words that changed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+\s*|\s+")

MOST_MATCHES = 10_000
"""Pairs of equal words in two stretches without a common landmark, which is what the comparison walks through. Beyond it,
as in a text that repeats one word ten thousand times, the stretch is shown as one change."""

_GRAM = 3
_MOST_CHARACTERS = 400
_LEAST_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: `raw` as it was, `clean` as it became; equal where nothing changed."""

    raw: str
    clean: str

    @property
    def changed(self) -> bool:
        """True where the two differ."""
        return self.raw != self.clean


def changed_words(raw: str, clean: str) -> list[Change]:
    """`raw` and `clean` cut into stretches of whole words that are equal or differ.

    Long texts are cut at landmarks first, so that the time grows with their length and not with its square.

    >>> [change for change in changed_words("a bx c", "a b c") if change.changed]
    [Change(raw='bx ', clean='b ')]
    """
    if raw == clean:
        return [Change(raw, clean)] if raw else []
    before, after = _WORD.findall(raw), _WORD.findall(clean)
    changes: list[Change] = []
    at, there = 0, 0
    for i, j in [*_landmarks(before, after), (len(before), len(after))]:
        for change in _compared(before[at:i], after[there:j]):
            if changes and not change.changed and not changes[-1].changed:
                same = changes.pop().raw + change.raw
                changes.append(Change(same, same))
            else:
                changes.append(change)
        at, there = i, j
    return changes


def _compared(left: list[str], right: list[str]) -> list[Change]:
    start = _common(left, right)
    end = _common(left[start:][::-1], right[start:][::-1])
    head, tail = "".join(left[:start]), "".join(left[len(left) - end :])
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    there = Counter(right)
    if sum(n * there[word] for word, n in Counter(left).items()) > MOST_MATCHES:
        middle = [Change("".join(left), "".join(right))]
    else:
        opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        middle = [Change("".join(left[a:b]), "".join(right[c:d])) for _, a, b, c, d in opcodes]
    return [*([Change(head, head)] if head else []), *middle, *([Change(tail, tail)] if tail else [])]


def _landmarks(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Places that the two surely share: three words that stand once in each, the longest run of them in one order."""
    here, there = (list(zip(*(words[n:] for n in range(_GRAM)), strict=False)) for words in (left, right))
    n_here, n_there = Counter(here), Counter(there)
    place = {gram: j for j, gram in enumerate(there) if n_there[gram] == 1}
    pairs = [(i, place[gram]) for i, gram in enumerate(here) if n_here[gram] == 1 and gram in place]
    ends: list[int] = []
    best: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(best[at - 1] if at else -1)
        ends[at : at + 1], best[at : at + 1] = [j], [number]
    chain, number = [], best[-1] if best else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many items two sequences have in common at their beginning."""
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return i
    return min(len(left), len(right))


def changed_characters(change: Change) -> list[Change]:
    """A change cut into what stayed and what differs, character by character.

    Words that have little in common are one replaced by the other, letters that they happen to share are not shown.
    Blanks alone always are compared: a line end that became a space is that, and not another text.
    """
    raw, clean = change.raw, change.clean
    if not change.changed:
        return [change]
    if not raw or not clean or len(raw) > _MOST_CHARACTERS or len(clean) > _MOST_CHARACTERS:
        return [change]
    start = _common(raw, clean)
    end = _common(raw[start:][::-1], clean[start:][::-1])
    cut, added = raw[start : len(raw) - end], clean[start : len(clean) - end]
    if not cut or not added or max(len(cut), len(added)) == 1:
        # The common case, without a search: one place of the word was changed.
        if 2 * (start + end) < _LEAST_ALIKE * (len(raw) + len(clean)):
            return [change]
        pieces = (
            Change(raw[:start], raw[:start]),
            Change(cut, added),
            Change(raw[len(raw) - end :], raw[len(raw) - end :]),
        )
        return [piece for piece in pieces if piece.raw or piece.clean]
    matcher = SequenceMatcher(None, raw, clean, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return [change]
    return [Change(raw[a:b], clean[c:d]) for _, a, b, c, d in matcher.get_opcodes()]
