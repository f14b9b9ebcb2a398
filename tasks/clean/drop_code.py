"""Remove lines of a page's scripts, styles and data that stand among its paragraphs."""

import polars as pl

_SIGNS = [
    "function(", "function (", "document.", "window.", ".push(", "googletag", "adsbygoogle", "jQuery", "gtag(", "var ", "let ", "const ",
    "\"@context\"", "\"@type\"", "@media", "!important", "px;", "px}", "rgba(", "addEventListener", "{display:", "{margin", "{color:",
]  # fmt: skip
_SIGN = r"[{}();=\"\[\]]"
_STYLE = r"^[.#@]?[A-Za-z][ -z|~]*\{[^{}]*:[^{}]*\}"
_MIN_SIGNS, _SIGN_SHARE = 5, 0.08


def drop_code() -> pl.Expr:
    """True for passages that hold a sign of code, many brackets and signs, and hardly a letter of Arabic."""
    return pl.col("text").map_batches(_is_code, return_dtype=pl.Boolean)


def _is_code(texts: pl.Series) -> pl.Series:
    """Whether each of `texts` is code; one in thousands has a brace or a call and is looked at closely."""
    at = (texts.str.contains("{", literal=True) | texts.str.contains(");", literal=True)).arg_true()
    text = pl.col("text")
    signs = text.str.count_matches(_SIGN)
    dense = (signs >= _MIN_SIGNS) & (signs >= _SIGN_SHARE * text.str.len_chars())
    foreign = text.str.count_matches(r"[\x{621}-\x{6cc}]") * 5 <= text.str.len_chars()
    code = (
        texts.gather(at)
        .to_frame("text")
        .select((text.str.contains_any(_SIGNS) & dense & foreign) | text.str.contains(_STYLE))
    )
    return pl.zeros(len(texts), dtype=pl.Boolean, eager=True).scatter(at.filter(code.to_series()), values=True)
