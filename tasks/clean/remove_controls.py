"""Remove characters that show nothing and steer nothing a reader needs: controls, zero-width spaces, soft hyphens, BOMs."""

import polars as pl

# ZERO WIDTH NON-JOINER and JOINER are letters' business in Persian and in emoji, and stay.
EVIDENCE = r"[\x{0}-\x{8}\x{e}-\x{1b}\x{7f}-\x{84}\x{86}-\x{9f}\x{ad}\x{200b}\x{2060}-\x{2064}\x{fff9}-\x{fffb}\x{feff}\x{fffe}\x{ffff}\x{fdd0}-\x{fdef}]"


def remove_controls(text: pl.Expr) -> pl.Expr:
    """Take invisible controls out of `text`.

    >>> pl.select(remove_controls(pl.lit("a\u200bb\ufeff"))).item()
    'ab'
    """
    return text.str.replace_all(EVIDENCE, "")
