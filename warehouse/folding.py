"""The fold: how Arabic, Persian and Latin text is brought to one spelling for comparison. Data, and the one place for it.

Stored text keeps its spelling; only keys, searches and comparisons are folded. `LETTERS` maps a character to the one
that stands for it, `DROPPED` vanish, all that is neither letter nor digit becomes a space.
"""

import unicodedata
from functools import lru_cache

_SAME = (
    ("\N{ARABIC LETTER FARSI YEH}", "\u064a\u0649\u0626\u06d2\u06d0\u06d5\u0678"),
    ("\N{ARABIC LETTER KEHEH}", "\u0643\u06aa\u06ac\u0762\u0763"),
    ("\N{ARABIC LETTER HEH}", "\u0629\u06c0\u06c1\u06c2\u06c3\u06be"),
    ("\N{ARABIC LETTER ALEF}", "\u0622\u0623\u0625\u0671\u0672\u0673\u0675"),
    ("\N{ARABIC LETTER WAW}", "\u0624\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06cb\u0676"),
)


def _letters() -> dict[str, str]:
    table = {variant: letter for letter, variants in _SAME for variant in variants}
    table["\u06d5"] = "\N{ARABIC LETTER HEH}"
    for zero in ("\N{ARABIC-INDIC DIGIT ZERO}", "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"):
        table.update({chr(ord(zero) + digit): str(digit) for digit in range(10)})
    for code in range(0x250):
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            table[chr(code)] = lower
    return table


LETTERS: dict[str, str] = _letters()
"""Character to the character that stands for it: one to one."""

DROPPED: frozenset[str] = frozenset(
    [chr(c) for c in (*range(0x064B, 0x0660), *range(0x0610, 0x061B), *range(0x06D6, 0x06ED), *range(0x0300, 0x0370))]
    + [
        "\u0670",
        "\N{ARABIC TATWEEL}",
        "\N{ZERO WIDTH NON-JOINER}",
        "\N{ZERO WIDTH JOINER}",
        "\N{ZERO WIDTH SPACE}",
        "\ufeff",
        "\u00ad",
        "\N{ARABIC LETTER HAMZA}",
    ]
    + [chr(c) for c in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
) - {chr(c) for c in (0x06DD, 0x06DE, 0x06E5, 0x06E6, 0x06E9)}
"""Vowel signs, tatweel, joiners, bidi controls and the lone hamza: they vanish, and join what stood around them."""


class _Fold(dict[int, str | None]):
    """What each code point becomes, as `str.translate` asks; found when it is first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        folded = None if letter in DROPPED else LETTERS.get(letter, letter) if letter.isalnum() else " "
        self[code] = folded
        return folded


_TABLE = _Fold()


def fold(text: str) -> str:
    """Bring `text` to one spelling: words of letters and digits with one space between.

    >>> fold("كتابُ الأُمّة") == fold("کتاب الامه")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TABLE).split())


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The same for names, which come again and again in a batch."""
    return fold(name)
