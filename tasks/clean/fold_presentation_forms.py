"""Fold Arabic presentation forms, which old layout programs leave, to the letters they stand for."""

import unicodedata

import polars as pl

# Signs that stand for whole phrases or a currency are characters of their own and stay.
_KEPT = {*range(0xFD3E, 0xFD40), *range(0xFDF0, 0xFE00), 0xFEFF}
FORMS = {
    chr(code): folded
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00))
    if code not in _KEPT
    and (folded := unicodedata.normalize("NFKC", chr(code))) != chr(code)
    and not folded.startswith(" ")
}
EVIDENCE = r"[\x{fb50}-\x{fd3d}\x{fd50}-\x{fdcf}\x{fe70}-\x{fefc}]"


def fold_presentation_forms(text: pl.Expr) -> pl.Expr:
    """Write the letters of `text` as letters.

    >>> pl.select(fold_presentation_forms(pl.lit("\ufefb"))).item() == "\u0644\u0627"
    True
    """
    return text.str.replace_many(list(FORMS), list(FORMS.values())).str.normalize("NFC")
