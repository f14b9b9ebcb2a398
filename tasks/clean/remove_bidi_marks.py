"""Remove directional marks and embeddings: programs lay text out by its letters, and the marks break search and comparison."""

import polars as pl

EVIDENCE = r"[\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"


def remove_bidi_marks(text: pl.Expr) -> pl.Expr:
    """Take directional marks out of `text`.

    >>> pl.select(remove_bidi_marks(pl.lit("\u200fa\u202c"))).item()
    'a'
    """
    return text.str.replace_all(EVIDENCE, "")
