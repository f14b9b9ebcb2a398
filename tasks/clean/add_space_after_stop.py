"""Add the space that is missing after a full stop or Arabic comma between two words of Arabic letters."""

import polars as pl

# Two letters on each side of a stop: initials and abbreviations have one.
_L = r"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]"
EVIDENCE = rf"{_L}{_L}\.{_L}{_L}|{_L}[\u060c\u061b\u061f]{_L}"


def add_space_after_stop(text: pl.Expr) -> pl.Expr:
    """Part sentences and clauses that were glued in `text`.

    >>> pl.select(add_space_after_stop(pl.lit("\u0643\u062a\u0628.\u0642\u0627\u0644"))).item() == "\u0643\u062a\u0628. \u0642\u0627\u0644"
    True
    """
    # Twice: two places may share the letters between them, and matches do not overlap.
    for pattern in (rf"({_L}{_L}\.)({_L}{_L})", rf"({_L}[\u060c\u061b\u061f])({_L})") * 2:
        text = text.str.replace_all(pattern, "${1} ${2}")
    return text
