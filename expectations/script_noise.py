"""Finds noise of another script or of broken encoding in texts. What `mixed_script_noise` rests on.

Noise is a menu word of the other script, a word that mixes scripts letter by letter or Persian with Arabic forms of
one letter, presentation forms, mojibake, and what is left of markup. Latin words are none by themselves: agencies,
brands, acronyms, products, units and names belong to the text.
"""

import re
from functools import cache

import polars as pl

from expectations.cues import cues, either

ARABIC = r"\u0621-\u063a\u0641-\u064a\u0670-\u06d3"
"""Letters of the Arabic script, for a character class; punctuation, digits and tatweel are not among them."""

LATIN = "A-Za-z\u00c0-\u024f"
CYRILLIC = "\u0400-\u04ff"

PRESENTATION = r"[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0\ufdf1\ufdf5-\ufdf9\ufe70-\ufefc]"
"""Not among them: God's name, the blessings, ornate brackets and the rial sign, which people type on purpose."""

MOJIBAKE = (
    "(?:[\u00d8-\u00db][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]\\s?){3}"  # UTF-8 read as Latin
    "|\u00e2\u20ac[\u0090-\u00bf\u0153\u0161\u017e\u02dc\u2013-\u203a\u2122]"  # its quotation marks and dashes
    "|\ufffd"  # bytes that could not be read
    "|(?:^|[^A-Za-z\u00c0-\u024f])[\u00c0-\u00ff]{4,}[ ,.\n]+[\u00c0-\u00ff]{3,}(?:[^A-Za-z]|$)"  # Windows-1256
)

MARKUP = (
    r"(?i)</?(?:p|br|div|span|a|b|i|u|em|strong|img|ul|ol|li|h[1-6]|table|tr|td|script|style|iframe|font|figure|figcaption|blockquote|section|article)(?:\s[^<>]*)?/?>"
    r"|<!--|<!\[CDATA"
    r"|&(?:nbsp|amp|quot|apos|lt|gt|laquo|raquo|ldquo|rdquo|lsquo|rsquo|ndash|mdash|hellip|zwnj|zwj|rlm|lrm|#[0-9]+|#x[0-9a-f]+);"
    r"|\]\((?:https?:|/|www\.|mailto:)"
    r"|\[/?(?:caption|gallery|embed|vc_row|shortcode)[^\[\]]*\]"
)

_RARE = "[\u00c0-\u00ff\ufb50-\ufefc\ufffd]"
"""Every text with a presentation form or mojibake has one of these, and few others have."""

_JOINED = f"[{LATIN}{CYRILLIC}][{ARABIC}]|[{ARABIC}][{LATIN}{CYRILLIC}]|[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]"
"""Letters of two scripts side by side."""

_MARKUP_SIGNS = r"[<&]|\]\(|\[[/cgevCGEV]"

_OTHER_SIGNS = f"{_RARE}|{_JOINED}|{_MARKUP_SIGNS}"
"""What a text that is noisy shows, but for menu words and for two forms of one letter."""

_ONE_LETTER_TWO_FORMS = "|".join(
    f"{one}[{ARABIC}\u200c]*{other}"
    for one, other in (("\u064a", "\u06cc"), ("\u06cc", "\u064a"), ("\u0643", "\u06a9"), ("\u06a9", "\u0643"))
)
_PERSIAN_FORM_IN_ARABIC_WORD = (
    f"[\u06cc\u06a9][{ARABIC}]*[\u0629\u0649\u0643]|[\u0629\u0649\u0643][{ARABIC}]*[\u06cc\u06a9]"
)


def noise_marks(texts: pl.Series) -> pl.Series:
    """How many kinds of noise each of `texts` (strings, no nulls) shows; in order.

    One cheap look at each text finds those that a closer one is worth; of these, one at each kind those to judge.
    """
    text = pl.col("text")
    numbered = texts.alias("text").to_frame().with_row_index("at")
    arabic = texts.str.contains(f"[{ARABIC}]")
    suspects = pl.concat(
        [
            numbered.filter(arabic).filter(text.str.contains(_any_sign()) | _both_forms(text)),
            numbered.filter(~arabic).filter(text.str.contains(_OTHER_SIGNS)),
        ]
    )
    gates = suspects.select(gate.alias(kind) for kind, gate in _gates(text).items())
    marks = pl.zeros(len(texts), dtype=pl.UInt32, eager=True)
    for kind, condition in _conditions(text).items():
        judged = suspects.filter(gates[kind])
        marks = marks.scatter(judged["at"], marks[judged["at"]] + judged.select(condition.cast(pl.UInt32)).to_series())
    return marks


@cache
def _any_sign() -> str:
    """What one of the gates but `forms` lets through. One pattern costs what one of its parts costs."""
    return f"{_OTHER_SIGNS}|" + "|".join(map(re.escape, _menu_words()))


def _both_forms(text: pl.Expr) -> pl.Expr:
    return text.str.contains_any(["\u06cc", "\u06a9"]) & text.str.contains_any(["\u064a", "\u0643", "\u0629"])


def _gates(text: pl.Expr) -> dict[str, pl.Expr]:
    """For each kind of noise, what every text that has it fulfils."""
    return {
        "codes": text.str.contains(_RARE),
        "markup": text.str.contains(_MARKUP_SIGNS),
        "joined": text.str.contains(_JOINED),
        "forms": _both_forms(text),
        "menu": text.str.contains(f"[{ARABIC}]") & text.str.contains_any(_menu_words()),
    }


def _conditions(text: pl.Expr) -> dict[str, pl.Expr]:
    return {
        "codes": text.str.contains(PRESENTATION) | text.str.contains(MOJIBAKE),
        "markup": text.str.contains(MARKUP),
        "joined": _mixed_word(text),
        "forms": _mixed_forms(text),
        "menu": _menu(text),
    }


@cache
def _menu_words() -> list[str]:
    return sorted(
        {
            word
            for name in ("latin", "platforms", "latin_anywhere", "arabic_anywhere")
            for word in cues("navigation", name)
        }
    )


def _mixed_word(text: pl.Expr) -> pl.Expr:
    """A word of letters of two scripts, other than a Latin word with what Arabic or Persian joins to it."""
    scripts = f"{ARABIC}{LATIN}{CYRILLIC}"
    words = text.str.extract_all(f"[{scripts}]+")
    foreign = f"[{LATIN}]+|[{CYRILLIC}]+"
    joined = f"^(?:{either('joined', 'before')}?(?:{foreign})|(?:{foreign}){either('joined', 'behind')}?)$"
    other = f"[{LATIN}{CYRILLIC}]"
    several = f"[{ARABIC}].*{other}|{other}.*[{ARABIC}]|[{LATIN}].*[{CYRILLIC}]|[{CYRILLIC}].*[{LATIN}]"
    word = pl.element()
    return words.list.eval(word.str.contains(several) & ~word.str.contains(joined)).list.any()


def _mixed_forms(text: pl.Expr) -> pl.Expr:
    """A word of an Arabic text with Persian and Arabic forms; in Persian that is spelling, since keyboards differ."""
    persian = text.str.count_matches(either("persian", "words")) >= 2
    return text.str.contains(f"{_ONE_LETTER_TWO_FORMS}|{_PERSIAN_FORM_IN_ARABIC_WORD}") & ~persian


def _menu(text: pl.Expr) -> pl.Expr:
    """Menu words of the script in which the text is not written."""
    n_arabic, n_latin = text.str.count_matches(f"[{ARABIC}]"), text.str.count_matches("[A-Za-z]")
    arabic_words = text.str.contains_any(list(cues("navigation", "arabic_anywhere"))) & (n_arabic > 0)
    return pl.when(n_arabic > n_latin).then(text.str.contains(_latin_menu())).otherwise(arabic_words)


@cache
def _latin_menu() -> str:
    word, platform = either("navigation", "latin"), either("navigation", "platforms")
    between = r"[ \t|»›>/·•*-]+"
    row = f"(?:{word}|{platform}{between}(?:{word}|{platform}))(?:{between}(?:{word}|{platform}))*"
    alone = rf"^[ \t|»›>/·•*-]*{row}[\s|»›>/·•*\d-]*$"
    head = rf"^[ \t]*{either('navigation', 'heads')}{between}[{ARABIC}]"
    foot = rf"[{ARABIC}][.!؟]?[ \t]+{either('navigation', 'feet')}[ \t]*$"
    return rf"(?m)(?:{alone}|{head}|{foot}|{either('navigation', 'latin_anywhere')})"
