"""Add the space that is missing between a number and a word; what is written together with a number stays.

Proclitics, endings of ordinals, model numbers, tags and addresses are written together.
"""

import polars as pl

from tasks.languages import language, tags
from tasks.text.letters import DIGIT as _D
from tasks.text.letters import WORD as _W

_HELD, _PARTED = "\ue002", "\ue003"
_FACTS = [language(tag)["orthography"] for tag in tags()]
_SHORT_BEFORE = "|".join(word for facts in _FACTS for word in facts.get("before_numbers", []))
_SHORT_AFTER = "|".join(word for facts in _FACTS for word in facts.get("after_numbers", []))
_ENDINGS = "|".join(word for facts in _FACTS for word in facts.get("number_endings", []))
_PLACES = (
    (rf"[{_W}]{{4}}|(?:^|[ ({_PARTED}])[\u0648\u0641\u0628\u0644]?(?:{_SHORT_BEFORE})", rf"[{_D}]"),
    (rf"(?:^|[ ({_PARTED}])\u0648", "[\u06f0-\u06f9]"),
    (rf"[{_D}]", rf"[{_W}]{{3}}|(?:{_SHORT_AFTER})(?:[^{_W}]|$)"),
)
EVIDENCE = "|".join(f"(?:{before})(?:{after})" for before, after in _PLACES)


def part_numbers_from_words(text: pl.Expr) -> pl.Expr:
    """Part numbers and words that were glued in `text`.

    >>> pl.select(part_numbers_from_words(pl.lit("3\u0643\u062a\u0628"))).item() == "3 \u0643\u062a\u0628"
    True
    """
    text = text.str.replace_all(rf"([{_D}])({_ENDINGS})([^{_W}]|$)", "${1}" + _HELD + "${2}${3}")
    for before, after in _PLACES * 2:  # a number may stand between two words
        text = text.str.replace_all(f"({before})({after})", "${1}" + _PARTED + "${2}")
    # Tags, handles and addresses are one word.
    for _ in range(2):
        text = text.str.replace_all(rf"([#@_/]\S*?){_PARTED}", "${1}").str.replace_all(rf"{_PARTED}(\S*_)", "${1}")
    return text.str.replace_many([_PARTED, _HELD], [" ", ""])
