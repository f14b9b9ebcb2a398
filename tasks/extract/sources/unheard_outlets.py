"""Outlets that no list knows, named by the word for their kind: «صحيفة "…"», «وكالة … الإخبارية», «سایت …».

Words that are outlets only («صحيفة», «روزنامه») need a verb of saying beside; those that are other things too («شبكة»,
«موقع», «وكالة») need a cue, or marks around the name. Known outlets are `attributions`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tasks.extract.sources.beside_outlets import evidence
from tasks.extract.sources.issuers import before_marks, by_first_word, spelled
from tasks.extract.sources.talks import spoken_to
from tasks.extract.statements import last_of, phrase_end, word_of
from tasks.extract.words.particles import FOR, FOR_THE, THE
from tasks.extract.words.reading import Reading
from tasks.text.outlets import source_cues, source_words
from warehouse.folding import fold

_NAMED = re.compile(
    rb"H_*(?:H_*)?(?:(?P<marks>(?:[sN]_*){0,2}m[^m\n.]{1,6}m)|(?P<bare>(?:[swWlNLxEtG]_*){1,3}|[MB]_*(?:[swNLEG]_*){0,2}))"
    rb"(?![QqH])"
)
# «في تصريح لـ"المرفأ"», «قال … لـ"المرفأ" إن …»: told to what needs the marks.
_TOLD = re.compile(rb"(?P<name>m[^m\n.]{1,5}m)(?P<that>[c:C])?")
# «نقلا عن "المرفأ"»: a cue of outlets right before the marks.
_QUOTED = re.compile(rb"a_*(?P<name>m[^m\n.]{1,4}m)(?=[,.pfac\n])")
_SOMEBODY = b"SMOPGETZ"
# Persian «به گزارش النشره،»: what follows is an outlet even if nobody has heard of it.
_UNHEARD = re.compile(rb"a_*(?P<name>m[^m\n.]{1,4}m|(?:[wWlNLE]_*|m){1,3}|(?:s_*)?[Gwl]_*(?:s_*)?)(?=,|a)")
# Begins with its rarest letter, and looks back from there: a pattern that may begin with anything is tried everywhere.
_CREDIT = re.compile(rb"H(?:(?<=\(H)_*(?:[wWl]_*){1,3}(?=(?P<named>\)))|(?<![^\n(/-]H)_*(?=[-/)\n:]))")


class Unheard(NamedTuple):
    """Tokens `start` to `end` (exclusive) name an outlet; what introduces it begins at `cue_start`."""

    start: int
    end: int
    cue_start: int
    kind: str


def find_unheard(reading: Reading) -> Iterator[Unheard]:
    """Outlets with a word for their kind, and in a verb-last language those right behind "as reported by"."""
    for match in _NAMED.finditer(reading.classes):
        start = match.start()
        marked = match["marks"] is not None
        end = match.end() if marked else _name_end(reading, match.start("bare"), match.end())
        press = _is_press(reading, start, end)
        told = evidence(reading, start, end, marked or press)
        if told is None or end == match.start("bare") or not _is_outlet(reading, match, press, told.at):
            continue
        yield Unheard(start, end, told.at, "interview" if told.talk else "outlet")
    for match in _UNHEARD.finditer(reading.classes) if reading.lexicon.verb == "last" else ():
        if word_of(reading, match.start("name")) in source_words("named_before"):
            continue
        yield Unheard(match.start("name"), match.end("name"), match.start(), "outlet")
    for match in _CREDIT.finditer(reading.classes):
        if match["named"] or fold(reading.surface(*match.span())) in source_words("agencies"):
            yield Unheard(*match.span(), -1, "outlet")
    yield from _press(reading)
    if reading.lexicon.has_article:
        yield from _in_marks(reading)


def _in_marks(reading: Reading) -> Iterator[Unheard]:
    """Arabic outlets whose name stands in marks, with no word for their kind."""
    for at in before_marks(reading, frozenset((FOR, FOR_THE))):
        match = _TOLD.match(reading.classes, at + 1)
        if match is None or reading.spans.inside[at] or reading.classes[at + 2] in _SOMEBODY:
            continue
        start, end = match.span("name")
        talk, how = spoken_to(reading, start)
        talk = talk if how == "spoken" else -1
        said = last_of(reading, b"v", reading.sentence_start(at), at)
        told = match["that"] and said > last_of(reading, b"cC", reading.sentence_start(at), at)
        if talk >= 0 or told or chr(reading.classes[at - 1]) == "a" or reading.classes[at - 2 : at] == b"a_":
            yield Unheard(start + 1, end - 1, at, "interview" if talk >= 0 else "outlet")
    for match in _QUOTED.finditer(reading.classes):
        somebody = reading.classes[match.start("name") + 1] in _SOMEBODY
        if not somebody and reading.meaning(match.start()).label in _of_outlets():
            yield Unheard(match.start("name") + 1, match.end("name") - 1, match.start(), "outlet")


@cache
def _of_outlets() -> frozenset[str]:
    """Cues that lead to outlets only."""
    return frozenset(source_cues()["cues"]["of_outlets"])


def _press(reading: Reading) -> Iterator[Unheard]:
    """The press of a country or a sort: «أفادت وسائل إعلام إسرائيلية»."""
    for at, start, _ in spelled(reading, _press_words(reading.lexicon.tag)):
        end = start
        while end < start + 2 and (
            reading.classes[end : end + 1] in (b"N", b"d", b"L") or word_of(reading, end) in source_words("press_sorts")
        ):
            end += 1
        told = evidence(reading, at, end, True) if end > start else None
        if told is not None and told.at >= 0 and reading.classes[told.at : told.at + 1] != b"r":
            yield Unheard(at, end, told.at, "outlet")


@cache
def _press_words(tag: str) -> dict[str, list[tuple[list[str], str]]]:
    return by_first_word(source_cues()["press"].get(tag, {}))


def _is_outlet(reading: Reading, match: "re.Match[bytes]", press: bool, cue: int) -> bool:
    """Not «الصحيفة الأمريكية», named before; not «وكالة الطاقة»: a word of many meanings, bare, needs more than a verb."""
    if reading.lexicon.has_article and reading.meaning(match.start()).label.startswith(THE):
        return False
    name = phrase_end(reading, match.start())
    known = any(letter in b"Qq" for letter in reading.classes[name : match.end()])
    if not known and not press and word_of(reading, name) in source_words("no_outlets"):
        return False
    # «مجلة هندية» names none; «وكالة الأنباء الهندية» does.
    if name == match.start() + 1 and not reading.classes[name : match.end()].strip(b"N_"):
        return False
    if press or match["marks"] is not None:
        return True
    if cue < 0:
        named = reading.classes[name : name + 1] != b"s" or word_of(reading, name).startswith(THE)
        return named or reading.classes[match.start() - 1] in b"GwPR"
    if reading.classes[cue] in b"ar":
        return phrase_end(reading, cue) == match.start() and word_of(reading, cue) not in source_words("published_by")
    # «حسبما ذكر موقع …»
    return reading.classes[cue : cue + 1] != b"v" or reading.classes[cue - 1 : cue] in (b"a", b"_")


def _is_press(reading: Reading, start: int, end: int) -> bool:
    """Whether the words mean an outlet and nothing else: «صحيفة …», «وكالة … الإخبارية»."""
    return word_of(reading, start) in source_words("press") or any(
        word_of(reading, at) in source_words("of_the_press") for at in range(start + 1, end)
    )


def _name_end(reading: Reading, start: int, end: int) -> int:
    """Where a name without marks ends: in Arabic behind a nisba, and before a noun without article."""
    if reading.classes[start : start + 1] == b"t" or not reading.lexicon.has_article:
        return start if reading.classes[start : start + 1] == b"t" else end
    for at in range(start, end):
        letter = reading.classes[at : at + 1]
        if at > start and letter == b"s" and not word_of(reading, at).startswith(THE):
            return at
        if letter == b"N":
            return at + 1
    return end
