"""Offices that texts give to persons, with the traps: deputies, heads of offices, lists that may be read two ways.

Which names there are is known before (`persons`); which office phrase means a speaker is `speakers`.
"""

import re
from typing import NamedTuple

from tasks.extract import codes
from tasks.extract.lexicon import NEEDS_COUNTRY
from tasks.extract.persons import MODIFIERS, Mention
from tasks.extract.reading import Reading

_PHRASE = re.compile(rb"O_*(?P<after>%b)" % MODIFIERS)


class Office(NamedTuple):
    """Tokens `start` to `end` (exclusive) name an office; `jurisdiction` is a country's or an organisation's code."""

    start: int
    end: int
    office: str
    jurisdiction: str | None
    former: bool


class Claim(NamedTuple):
    """The text gives the person of `mention` (its place in the list of mentions) the office."""

    mention: int
    office: Office
    start: int
    end: int
    ambiguous: bool


def find_offices(reading: Reading) -> list[Office]:
    """All phrases that name an office, in order; "office of the president" and the deputy's are not the president's."""
    found = []
    for match in _PHRASE.finditer(reading.classes):
        start, end = match.start(), match.end()
        office, detail = reading.meaning(start).label, reading.meaning(start).detail
        places = _marked(reading, match.start("after"), end)
        if reading.lexicon.verb == "middle":
            country = _country_before(reading, start)
            places = _marked(reading, country, start) or places
            start = country
        head = _phrase_before(reading, start)
        if (
            reading.classes[head] == ord(codes.BELONGING)
            or (detail == NEEDS_COUNTRY and not places)
            or _goes_on(reading, end)
        ):
            continue
        if reading.classes[head] == ord(codes.DEPUTY):
            start, office = head, "deputy_" + office
        former = any(reading.meaning(at).detail == "former" for at in range(start, end))
        found.append(Office(start, end, office, places[0] if places else None, former))
    return found


def _phrase_before(reading: Reading, token: int) -> int:
    """Begin of the phrase that ends before `token`; `token` itself at the beginning of all."""
    at = max(token - 1, 0)
    while at and reading.classes[at] == ord(codes.REST):
        at -= 1
    return at


def _country_before(reading: Reading, start: int) -> int:
    """Where "French" begins in "French president"; an adjective may stand between."""
    at = start
    for _ in range(2):
        before = _phrase_before(reading, at)
        if at == 0 or reading.classes[before] not in b"NLEA":
            break
        at = before
        if reading.classes[before] != ord(codes.ADJECTIVE):
            return at
    return start


def _marked(reading: Reading, start: int, end: int) -> list[str]:
    """Codes of countries and organisations between two tokens."""
    kinds = (codes.NISBA + codes.PLACE + codes.ORGANISATION).encode("ascii")
    return [reading.meaning(at).label for at in range(start, end) if reading.classes[at] in kinds]


def _goes_on(reading: Reading, end: int) -> bool:
    """«الرئيس التنفيذي للشركة»: a clitic "of the" right after makes it the head of something else."""
    if reading.lexicon.verb != "first" or reading.classes[end : end + 1] not in (b"s", b"w", b"M", b"B"):
        return False
    return reading.texts[reading.passage[end]][reading.first[end] : reading.first[end] + 2] == "لل"


def find_claims(reading: Reading, offices: list[Office], mentions: list[Mention]) -> list[Claim]:
    """Who is said to hold which office: the name that follows it, or the one it follows after a comma."""
    starts = {mention.start: place for place, mention in enumerate(mentions)}
    ends = {mention.end: place for place, mention in enumerate(mentions)}
    by_start = {office.start: office for office in offices}
    claims = []
    for office in offices:
        if office.former:
            continue
        following = starts.get(_skip(reading, office.end, b"T_"))
        if following is not None:
            claims.append(Claim(following, office, office.start, mentions[following].end, False))
            continue
        previous = ends.get(_before(reading, office.start))
        forward = (
            starts.get(_skip(reading, office.end, b",T_"))
            if reading.classes[office.end : office.end + 1] == b","
            else None
        )
        joined = reading.classes[office.start - 1 : office.start] == b"&"
        if previous is None or joined:
            if forward is not None and joined:
                claims.append(Claim(forward, office, office.start, mentions[forward].end, False))
            continue
        claims.append(_either_way(reading, office, mentions, previous, forward, by_start))
    return claims


def _either_way(
    reading: Reading,
    office: Office,
    mentions: list[Mention],
    previous: int,
    forward: int | None,
    by_start: dict[int, Office],
) -> Claim:
    """In the list "A, office, B" the office may belong to either: to B where B has none of its own; unsure anyhow."""
    if forward is None:
        return Claim(previous, office, mentions[previous].start, office.end, False)
    after = mentions[forward].end
    own = reading.classes[after : after + 1] == b"," and _skip(reading, after, b",") in by_start
    if own:
        return Claim(previous, office, mentions[previous].start, office.end, True)
    return Claim(forward, office, office.start, after, True)


def _skip(reading: Reading, token: int, letters: bytes) -> int:
    while reading.classes[token : token + 1] and reading.classes[token] in letters:
        token += 1
    return token


def _before(reading: Reading, token: int) -> int:
    """End of what stands before an apposition: a comma, and in English an article, are between."""
    while token and reading.classes[token - 1] in b"p_" and reading.lexicon.verb == "middle":
        token -= 1
    if token and reading.classes[token - 1 : token] == b",":
        return token - 1
    return token if reading.lexicon.verb == "last" else -1
