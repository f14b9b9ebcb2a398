"""Make every run of spaces one plain space: no-break, thin and ideographic spaces and tabs too.

Not in languages whose typography gives these spaces a meaning, as French does.
"""

import polars as pl

_OTHER = r"\x{9}-\x{d}\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
EVIDENCE = rf"[{_OTHER}]|  |^ | $"
# Whole runs, but not the plain space that stands alone: to write it again cost more than all others.
_RUN = rf" ?[{_OTHER}][ {_OTHER}]*|  [ {_OTHER}]*"

LANGUAGES = ("ar", "fa", "en", "ur", "ps", "ckb", "ku", "sd", "ug", "azb", "mzn", "lrc", "glk")


def normalize_spaces(text: pl.Expr) -> pl.Expr:
    """Leave single plain spaces in `text`, and none around it.

    >>> pl.select(normalize_spaces(pl.lit("a\u00a0 b\t"))).item()
    'a b'
    """
    return text.str.replace_all(_RUN, " ").str.strip_chars(" ")
