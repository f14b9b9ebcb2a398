"""Consonant skeletons: keys under which the spellings of a name meet over Arabic, Persian and Latin script.

Vowels go, letters that one script writes for another's fall together: بومبيو, پمپئو and Pompeo are `bmb`. A key of
fewer than four letters meets strangers (روبيو and اروپا are both `rb`) and must not link anything by itself.
"""

import re

import polars as pl

from warehouse.folding import fold

LEAST_LETTERS = 4
"""Shortest key that may link by itself."""

# What stands here is written after folding; the order within a step does not matter, the order of the steps does.
_GROUPS = [
    ("sch", "s"), ("tsch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "z"), ("kh", "k"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"),
    ("ck", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("tz", "z"), ("ts", "z"), ("qu", "k"), ("x", "ks"),
    ("تس", "z"), ("تز", "z"), ("کس", "ks"),
]  # fmt: skip
_LETTERS = {
    "ب": "b", "پ": "b", "p": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ش": "s", "چ": "s",
    "ج": "j", "ژ": "j",
    "ح": "h", "ه": "h", "خ": "k", "د": "d", "ض": "d", "ذ": "z", "ز": "z", "ظ": "z", "ر": "r", "غ": "g", "گ": "g",
    "ف": "f", "v": "f", "ڤ": "f", "ق": "k", "ک": "k", "q": "k", "c": "k", "ل": "l", "م": "m", "ن": "n",
    "ا": "", "و": "", "ی": "", "ع": "", "a": "", "e": "", "i": "", "o": "", "u": "", "w": "", "y": "",
}  # fmt: skip
_DOUBLE = {letter * 2: letter for letter in "bdfghjklmnrstz"}
_FIRST_WAW = r"^(?:و|w)"


def skeletons(folded: pl.Expr) -> pl.Expr:
    """The key of each folded word; empty where it has no consonant."""
    key = folded.str.replace(_FIRST_WAW, "f").str.replace("ه$", "")
    key = key.str.replace_many([a for a, _ in _GROUPS], [b for _, b in _GROUPS], leftmost=True)
    key = key.str.replace_many(_LETTERS).str.replace_all(r"[^a-z]", "")
    return key.str.replace_many(_DOUBLE).str.replace_many(_DOUBLE)


def skeleton(name: str) -> str:
    """The keys of the words of `name`, with one space between; words without a key fall away.

    >>> skeleton("Volodymyr Zelensky")
    'fldmr zlnsk'
    """
    words = re.sub("(?<![^ ])(?:ال|al )", "", fold(name)).split()
    keys = pl.DataFrame({"word": words}, schema={"word": pl.String}).select(skeletons(pl.col("word")).alias("key"))[
        "key"
    ]
    return " ".join(key for key in keys.to_list() if key)
