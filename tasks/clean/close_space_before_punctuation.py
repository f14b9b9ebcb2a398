"""Close the space before a comma, semicolon, question mark or full stop, the mark of machine translation."""

import polars as pl

# A full stop or Latin comma must end something (" .5" and " ..." stay); the Arabic marks never begin a word.
EVIDENCE = r" +(?:[\u060c\u061b\u061f]|[.,](?:[\s\"\u201c\u201d\u00bb)]|$))"


def close_space_before_punctuation(text: pl.Expr) -> pl.Expr:
    """Close the space before punctuation in `text`.

    >>> pl.select(close_space_before_punctuation(pl.lit("a \u060c b . c .5"))).item() == "a\u060c b. c .5"
    True
    """
    marks = text.str.replace_all(r" +([\u060c\u061b\u061f])", "${1}")
    # A run of stops with spaces between them is an ellipsis and stays as it is.
    return marks.str.replace_all(r"((?: +[.,]){2,})| +([.,][\s\"\u201c\u201d\u00bb)]|[.,]$)", "${1}${2}")
