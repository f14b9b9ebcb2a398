"""Remove lines of a page's scripts, styles and data that stand among its paragraphs."""

import polars as pl

_SIGNS = [
    "function(", "function (", "document.", "window.", ".push(", "googletag", "adsbygoogle", "jQuery", "gtag(", "var ", "let ", "const ",
    "\"@context\"", "\"@type\"", "@media", "!important", "px;", "px}", "rgba(", "addEventListener", "{display:", "{margin", "{color:",
]  # fmt: skip
_MARKS = r"[{}();=\"\[\]]"
_STYLE = r"^[.#@]?[A-Za-z][\w\s.,#>:()*-]{0,80}\{[^{}]*:[^{}]*\}"
_MIN_MARKS, _MARK_SHARE = 5, 0.08


def drop_code() -> pl.Expr:
    """True for passages that hold a sign of code, many brackets and signs, and hardly a letter of Arabic."""
    text = pl.col("text")
    marks = text.str.count_matches(_MARKS)
    dense = (marks >= _MIN_MARKS) & (marks >= _MARK_SHARE * text.str.len_chars())
    braces = text.str.contains_any(["{", "();", "=="]) & text.str.contains_any(_SIGNS)
    foreign = text.str.count_matches(r"[\x{621}-\x{6cc}]") * 5 <= text.str.len_chars()
    return (braces & dense & foreign) | (text.str.contains("{", literal=True) & text.str.contains(_STYLE))
