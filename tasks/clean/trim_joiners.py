"""Take away joiners and non-joiners that join and part nothing: doubled, at a word's edge, or between letters that join anyway."""

import polars as pl

from tasks.text.letters import WORD

_ZWNJ, _ZWJ = r"\u200c", r"\u200d"
# After a closing mark a non-joiner may part a suffix, and after a digit too; before them it parts nothing.
_BEFORE = r"[\s.\u060c\u061b:\u061f!,\u2026)\]\u00bb\u201d\u201c\"\u00ab(\[/-]"
_AFTER = r"[\s.\u060c\u061b:\u061f!,\u2026\u00ab(\[\u201c/-]"
EVIDENCE = (
    rf"{_ZWNJ}(?:[{_ZWNJ}{_ZWJ}]|{_BEFORE}|$)|(?:^|{_AFTER}){_ZWNJ}|[{WORD} ]{_ZWJ}[ {WORD}]|{_ZWJ}{{2}}|{_ZWJ}{_ZWNJ}"
)


def trim_joiners(text: pl.Expr) -> pl.Expr:
    """Leave the joiners of `text` that do something.

    >>> pl.select(trim_joiners(pl.lit("\u0645\u06cc\u200c\u200c\u0631\u0648\u062f \u200c\u06a9\u0647"))).item() == "\u0645\u06cc\u200c\u0631\u0648\u062f \u06a9\u0647"
    True
    """
    return text.map_batches(_trimmed, return_dtype=pl.String)


def _trimmed(texts: pl.Series) -> pl.Series:
    joined = texts.str.contains("\u200d", literal=True).arg_true()
    if len(joined):
        texts = texts.clone().scatter(joined, _without_joiners(texts.gather(joined)))
    texts = texts.str.replace_all(rf"{_ZWNJ}{{2,}}", "\u200c")
    return texts.str.replace_all(rf"{_ZWNJ}({_BEFORE}|$)", "${1}").str.replace_all(rf"(^|{_AFTER}){_ZWNJ}", "${1}")


def _without_joiners(texts: pl.Series) -> pl.Series:
    """`texts` without joiners between letters that join anyway, and beside non-joiners."""
    texts = texts.str.replace_all(rf"[{_ZWNJ}{_ZWJ}]*(?:{_ZWNJ}{_ZWJ}|{_ZWJ}{_ZWNJ})[{_ZWNJ}{_ZWJ}]*", "\u200c")
    texts = texts.str.replace_all(rf"{_ZWJ}{{2,}}", "\u200d")
    for _ in range(2):  # two places may share the letter between them, and matches do not overlap
        texts = texts.str.replace_all(rf"([{WORD}]){_ZWJ}([{WORD}])", "${1}${2}")
        # A joiner after one letter alone shows that letter's joined form: an abbreviation.
        texts = texts.str.replace_all(rf"([{WORD}]{{2}}| ){_ZWJ}([ {WORD}])", "${1}${2}")
    return texts
