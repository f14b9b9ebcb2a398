"""Part an Arabic or Persian word and a Latin one that a lost space has grown together.

Short words before a Latin one are written together with it (an article, a preposition), and so are Persian endings after it.
"""

import polars as pl

from tasks.languages import language
from tasks.text.letters import WORD

_SHORT = "|".join(language("fa")["orthography"]["short_words"])
_LATIN = r"[A-Za-z][A-Za-z0-9]"
_BEFORE = rf"(?:[{WORD}]{{3}}[{WORD}--[\u0644]]|[{WORD}]{{3}}[{WORD}--[\u0627]]\u0644|\u0647\u0627\u06cc)"
_AFTER = rf"[{WORD}--[\u0647\u06cc\u0627]][{WORD}]{{3}}|(?:{_SHORT})(?:[^{WORD}]|$)"
EVIDENCE = rf"{_BEFORE}{_LATIN}|{_LATIN}(?:{_AFTER})"


def part_scripts(text: pl.Expr) -> pl.Expr:
    """Part words of two scripts in `text`.

    >>> pl.select(part_scripts(pl.lit("\u0634\u0631\u0643\u0629Mirqab"))).item() == "\u0634\u0631\u0643\u0629 Mirqab"
    True
    """
    return text.str.replace_all(rf"({_BEFORE})({_LATIN})", "${1} ${2}").str.replace_all(
        rf"({_LATIN})({_AFTER})", "${1} ${2}"
    )
