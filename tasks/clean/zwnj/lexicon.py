"""The Persian words that matter for joiners, as sorted hashes: which hold one, which may stand apart, which take affixes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tasks.clean.zwnj.compounds import apart, compared, in_silent_heh, misparted, taking
from tasks.clean.zwnj.hashes import mix
from tasks.clean.zwnj.readings import Table, decided, table_of
from tasks.clean.zwnj.spellings import NEVER_JOIN, Bools, Forms, composed, forms_of, together
from tasks.clean.zwnj.verbs import after_mi, participles, prefixes, spoken
from tasks.languages import language
from tasks.languages.persian import ZWNJ, morphology, words
from tasks.text.codepoints import HashArray, among

_OFTEN = 10
_BITS = 22
_YEH = "\u06cc"

KNOWN, JOINED, OPENING, AFFIX, FOLLOWING = 1, 2, 4, 8, 16
"""What a word may be, as bits: in the word list; written with a joiner; the first part of something; an affix; a later part."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`joined`: words that hold joiners. `apart`: those whose parts may stand apart. `classes`: what a word may be, by
    the first bits of its hash (strangers share them, so a hit is looked up). `sets`: sorted hashes by name."""

    joined: Table
    apart: Table
    classes: NDArray[np.uint8]
    sets: dict[str, HashArray]

    def classes_of(self, hashes: HashArray) -> NDArray[np.uint8]:
        """What each word may be."""
        found: NDArray[np.uint8] = self.classes[_slots(hashes)]
        return found

    def among(self, name: str, hashes: HashArray) -> NDArray[np.bool_]:
        """Which hashes are of the set `name`."""
        return among(hashes, self.sets[name])


@dataclass(frozen=True, slots=True)
class _Forms:
    """What the word list, the verbs and the affixes give, as arrays."""

    counts: dict[str, float]
    known: Forms
    plurals: Forms
    adjectives: Forms
    heh: Forms
    parted_heh: Bools
    verbs: Forms
    participles: Forms


@cache
def lexicon() -> Lexicon:
    """Made once in a process, in about a fifth of a second."""
    affixes = morphology()["affixes"]
    counts = {form: count for form, count in zip(*words(), strict=True) if ZWNJ not in form or not misparted(form)}
    silent = sorted(in_silent_heh(counts))
    forms = _Forms(
        counts,
        forms_of(list(counts), list(counts.values())),
        forms_of(affixes["plural"]),
        _of(counts, compared(counts) | (set(affixes["adjectives"].split()) & set(counts))),
        _of(counts, silent),
        np.array([form[-2] not in NEVER_JOIN for form in silent]),
        _verbs(),
        forms_of(participles()),
    )
    written = apart(counts)
    separable = forms_of(written)
    separable = together([separable, composed(separable, forms.plurals, 1.0), forms.verbs])
    sets = {name: np.unique(hashes) for name, hashes in _sets(forms, written).items()}
    joined = decided(_readings(forms), _certain(forms), sets["kept"])
    return Lexicon(joined, table_of(separable), _classes(joined, sets), sets)


def _readings(forms: _Forms) -> list[tuple[Forms, float]]:
    """What competes for the letters of a word, each group with how much rarer than the joined spelling it may be."""
    affixes, known = morphology()["affixes"], forms.known
    plain = known.where((known.parts == 0) & (known.weight >= _OFTEN) & (known.lengths > 2))
    in_yeh = _of(
        forms.counts, (form for form in forms.counts if form[-1] == _YEH and len(form) > 3 and ZWNJ not in form)
    )
    plural = _of(forms.counts, taking(forms.counts, affixes["plural"]))
    return [
        (known, 1.0),
        # Where the stem does not join, the plural without a joiner is right, and nothing is restored in it.
        (composed(known.where(~known.joins), forms.plurals, 2e-3), 20.0),
        (composed(known.where(known.joins), forms_of(affixes["plural"][:3]), 1e-5), 20.0),
        (composed(plural, forms.plurals, 5e-3), 20.0),
        (composed(plain, forms_of(affixes["superlative"]), 2e-5), 30.0),
        (composed(in_yeh, forms_of(affixes["parted_after_yeh"]), 1e-3), 1.0),
        (composed(forms.adjectives, forms_of(affixes["comparative"]), 2e-5), 30.0),
        # After a heh whose neighbour does not join, the ending may be the plural of a shorter word.
        (composed(forms.heh.where(forms.parted_heh), forms_of(affixes["after_heh"]), 2e-3), 30.0),
    ]


def _certain(forms: _Forms) -> Forms:
    after = forms_of(morphology()["affixes"]["after_participle"])
    return together([forms.verbs, composed(forms.participles, after, 1.0)])


def _sets(forms: _Forms, written: list[str]) -> dict[str, HashArray]:
    """Hashes of the words that may stand somewhere, by what they may be."""
    affixes, compounds = morphology()["affixes"], morphology()["compounds"]
    function = {*language("fa")["detect"]["function_words"], *affixes["plural"], *compounds["functional"].split()}
    content = [form for form, count in forms.counts.items() if count >= _OFTEN and len(form) > 2]
    return {
        "known": mix(forms.known.sums),
        "kept": _hashes(morphology()["kept"]["words"].split()),
        "plural": mix(forms.plurals.sums),
        "comparative": _hashes(affixes["comparative"]),
        "superlative": _hashes(affixes["superlative"]),
        "comparable": mix(forms.adjectives.sums),
        "after_heh": _hashes(affixes["apart_after_heh"]),
        "heh": mix(forms.heh.sums),
        "after_participle": _hashes(affixes["after_participle"]),
        "participle": mix(forms.participles.sums),
        "opening": _hashes({*prefixes(), *prefixes(led=True), *(form.partition(ZWNJ)[0] for form in written)}),
        "following": _following(forms, written),
        "second": _hashes(compounds["seconds"].split()),
        "content": _hashes(form for form in content if form not in function),
        "never_alone": _hashes(compounds["never_alone"].split()),
    }


def _verbs() -> Forms:
    """All imperfective forms, put together from prefixes and what may follow them."""
    plain = composed(forms_of(prefixes()), forms_of(after_mi()), 1.0)
    led = composed(forms_of(prefixes(led=True)), forms_of(after_mi(led=True)), 1.0)
    return together([plain, led, forms_of(spoken())])


def _following(forms: _Forms, written: list[str]) -> HashArray:
    """What may come after the first part of what stands apart: the next part or all the rest, with plurals, and forms of verbs."""
    parts = [form.split(ZWNJ)[1:] for form in written]
    later = forms_of(sorted({part for rest in parts for part in (rest[0], ZWNJ.join(rest))}))
    after_prefix = forms_of(after_mi() + [form.partition(ZWNJ)[2] for form in spoken()])
    return mix(together([later, composed(later, forms.plurals, 1.0), after_prefix]).sums)


def _of(counts: dict[str, float], chosen: Iterable[str]) -> Forms:
    chosen = list(chosen)
    return forms_of(chosen, [counts[form] for form in chosen])


def _hashes(forms: Iterable[str]) -> HashArray:
    return mix(forms_of(list(forms)).sums)


def _slots(hashes: HashArray) -> NDArray[np.int64]:
    slots: NDArray[np.int64] = (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
    return slots


def _classes(joined: Table, sets: dict[str, HashArray]) -> NDArray[np.uint8]:
    classes = np.zeros(1 << _BITS, dtype=np.uint8)
    affixes = [
        sets[name] for name in ("plural", "comparative", "superlative", "after_heh", "after_participle", "never_alone")
    ]
    for bit, hashes in (
        (KNOWN, [sets["known"], sets["kept"]]),
        (JOINED, [joined.keys]),
        (OPENING, [sets["opening"]]),
        (AFFIX, affixes),
        (FOLLOWING, [sets["following"]]),
    ):
        classes[_slots(np.concatenate(hashes))] |= bit
    return classes
