"""Remove tatweel that stretches a word; after a proclitic before a quotation mark it is right and stays."""

import polars as pl

_LETTER = r"[\u0621-\u063a\u0641-\u0652\u066e-\u06d3\u06fa-\u06ff]"
EVIDENCE = rf"{_LETTER}\u0640+{_LETTER}"


def remove_tatweel(text: pl.Expr) -> pl.Expr:
    """Close words of `text` that tatweel stretches.

    >>> pl.select(remove_tatweel(pl.lit("\u0643\u0640\u0640\u0644"))).item() == "\u0643\u0644"
    True
    """
    # Twice: two stretches may share the letter between them, and matches do not overlap.
    # NFC: two vowel signs that tatweel kept apart have an order.
    pattern = rf"({_LETTER})\u0640+({_LETTER})"
    return text.str.replace_all(pattern, "${1}${2}").str.replace_all(pattern, "${1}${2}").str.normalize("NFC")
