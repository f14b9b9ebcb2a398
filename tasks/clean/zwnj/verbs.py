"""The forms of Persian verbs that hold a zero width non-joiner, made from stems. Nothing here looks at texts."""

from functools import cache
from typing import Any

from tasks.languages.persian import ZWNJ, morphology

_ALEF_MADDA, _ALEF, _YEH, _HEH = "\u0622", "\u0627", "\u06cc", "\u0647"
_HAMZA = "\u0626"
_NOT = "\u0646"
_PREFIXES = ("\u0645\u06cc", "\u0646\u0645\u06cc")


def spoken() -> list[str]:
    """Spoken forms, complete."""
    found: list[str] = morphology()["verbs"]["spoken"].split()
    return found


def after_mi(*, led: bool = False) -> list[str]:
    """What may follow mi- or nemi-; `led`: only of verbs that take a preverb before it, too."""
    verbs: dict[str, Any] = morphology()["verbs"]
    chosen = set(verbs["with_preverb"].split())
    perfect = morphology()["affixes"]["after_participle"]
    found: set[str] = set()
    for past, present in stems():
        if led and past not in chosen:
            continue
        forms = {past + ending for ending in verbs["past_endings"]} | _present(present, verbs["present_endings"])
        forms |= {form + one for form in forms for one in verbs["objects"] if form[-1] in "\u062f\u0645"}
        found |= forms | {past + _HEH} | {past + _HEH + ZWNJ + ending for ending in perfect}
    return sorted(found)


def prefixes(*, led: bool = False) -> list[str]:
    """What stands before the joiner: mi- and nemi-; `led`: both after each preverb."""
    if not led:
        return list(_PREFIXES)
    return [preverb + prefix for preverb in morphology()["verbs"]["preverbs"] for prefix in _PREFIXES]


def participles() -> list[str]:
    """Past participles, their negatives, and those of verbs with a preverb."""
    verbs = morphology()["verbs"]
    led = set(verbs["with_preverb"].split())
    found = set()
    for past, _ in stems():
        found |= {past + _HEH, _negative(past) + _HEH}
        if past in led:
            found |= {preverb + form + _HEH for preverb in verbs["preverbs"] for form in (past, _negative(past))}
    return sorted(found)


@cache
def stems() -> tuple[tuple[str, str], ...]:
    """Past and present stem of each verb."""
    words = morphology()["verbs"]["stems"].split()
    return tuple(zip(words[::2], words[1::2], strict=True))


def _present(stem: str, endings: list[str]) -> set[str]:
    """With the older spelling that puts hamza between two yehs."""
    forms = {stem + ending for ending in endings}
    return forms | {form.replace(_YEH + _YEH, _HAMZA + _YEH) for form in forms}


def _negative(past: str) -> str:
    """The negative prefix makes alef into yeh."""
    if past[0] in (_ALEF_MADDA, _ALEF):
        rest = past[1:]
        return _NOT + _YEH + (_ALEF + rest if past[0] == _ALEF_MADDA else rest)
    return _NOT + past
