"""Leave one of two Arabic commas or semicolons that follow each other. Doubled stops and question marks are an author's voice and stay."""

import polars as pl

EVIDENCE = r"\u060c\s*\u060c|\u061b\s*\u061b"


def merge_doubled_commas(text: pl.Expr) -> pl.Expr:
    """Leave single commas in `text`.

    >>> pl.select(merge_doubled_commas(pl.lit("a\u060c\u060c b"))).item() == "a\u060c b"
    True
    """
    return text.str.replace_all(r"\u060c(?:\s*\u060c)+", "\u060c").str.replace_all(r"\u061b(?:\s*\u061b)+", "\u061b")
