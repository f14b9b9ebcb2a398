"""Whom a text names as its source: agencies and outlets by cue or credit, interviews, platforms, photo credits.

Outlets that are merely mentioned are `places`; their names are data in outlets.toml.
"""

import re
from typing import NamedTuple

from tasks.extract.sources.beside_outlets import evidence, published_there
from tasks.extract.sources.issuers import find_issued
from tasks.extract.sources.known_outlets import find_marked, name_known
from tasks.extract.sources.unheard_outlets import find_unheard
from tasks.extract.statements import word_of
from tasks.extract.words.particles import BY, THE
from tasks.extract.words.reading import Reading
from tasks.text.outlets import source_words
from warehouse.folding import fold

_SOURCE = re.compile(rb"[QqyY]_*")
_CREDIT = re.compile(
    rb"\((?:[^()\n]{0,8}[/.,+ -])?(?P<name>[Qq]_*)(?:[/.,+-][^()\n]{0,6})?\)"
    rb"|(?<![^\n])(?P<first>[Qq]_*)[-:/~]|(?<![^\n])[MLsw]_*-(?P<wired>[Qq]_*)[-:]|[-/](?P<last>[Qq]_*)\.?(?=\n)|(?<![^\n])m?(?P<alone>[Qq]_*)m?(?=\n)"
)
# «المصدر: صحيفة …»: a line that says whom the text was taken from.
_LABELLED = re.compile(
    rb"(?:^|(?<=\n))(?P<label>[^:\n]{1,3}):(?:p_*)?(?P<name>(?:H_*)?m?(?:[swWlNLExGPHQq]_*){1,4}m?)(?=[a\n,.)/-])"
)


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
    issued = [Attribution(*one, None, 1) for one in find_issued(reading)]
    # «روابط عمومی شبکه …»: the office speaks, not the channel.
    theirs = {token for one in issued if one.kind == "statement" for token in range(one.start + 1, one.end)}
    found = [
        a
        for match in _SOURCE.finditer(reading.classes)
        if match.start() not in theirs
        and (a := _of_source(reading, match.start(), match.end(), placements)) is not None
    ]
    known = {a.start for a in found}
    for attribution in _labelled(reading, placements):
        if not any(attribution.start <= a.start < attribution.end for a in found):
            found.append(attribution)
            known.update(range(attribution.start, attribution.end))
    others = [Attribution(*marked, 1) for marked in find_marked(reading)]
    others += [Attribution(*unheard, None, 1) for unheard in find_unheard(reading)]
    for other in (*others, *issued):
        taken = not known.isdisjoint(range(other.start, other.end))
        if not taken and placements[reading.passage[other.start]] in ("body", "title", "byline"):
            known.update(range(other.start, other.end))
            found.append(other)
    return _in_chains(reading, sorted(_named(reading, one) for one in (*found, *_from(reading, found))))


def _from(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Persian «به گزارش … از …»: whom the source before has it from."""
    if reading.lexicon.verb != "last":
        return []
    starts = {attribution.start for attribution in found}
    return [
        Attribution(match.start("name"), match.end("name"), at, meaning.detail, meaning.label, 1)
        for at in {attribution.end for attribution in found}
        if (match := _FROM.match(reading.classes, at)) is not None
        and match.start("name") not in starts
        and word_of(reading, at) in source_words("has_it_from")
        and (meaning := reading.meaning(match.start("name"))).detail != "platform"
    ]


_FROM = re.compile(rb"p_*(?:H_*)?m?(?P<name>[Qq]_*)(?=m?[,a\n.])")


def _named(reading: Reading, attribution: Attribution) -> Attribution:
    """A source under the one name of its outlet, where its words in marks or behind a cue are a known spelling."""
    if attribution.outlet is not None or attribution.kind not in ("outlet", "interview"):
        return attribution
    known = name_known(reading.surface(attribution.start, attribution.end))
    if known is None:
        # «وكالة الأنباء الرسمية "…"»
        inside = _SOURCE.search(reading.classes, attribution.start, attribution.end)
        if inside is None or reading.meaning(inside.start()).detail == "platform":
            return attribution
        known = reading.meaning(inside.start()).label, reading.meaning(inside.start()).detail
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
    if meaning.detail == "platform":
        at = _platform_cue(reading, start, end)
        return Attribution(start, end, at, "platform", meaning.label, 1) if at >= 0 else None
    told = evidence(reading, start, end, _is_sure(reading, start))
    if told is not None:
        kind = "interview" if told.talk else meaning.detail
        return Attribution(start, end, told.at, kind, meaning.label, 1)
    if _is_credit(reading, start) or placements[reading.passage[start]] == "byline":
        return Attribution(start, end, -1, meaning.detail, meaning.label, 1)
    return None


def _is_sure(reading: Reading, start: int) -> bool:
    """Whether the name means an outlet: by itself, in marks, or behind a word for its kind; Persian «العربیه», too."""
    if not reading.lexicon.has_article and word_of(reading, start).startswith(THE):
        return True
    return reading.classes[start : start + 1] == b"Q" or reading.classes[start - 1 : start] in (b"m", b"H", b"(")


def _platform_cue(reading: Reading, start: int, end: int) -> int:
    """Where the preposition begins that says something was written there; -1 where the platform is but spoken of."""
    if reading.lexicon.has_article and reading.meaning(start).clitic and reading.begins(start, BY):
        return start if published_there(reading, start, end) else -1
    first = start
    while reading.classes[first - 1 : first] == b"m":
        first -= 1
    for length in (1, 2, 3, 4):
        at = first - length
        if at < 0 or reading.passage[at] != reading.passage[start]:
            return -1
        if not source_words("platform").isdisjoint(
            (fold(reading.written(at, first)), fold(reading.surface(at, first)))
        ):
            return at if published_there(reading, at, end) else -1
    return -1


def _is_credit(reading: Reading, start: int) -> bool:
    """In brackets, or alone between a dash and the edge of a passage."""
    low = max(reading.classes.rfind(b"\n", 0, start), start - 12)
    return any(
        start in (m.start("first"), m.start("wired"), m.start("last"), m.start("alone"))
        or (start == m.start("name") and _closes(reading, m))
        for m in _CREDIT.finditer(reading.classes, max(low, 0), start + 16)
    )


def _closes(reading: Reading, credit: "re.Match[bytes]") -> bool:
    """Whether a credit in brackets stands at an end or behind a dateline; elsewhere it spells a name out."""
    behind = reading.classes[credit.end() : credit.end() + 1] in (b"", b"\n", b".", b":", b"-", b"+")
    # «وكالة أنباء … (…)»
    behind = behind or (
        reading.lexicon.has_article and b"H" in reading.classes[max(0, credit.start() - 6) : credit.start()]
    )
    return behind or credit.start() - reading.classes.rfind(b"\n", 0, credit.start()) <= 4


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
