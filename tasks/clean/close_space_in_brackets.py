"""Close the space after an opening and before a closing bracket."""

import polars as pl

from tasks.text.letters import ARABIC, DIGIT, LATIN

# A face in punctuation has no letter beside its bracket; two Latin letters make a word.
_INNER = (
    rf"(?:[{ARABIC}{DIGIT}\u00ab\"\u201c]|[{LATIN}]{{2}}|[{ARABIC}{LATIN}{DIGIT}][.\u061f!\u060c\u2026%\u00bb\"\u201d])"
)
EVIDENCE = rf"(?:^|[^:;=])[(\[] +{_INNER}|{_INNER} +[)\]]"


def close_space_in_brackets(text: pl.Expr) -> pl.Expr:
    """Close brackets of `text` around what they hold; where the first one closes, they may stand the wrong way round.

    >>> pl.select(close_space_in_brackets(pl.lit("of ( the river )"))).item()
    'of (the river)'
    """
    for opening, closing in (("(", ")"), ("[", "]")):
        close = text.str.replace_all(rf"(^|[^:;=])\{opening} +({_INNER})", "${1}" + opening + "${2}").str.replace_all(
            rf"({_INNER}) +\{closing}", "${1}" + closing
        )
        text = pl.when(text.str.contains(rf"^[^\{opening}\{closing}]*\{opening}")).then(close).otherwise(text)
    return text
