"""Turn quotation marks that stand the wrong way round, and close the spaces inside them, where the count proves which is which.

Marks of a passage pair up in turn, opening and closing. Where their number is even and none clearly is the other sort
(a space on one side, a word on the other), each one's part is proved, however it was typed.
"""

import polars as pl

from tasks.text.letters import ARABIC, DIGIT, LATIN

_LETTER = f"{ARABIC}{LATIN}{DIGIT}"
_STOPS = r" .\u060c\u061b:\u061f!,)\]\u2026"
_OPEN, _CLOSE = "\ue000", "\ue001"
_EDGES = {
    "\u201c\u201d": rf"\u201c(?:[ .\u060c\u061b\u061f!,:)]|$)|(?:^|[ (:])\u201d[{_LETTER}]| \u201d|\u201c ",
    "\u00ab\u00bb": rf"(?:^|[ (:])\u00bb[{_LETTER}]|[{_LETTER}]\u00ab(?:[ .\u060c\u061b\u061f!,]|$)|\u00ab | \u00bb",
    '""': r'(?:^|[ :(])" | "(?:[ .\u060c\u061b\u061f!,)]|$)',
}
EVIDENCE = "|".join(_EDGES.values())


def pair_quotation_marks(text: pl.Expr) -> pl.Expr:
    """Set the quotation marks of `text` right.

    >>> pl.select(pair_quotation_marks(pl.lit('\u201ca \u201c.'))).item() == '\u201ca\u201d.'
    True
    """
    return text.map_batches(_all_paired, return_dtype=pl.String)


def _all_paired(texts: pl.Series) -> pl.Series:
    for marks, edge in _EDGES.items():
        at = texts.str.contains(edge).arg_true()
        if len(at):
            some = texts.gather(at).alias("text").to_frame().select(_paired(pl.col("text"), *marks)).to_series()
            texts = texts.clone().scatter(at, some)
    return texts


def _paired(text: pl.Expr, opening: str, closing: str) -> pl.Expr:
    """`text` with the marks of one sort in turn, or as it was where that is not proved."""
    both = f"[{opening}{closing}]"
    turned = text.str.replace_all(rf"{both}([^{opening}{closing}]*){both}", _OPEN + "${1}" + _CLOSE)
    odd = rf"{both}|[^ (\[{{\u00ab\u201c:\u060c\u061b/.!\u061f?\u00bb\u201d)\-\u2013\u2014\u0640{_CLOSE}]{_OPEN}(?:[{_STOPS}]|$)|(?:^| ){_CLOSE}[{_LETTER}]"
    if opening == closing:  # nothing but the spaces tells them apart, so both sides must agree
        odd = rf"{both}|[{_LETTER}]{_OPEN}|{_CLOSE}[{_LETTER}]|{_OPEN} *{_CLOSE}"
    foreign = text.str.contains("[\u201e‟]")
    right = (
        turned.str.replace_all(rf"{_OPEN} +", _OPEN)
        .str.replace_all(rf" +{_CLOSE}", _CLOSE)
        .str.replace_many([_OPEN, _CLOSE], [opening, closing])
    )
    return pl.when(turned.str.contains(odd) | foreign).then(text).otherwise(right)
