"""Write Persian with Persian yeh and kaf, not with the Arabic ones that old keyboards gave."""

import polars as pl

EVIDENCE = "[\u064a\u0649\u0643]"
LANGUAGES = ("fa",)


def use_persian_letters(text: pl.Expr) -> pl.Expr:
    """Change Arabic yeh and kaf in `text`.

    >>> pl.select(use_persian_letters(pl.lit("\u064a\u0643"))).item() == "\u06cc\u06a9"
    True
    """
    return text.str.replace_many(["\u064a", "\u0649", "\u0643"], ["\u06cc", "\u06cc", "\u06a9"])
