"""What the word list tells of words: which stand apart, which end in a heh that is not sounded, which take an affix."""

from collections.abc import Iterable, Mapping

from tasks.clean.zwnj.verbs import participles
from tasks.languages.persian import ZWNJ, morphology

_HEH, _YEH = "\u0647", "\u06cc"
_ARTICLE = "\u0627\u0644"
_SOUNDED_ENDS = ("\u0627\u0647", "\u0648\u0647")
_GOD = "\u0627\u0644\u0644\u0647"


def apart(listed: Iterable[str]) -> list[str]:
    """Compounds whose parts may be written apart.

    Those of the short list, those that end in a bound part or begin with a leading one or hold an Arabic article, as far as the
    word list knows them, months, and what is counted.
    """
    compounds = morphology()["compounds"]
    affixes = {affix for group in ("plural", "comparative", "after_heh") for affix in morphology()["affixes"][group]}
    bound, leading = set(compounds["bound"].split()), set(compounds["leading"].split())
    possessive = set(morphology()["affixes"]["after_yeh"])
    found = set(compounds["spaced"].split())
    for form in listed:
        parts = form.split(ZWNJ)
        if len(parts) > 1 and parts[-1] in possessive:
            found.add(form)
        while len(parts) > 1 and parts[-1] in affixes:
            parts.pop()
        if len(parts) > 1 and (
            parts[-1] in bound or parts[0] in leading or any(part.startswith(_ARTICLE) for part in parts[1:])
        ):
            found |= {form, ZWNJ.join(parts)}
    found -= set(compounds["none"].split())
    found |= {month + ZWNJ + compounds["month"] for month in compounds["months"].split()}
    found |= {
        number + ZWNJ + counted for number in compounds["numbers"].split() for counted in compounds["counted"].split()
    }
    # Some hold none: between their parts no letter joins.
    return sorted(form for form in found if ZWNJ in form)


def misparted(form: str) -> bool:
    """Whether a joiner parts a possessive from a consonant, as some do and the rule is not."""
    affixes = morphology()["affixes"]
    stem, _, last = form.rpartition(ZWNJ)
    if not stem or last not in affixes["after_yeh"]:
        return False
    return stem[-1] not in (_HEH, _YEH) or stem.endswith((*_SOUNDED_ENDS, _GOD)) or stem in affixes["sounded"].split()


def in_silent_heh(counts: Mapping[str, float]) -> set[str]:
    """The words whose last heh is a vowel: after it affixes stand behind a joiner. After a sounded one they are joined."""
    sounded = set(morphology()["affixes"]["sounded"].split())
    found = set(participles()) & set(counts)
    for form, count in counts.items():
        if form[-1] != _HEH or len(form) < 3 or form in sounded or form.endswith(_GOD):
            continue
        parted = sum(counts.get(form + ZWNJ + affix, 0) for affix in morphology()["affixes"]["after_heh"])
        unparted = counts.get(form + _YEH, 0)
        if parted * 5 > unparted or (not unparted and count >= 5 and not form.endswith(_SOUNDED_ENDS)):
            found.add(form)
    return found


def compared(counts: Mapping[str, float]) -> set[str]:
    """The words that the list knows with a comparative behind a joiner, or with a superlative."""
    more, most = "\u062a\u0631", "\u062a\u0631\u06cc\u0646"
    found = {form for form in counts if form + ZWNJ + more in counts}
    return found | {form for form in taking(counts, [most]) if len(form) > 2}


def taking(counts: Mapping[str, float], affixes: Iterable[str]) -> set[str]:
    """The words of the list that it knows with one of the affixes, joined or not."""
    found, ends = set(), tuple(affixes)
    for form in counts:
        if not form.endswith(ends):
            continue
        for affix in ends:
            if form.endswith(affix):
                stem = form[: -len(affix)].removesuffix(ZWNJ)
                if len(stem) > 1 and stem in counts:
                    found.add(stem)
    return found
