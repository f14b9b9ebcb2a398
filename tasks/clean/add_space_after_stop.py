"""Add the space that is missing after a stop, comma, colon or question mark between two words."""

import polars as pl

from tasks.languages import language, tags
from tasks.text.letters import ARABIC as _A
from tasks.text.letters import DIGIT as _D
from tasks.text.letters import WORD as _W

_HELD = "\ue002"
_SITES = "|".join(ending for tag in tags() for ending in language(tag).get("orthography", {}).get("site_endings", []))
_SPELLED = "|".join(name for tag in tags() for name in language(tag).get("orthography", {}).get("letter_names", []))
_STARTS = "|".join(language("en")["orthography"]["sentence_starts"])
# What stands before and after. Two letters on each side of a stop: initials and abbreviations have one.
_PLACES = (
    (rf"[{_W}]{{2}}[.:]|[{_W}][\u00bb\u201d\"]\.", rf"[{_A}][{_W}]"),
    (rf"[{_W}][\u060c\u061b\u061f!,]", rf"[{_A}]"),
    (rf"[{_W}]{{3}}\.", rf"[{_D}]+[ .-]"),
    (rf"[{_W}]\u060c", rf"[{_D}]"),
    (rf"(?:^|[^{_D}])[{_D}]{{1,4}}\.", rf"[{_A}][{_W}]"),
    (r"[a-z]{3}[.?!]|[a-z][.?!,]\u201d", rf"(?:{_STARTS}) "),
)
EVIDENCE = "|".join(f"(?:{before})(?:{after})" for before, after in _PLACES)


def add_space_after_stop(text: pl.Expr) -> pl.Expr:
    """Part sentences and clauses that were glued in `text`.

    >>> pl.select(add_space_after_stop(pl.lit("\u0643\u062a\u0628.\u0642\u0627\u0644"))).item() == "\u0643\u062a\u0628. \u0642\u0627\u0644"
    True
    """
    text = text.str.replace_all(rf"([{_W}]\.)({_SITES})([^{_W}]|$)", "${1}" + _HELD + "${2}${3}")
    for _ in range(2):  # a name of Latin letters, spelled
        spelled = rf"((?:^|[^{_W}])(?:{_SPELLED})\.)((?:{_SPELLED})(?:[^{_W}]|$))"
        text = text.str.replace_all(spelled, "${1}" + _HELD + "${2}")
    # Twice: two places may share the letters between them, and matches do not overlap.
    for before, after in _PLACES * 2:
        text = text.str.replace_all(f"({before})({after})", "${1} ${2}")
    return text.str.replace_all(_HELD, "", literal=True)
