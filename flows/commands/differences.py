"""What changed between two texts: first by words, then by characters inside the words that changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Operation = Literal["same", "cut", "added"]
Piece = tuple[Operation, str]

_WORD = re.compile(r"\S+\s*|\s+")

MOST_PAIRS = 4_000_000
"""Comparing words takes time by the product of their numbers: beyond this the changed middle is shown as one change."""

_MOST_CHARACTERS = 400
_LEAST_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words: `raw` as it was, `clean` as it became; equal where nothing changed."""

    raw: str
    clean: str

    @property
    def changed(self) -> bool:
        """True where the two differ."""
        return self.raw != self.clean


def changed_words(raw: str, clean: str) -> list[Change]:
    """`raw` and `clean` cut into stretches that are equal or differ.

    >>> [change for change in changed_words("a bx c", "a b c") if change.changed]
    [Change(raw='bx ', clean='b ')]
    """
    if raw == clean:
        return [Change(raw, clean)] if raw else []
    before, after = _WORD.findall(raw), _WORD.findall(clean)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle_before, middle_after = before[start : len(before) - end], after[start : len(after) - end]
    changes = [Change("".join(before[:start]), "".join(before[:start]))] if start else []
    if len(middle_before) * len(middle_after) > MOST_PAIRS:
        changes.append(Change("".join(middle_before), "".join(middle_after)))
    else:
        matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=False)
        changes += [
            Change("".join(middle_before[a:b]), "".join(middle_after[c:d])) for _, a, b, c, d in matcher.get_opcodes()
        ]
    tail = "".join(before[len(before) - end :])
    return changes + ([Change(tail, tail)] if tail else [])


def _common(left: list[str], right: list[str]) -> int:
    """How many items two lists have in common at their beginning."""
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return i
    return min(len(left), len(right))


def changed_characters(change: Change) -> tuple[list[Piece], list[Piece]]:
    """The two sides of a change: what of `raw` stayed and was cut, what of `clean` was there and was added.

    Words that have little in common are one replaced by the other, letters that they happen to share are not shown.
    """
    raw, clean = change.raw, change.clean
    if not change.changed:
        return [("same", raw)], [("same", clean)]
    matcher = SequenceMatcher(None, raw, clean, autojunk=False)
    too_long = len(raw) > _MOST_CHARACTERS or len(clean) > _MOST_CHARACTERS
    if too_long or not raw or not clean or matcher.ratio() < _LEAST_ALIKE:
        return ([("cut", raw)] if raw else []), ([("added", clean)] if clean else [])
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            left.append(("same", raw[a:b]))
            right.append(("same", clean[c:d]))
        else:
            left += [("cut", raw[a:b])] if b > a else []
            right += [("added", clean[c:d])] if d > c else []
    return left, right
