"""Cues of reported speech, what joins them to their statements, and the asides that close one: from facts to phrases."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from tasks.extract.words import codes
from tasks.extract.words.meanings import Meaning


class Phrases(Protocol):
    """What cues are added to."""

    facts: dict[str, Any]

    @property
    def has_article(self) -> bool:
        """Whether words carry article and clitics."""

    def add(self, phrase: str, meaning: Meaning, clitics: Collection[str] = ()) -> None:
        """Take a phrase in."""


def add_cues(made: Phrases) -> None:
    """Add all cues, complementisers and asides of a language."""
    facts, clitics = made.facts, tuple(made.facts["clitics"])
    for phrase in facts.get("no_cues", ()):
        made.add(phrase, Meaning(codes.COMMON, "no cue"))
    for section, code in (
        ("cues", codes.CUE),
        ("cues_other_forms", codes.CUE),
        ("judging", codes.JUDGING),
        ("participles", codes.PARTICIPLE),
        ("reported", codes.REPORTED),
    ):
        for cue_class, phrases in facts.get(section, {}).items():
            urging = code == codes.CUE and cue_class in ("urged", "accused")
            for phrase in phrases:
                meaning = Meaning(codes.URGE if urging else code, phrase, cue_class)
                for form in _forms(made, section, phrase):
                    made.add(form, meaning, clitics)
    for head in facts.get("aside_heads", ()):
        for noun in facts["aside_nouns"]:
            for whose in ("ه", "ها", "هم", "هما"):
                # "In his words" is short for "in"; of the rest only what is said of speech.
                if head != "في" or noun in ("تقدير", "رأي"):
                    made.add(
                        f"{head}{'' if head.endswith(' ل') else ' '}{noun}{whose}", Meaning(codes.ASIDE, noun, "said")
                    )
    for phrase in facts.get("asides", ()):
        made.add(phrase, Meaning(codes.ASIDE, phrase), clitics)
    for key, code in (
        ("not_complementisers", codes.NOT_COMPLEMENTISER),
        ("complementisers", codes.COMPLEMENTISER),
        ("pronoun_complementisers", codes.PRONOUN_COMPLEMENTISER),
    ):
        for phrase in facts[key]:
            made.add(phrase, Meaning(code, phrase), ("و",) if made.has_article and key == "not_complementisers" else ())


def _forms(made: Phrases, section: str, phrase: str) -> tuple[str, ...]:
    """The forms in which a cue is written; the heads of Persian participles end in "that"."""
    facts = made.facts
    if section == "participles" and "participle_tails" in facts:
        bare = (phrase,) if phrase in facts["participles_of_needs"] else ()
        return (*bare, *(f"{phrase} {tail}" for tail in facts["participle_tails"]))
    if phrase in facts.get("not_inflected", ()):
        return (phrase,)
    tenses = _tenses(section, phrase, facts.get("present_stems", {}))
    return (phrase, *(_inflected(made.has_article, section, phrase) or tenses))


def _inflected(article: bool, section: str, phrase: str) -> tuple[str, ...]:
    """Feminine and plural of an Arabic perfect or participle, as they are written after folding."""
    if not article or " " in phrase or section not in ("cues", "participles"):
        return ()
    if section == "participles":
        return (phrase.removesuffix("ا") + "ة", phrase.removesuffix("ا") + "ين") if phrase.endswith("ا") else ()
    stem = phrase[:-1] if phrase[-1] in "ىا" else phrase
    return (stem + "ت", stem + "وا", stem + "تا")


# Persian: past, perfect, pluperfect, present; the joiner stands for a joiner, a space or nothing.
_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


def _tenses(section: str, phrase: str, present: Mapping[str, str]) -> tuple[str, ...]:
    """Forms of a Persian verb, alone or behind the noun with which it is one; `present` has the stem of each."""
    noun, _, verb = phrase.rpartition(" ")
    if section not in ("cues", "judging") or verb not in present:
        return ()
    noun = f"{noun} " if noun else ""
    perfect = (f"ه{_ZWNJ}است", f"ه{_ZWNJ}اند", f"ه{_ZWNJ}بود", f"ه{_ZWNJ}بودند")
    # A participle alone is one of "written by" too, but for a verb with its noun.
    past = ("", "ند", *perfect, *(("ه",) if noun else ()))
    forms = [f"{noun}{verb}{ending}" for ending in past]
    forms += [f"{noun}می{_ZWNJ}{verb}{ending}" for ending in ("", "ند")]
    forms += [f"{noun}می{_ZWNJ}{present[verb]}{ending}" for ending in ("د", "ند")]
    # Two words that are written as one: اظهارداشت.
    return (*forms, f"{noun.rstrip()}{_ZWNJ}{verb}") if noun else tuple(forms)
