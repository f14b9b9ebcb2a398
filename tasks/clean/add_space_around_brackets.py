"""Add the space that is missing before an opening and after a closing bracket or guillemet, where a word of some length is glued to it.

What is short belongs to its word: an optional ending, a blessing, an article or a preposition that is written together.
"""

import polars as pl

from tasks.languages import language
from tasks.text.letters import ARABIC as _A
from tasks.text.letters import DIGIT as _D
from tasks.text.letters import WORD as _W

_HELD = "\ue002"
_SUFFIXES = "|".join(language("fa")["orthography"]["suffixes"])
_SHORT = "|".join(language("fa")["orthography"]["short_words"])
# Three letters that are not the article after a preposition.
_WORD = rf"[{_W}]{{2}}[{_W}--[\u0644]]|[{_W}][{_W}--[\u0627]]\u0644"
_PLACES = (
    (_WORD, rf"\([{_W}]{{4}}|\([{_W}]{{2,3}} [{_W}]"),
    (rf"{_WORD}|(?:^| )(?:{_SHORT})", rf"\u00ab[{_W}]"),
    (r"[\u060c\u061b:]", rf"[\u00ab(\u201c][{_A}{_D}]"),
    (r"[^ (]{4}\)| [^ ()]{1,3}\)|[^ ]\u00bb", rf"[{_A}][{_W}]|\u0648[ \u00ab(]"),
)
EVIDENCE = "|".join(f"(?:{before})(?:{after})" for before, after in _PLACES)


def add_space_around_brackets(text: pl.Expr) -> pl.Expr:
    """Part brackets and words that were glued in `text`.

    >>> pl.select(add_space_around_brackets(pl.lit("\u0643\u062a\u0627\u0628\u00ab\u0642\u0627\u0644\u00bb"))).item() == "\u0643\u062a\u0627\u0628 \u00ab\u0642\u0627\u0644\u00bb"
    True
    """
    text = text.str.replace_all(rf"([)\u00bb])({_SUFFIXES})", "${1}" + _HELD + "${2}")
    for before, after in _PLACES:
        text = text.str.replace_all(f"({before})({after})", "${1} ${2}")
    return text.str.replace_all(_HELD, "", literal=True)
