"""Close the space between a proclitic with tatweel and the quotation mark it belongs to."""

import polars as pl

_MARK = "[\"\u201c\u201d\u00ab\u2018']"
EVIDENCE = rf"[\u0628\u0644\u0643\u0641\u0648]\u0640 +{_MARK}"


def close_space_after_proclitic(text: pl.Expr) -> pl.Expr:
    """Join proclitic and quotation mark in `text`.

    >>> pl.select(close_space_after_proclitic(pl.lit("\u0628\u0640 \u00abx"))).item() == "\u0628\u0640\u00abx"
    True
    """
    return text.str.replace_all(rf"([\u0628\u0644\u0643\u0641\u0648]\u0640) +({_MARK})", "${1}${2}")
