"""Whom a text names as its source: agencies and outlets by cue or credit, interviews, platforms, photo credits.

Outlets that are merely mentioned are `places`; their names are data in outlets.toml.
"""

import re
from typing import NamedTuple

from tasks.extract.beside_outlets import beside
from tasks.extract.issuers import find_issued, spoken_to
from tasks.extract.known_outlets import find_marked, name_known
from tasks.extract.reading import Reading
from tasks.extract.statements import word_of
from tasks.text.outlets import source_words
from warehouse.folding import fold

_SOURCE = re.compile(rb"[QqyY]_*")
_MEDIA = re.compile(rb"a_*(?:[pt]_*)?(?P<name>H_*(?:m?(?:[swWlNLxE]_*){1,3}m?)?)")
# A newspaper's name in marks, of whatever words: «في حوار مع جريدة "النهر"»; an agency in brackets.
_MARKED = re.compile(rb"H_*m[^m\n.]{1,6}m|\((?P<credit>H_*(?:[wWl]_*){1,3})\)")
# Persian «به گزارش النشره،»: what follows is an outlet even if nobody has heard of it.
_UNHEARD = re.compile(rb"a_*(?P<name>(?:[wWlNLE]_*|m){1,3})(?=,|a)")
_CREDIT = re.compile(
    rb"\((?:[^()\n]{0,8}[/.,+ -])?(?P<name>Q_*|q)(?:[/.,+-][^()\n]{0,6})?\)"
    rb"|(?<![^\n])(?P<first>[Qq]_*)[-:/]|[-/](?P<last>[Qq]_*)\.?(?=\n)|(?<![^\n])m?(?P<alone>[Qq]_*)m?(?=\n)"
)
# «المصدر: صحيفة …»: a line that says whom the text was taken from.
_LABELLED = re.compile(
    rb"(?:^|(?<=\n))(?P<label>[^:\n]{1,3}):(?:p_*)?(?P<name>(?:H_*)?m?(?:[swWlNLExGPHQq]_*){1,4}m?)(?=[a\n,.)/-])"
)
_BACK = 6


class Attribution(NamedTuple):
    """Tokens `start` to `end` (exclusive) name a source; `cue_start`: where what introduces it begins, or -1."""

    start: int
    end: int
    cue_start: int
    kind: str
    outlet: str | None
    chain_position: int


def find_attributions(reading: Reading, placements: list[str]) -> list[Attribution]:
    """All sources named, in order, with their places in a chain ("A says B says"). `placements`: one a passage."""
    found = [
        a
        for match in _SOURCE.finditer(reading.classes)
        if (a := _of_source(reading, match.start(), match.end(), placements)) is not None
    ]
    known = {a.start for a in found}
    for attribution in _labelled(reading, placements):
        if not any(attribution.start <= a.start < attribution.end for a in found):
            found.append(attribution)
            known.update(range(attribution.start, attribution.end))
    patterns = [_MEDIA] if reading.lexicon.verb != "last" else [_MEDIA, _UNHEARD]
    for match in (match for pattern in patterns for match in pattern.finditer(reading.classes)):
        start, end = match.span("name")
        if (
            not any(at in known for at in range(start, end + 1))
            and placements[reading.passage[start]] in ("body", "title", "byline")
            and (end - start > 1 or reading.lexicon.verb == "last")
        ):
            known.update(range(start, end))
            found.append(Attribution(start, end, match.start(), "outlet", None, 1))
    for match in _MARKED.finditer(reading.classes):
        start, end = match.span("credit") if match["credit"] else match.span()
        kind, cue = ("outlet", -1) if match["credit"] else _marked_kind(reading, start)
        if kind and known.isdisjoint(range(start, end)) and placements[reading.passage[start]] in ("body", "title"):
            known.update(range(start, end))
            found.append(Attribution(start, end, cue, kind, None, 1))
    others = [Attribution(*marked, 1) for marked in find_marked(reading)]
    others += [Attribution(*issued, None, 1) for issued in find_issued(reading)]
    for other in others:
        taken = not known.isdisjoint(range(other.start, other.end))
        if not taken and placements[reading.passage[other.start]] in ("body", "title"):
            known.update(range(other.start, other.end))
            found.append(other)
    return _in_chains(reading, sorted(_named(reading, one) for one in (*found, *_from(reading, found))))


def _from(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Persian «به گزارش … از …»: whom the source before has it from."""
    if reading.lexicon.verb != "last":
        return []
    ends = {attribution.end for attribution in found}
    starts = {attribution.start for attribution in found}
    return [
        Attribution(match.start("name"), match.end("name"), match.start(), meaning.detail, meaning.label, 1)
        for match in _FROM.finditer(reading.classes)
        if match.start() in ends
        and match.start("name") not in starts
        and word_of(reading, match.start()) in source_words("has_it_from")
        and (meaning := reading.meaning(match.start("name"))).detail != "platform"
    ]


_FROM = re.compile(rb"p_*(?:H_*)?m?(?P<name>[Qq]_*)(?=m?[,a\n.])")


def _named(reading: Reading, attribution: Attribution) -> Attribution:
    """A source under the one name of its outlet, where its words in marks or behind a cue are a known spelling."""
    if attribution.outlet is not None or attribution.kind not in ("outlet", "interview"):
        return attribution
    known = name_known(reading.surface(attribution.start, attribution.end))
    if known is None:
        return attribution
    return attribution._replace(outlet=known[0], kind=known[1] if attribution.kind == "outlet" else attribution.kind)


def _labelled(reading: Reading, placements: list[str]) -> list[Attribution]:
    """Sources named by a byline, heard of or not."""
    if "byline" not in placements:
        return []
    return [
        Attribution(match.start("name"), match.end("name"), match.start("label"), "outlet", None, 1)
        for match in _LABELLED.finditer(reading.classes)
        if fold(reading.surface(match.start("label"), match.end("label"))) in source_words("source_label")
        and placements[reading.passage[match.start()]] == "byline"
    ]


def _of_source(reading: Reading, start: int, end: int, placements: list[str]) -> Attribution | None:
    """What a known source is named for; None where it is but mentioned."""
    meaning = reading.meaning(start)
    if placements[reading.passage[start]] in ("caption", "credit"):
        return Attribution(start, end, -1, "photo_credit", meaning.label, 1) if meaning.detail == "agency" else None
    cue, letter = _cue_before(reading, start)
    if meaning.detail == "platform":
        at = _platform_cue(reading, start)
        return Attribution(start, end, at, "platform", meaning.label, 1) if at >= 0 else None
    if letter == "i":
        return Attribution(start, end, cue, "interview", meaning.label, 1)
    if letter in ("a", "v"):
        return Attribution(start, end, cue, meaning.detail, meaning.label, 1)
    talk, how = spoken_to(reading, start)
    if talk >= 0:
        return Attribution(start, end, talk, "interview" if how == "spoken" else meaning.detail, meaning.label, 1)
    if _is_credit(reading, start) or _is_told(reading, start) or placements[reading.passage[start]] == "byline":
        return Attribution(start, end, -1, meaning.detail, meaning.label, 1)
    at = beside(reading, start, end) if _is_sure(reading, start) else -1
    return Attribution(start, end, at, meaning.detail, meaning.label, 1) if at >= 0 else None


def _is_sure(reading: Reading, start: int) -> bool:
    """Whether the name means an outlet: by itself, in marks, or behind a word for its kind."""
    return reading.classes[start : start + 1] == b"Q" or reading.classes[start - 1 : start] in (b"m", b"H")


def _marked_kind(reading: Reading, start: int) -> tuple[str, int]:
    """What a newspaper with its name in marks is named for, and where its cue begins; nothing where it is but mentioned."""
    cue, letter = _cue_before(reading, start)
    if letter:
        return ("interview" if letter == "i" else "outlet"), cue
    talk, how = spoken_to(reading, start)
    if talk >= 0:
        return ("interview" if how == "spoken" else "outlet"), talk
    before, _ = _head(reading, max(start - 1, 0))
    published = reading.classes[before : before + 1] == b"f" or _is_told(reading, start)
    return ("outlet", before) if published and reading.classes[before - 1 : before] in _PUBLISHED else ("", -1)


_PUBLISHED = (b"v", b"a", b"s", b"_", b",", b"w")


def _is_told(reading: Reading, start: int) -> bool:
    """«قال … لرويترز»: the clitic "for" before an agency, in a sentence with a verb of saying."""
    if not reading.lexicon.has_article or not reading.meaning(start).clitic:
        return False
    return reading.begins(start, "ل") and reading.classes.rfind(b"v", reading.sentence_start(start), start) >= 0


def _cue_before(reading: Reading, start: int) -> tuple[int, str]:
    """The cue right before a source: only words such as "agency" may stand between."""
    at, plain = start - 1, True
    while at >= max(0, start - _BACK):
        head, letter = _head(reading, at)
        if letter in "aivr":
            letter = "a" if letter == "r" else letter
            # "The agency said" is a source; "a guest said on the channel" is not.
            return (head, letter) if plain or letter != "v" else (-1, "")
        if letter not in ("HmpsWNtw&ME" if reading.lexicon.verb == "last" else "HmpsWNt"):
            break
        plain = plain and letter in "Hmt"
        at = head - 1
    return -1, ""


def _head(reading: Reading, token: int) -> tuple[int, str]:
    """Begin and class of the phrase that `token` belongs to."""
    while token > 0 and reading.classes[token : token + 1] == b"_":
        token -= 1
    return token, chr(reading.classes[token])


def _platform_cue(reading: Reading, start: int) -> int:
    """Where the preposition begins that says something was written there; -1 where the platform is but spoken of."""
    while reading.classes[start - 1 : start] == b"m":
        start -= 1
    for length in (1, 2, 3, 4):
        at = start - length
        if at < 0 or reading.passage[at] != reading.passage[start]:
            return -1
        if not source_words("platform").isdisjoint(
            (fold(reading.written(at, start)), fold(reading.surface(at, start)))
        ):
            return at
    return -1


def _is_credit(reading: Reading, start: int) -> bool:
    """In brackets, or alone between a dash and the edge of a passage."""
    low = max(reading.classes.rfind(b"\n", 0, start), start - 12)
    return any(
        start in (m.start("name"), m.start("first"), m.start("last"), m.start("alone"))
        for m in _CREDIT.finditer(reading.classes, max(low, 0), start + 16)
    )


_RELAYED = ("agency", "outlet", "statement", "report")


def _in_chains(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Number the sources of one sentence that lead from one to the next."""
    chained: list[Attribution] = []
    for attribution in found:
        previous = chained[-1] if chained else None
        linked = (
            previous is not None
            and attribution.kind in _RELAYED
            and previous.kind in _RELAYED
            and attribution.cue_start >= previous.end
            and attribution.cue_start - previous.end <= 4
            and reading.sentence_start(attribution.start) == reading.sentence_start(previous.start)
        )
        position = previous.chain_position + 1 if linked and previous is not None else 1
        chained.append(attribution._replace(chain_position=position))
    return chained
