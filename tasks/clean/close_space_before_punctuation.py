"""Close the space before a comma, semicolon, colon, question or exclamation mark or full stop, the mark of machine translation."""

import polars as pl

from tasks.text.letters import ARABIC, DIGIT, LATIN, WORD

# A full stop or Latin comma must end something (" .5" and " ..." stay); the Arabic marks never begin a word.
_LETTER = f"{ARABIC}{LATIN}"
_AFTER = r"[ \"\u201c\u201d\u00bb)]"
_SHIFTED = rf"[{WORD}]{{2}} +[.,][{WORD}]{{2}}"
_COLON = rf"[{_LETTER}\u00bb\")] +:(?:[ \"\u201c\u00ab]|$)"
# Behind a year or another number of some length; what goes on with a number is a time or a score.
_YEAR_COLON = rf"[{DIGIT}]{{3}} +: [{_LETTER}\"\u201c\u00ab]"
_CALL = rf"[{_LETTER}] +[!?]+(?:[ \"\u201d\u00bb)!\u061f]|$)"
EVIDENCE = rf" +(?:[\u060c\u061b\u061f]|[.,](?:{_AFTER}|$))|{_SHIFTED}|{_COLON}|{_YEAR_COLON}|{_CALL}"


def close_space_before_punctuation(text: pl.Expr) -> pl.Expr:
    """Close the space before punctuation in `text`.

    >>> pl.select(close_space_before_punctuation(pl.lit("a \u060c b . c .5"))).item() == "a\u060c b. c .5"
    True
    """
    marks = text.str.replace_all(r" +([\u060c\u061b\u061f])", "${1}")
    # A run of stops with spaces between them is an ellipsis and stays as it is.
    marks = marks.str.replace_all(rf"((?: +[.,]){{2,}})|([^. ]) +([.,]{_AFTER}|[.,]$)", "${1}${2}${3}")
    # A mark that slipped to the next word.
    for _ in range(2):  # two places may share the word between them, and matches do not overlap
        marks = marks.str.replace_all(rf"([{WORD}]{{2}}) +([.,])([{WORD}]{{2}})", "${1}${2} ${3}")
    marks = marks.str.replace_all(rf"([{_LETTER}\u00bb\")]) +(:(?:[ \"\u201c\u00ab]|$))", "${1}${2}")
    marks = marks.str.replace_all(rf"([{DIGIT}]{{3}}) +(: [{_LETTER}\"\u201c\u00ab])", "${1}${2}")
    return marks.str.replace_all(rf"([{_LETTER}]) +([!?]+(?:[ \"\u201d\u00bb)!\u061f]|$))", "${1}${2}")
