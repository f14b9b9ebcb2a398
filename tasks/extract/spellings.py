"""The ways to write a phrase of the lexicon: with clitics before it, with a joiner, a space or nothing between its parts.

What a phrase means is `lexicon`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from warehouse.folding import fold

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_IN_MANY_WAYS = (_ZWNJ, ".", "-")
"""Marks of a phrase that may be written in more than one way."""
_AFTER_ARTICLE = {"ب": "بال", "ك": "كال", "ل": "لل"}
_folded = cache(fold)


def spellings(phrase: str, clitics: Iterable[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """A clitic, none first, and the folded words of `phrase` behind it, for each of its ways."""
    words = () if any(mark in phrase for mark in _IN_MANY_WAYS) else fold(phrase).split()
    for clitic in ("", *clitics):
        joined, cut = _joined(clitic, phrase)
        if words:
            # Almost all: the fold of the whole is the folds of its pieces.
            yield clitic, [_folded(joined) + words[0][cut:], *words[1:]] if clitic else words
        else:
            yield from ((clitic, way) for way in _ways(joined + phrase[cut:]))


def _joined(clitic: str, phrase: str) -> tuple[str, int]:
    """A clitic as it stands before `phrase`, and how many letters of that it takes up: an article loses its alef."""
    if clitic and phrase.startswith("ال"):
        return clitic[:-1] + _AFTER_ARTICLE.get(clitic[-1], clitic[-1] + "ال"), 2
    return clitic, 0


def _ways(phrase: str) -> Iterator[Sequence[str]]:
    """The folded words of `phrase`: a joiner may be nothing or a space."""
    pieces = phrase.split(_ZWNJ)
    for glue in product(("", " "), repeat=len(pieces) - 1):
        whole = "".join(piece + join for piece, join in zip(pieces, (*glue, ""), strict=True))
        # "U.S." is one token and keeps its stops.
        yield whole.lower().split() if "." in whole else fold(whole).split()
        for mark in (mark for mark in "-." if mark in whole):
            # In a text a hyphen is a token of its own, and a stop in Arabic letters: Guinea-Bissau.
            yield [word for part in whole.replace(mark, f" {mark} ").split() for word in fold(part).split() or [part]]
