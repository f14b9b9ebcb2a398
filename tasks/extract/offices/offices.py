"""Offices that texts give to persons, with the traps: deputies, heads of offices, lists that may be read two ways.

Which names there are is known before (`persons`); which office phrase means a speaker is `speakers`.
"""

import re
from typing import NamedTuple

from tasks.extract.offices.institutions import (
    ANYWHERE,
    Institution,
    deputy_of,
    institution,
    is_anywhere,
    jurisdiction,
    named,
    needs_institution,
    of_towns,
    renamed,
    town,
    unknown,
)
from tasks.extract.people.mentions import Mention
from tasks.extract.people.person_patterns import MODIFIERS
from tasks.extract.statements import word_of
from tasks.extract.words import codes
from tasks.extract.words.lexicon import NEEDS_COUNTRY
from tasks.extract.words.particles import THIS
from tasks.extract.words.reading import Reading

_PHRASE = re.compile(rb"O_*(?P<after>%b)" % MODIFIERS)
# "former French", "France's new"; what the adjectives say counts, so all of them belong to the phrase.
_BEFORE = re.compile(rb"(?:A_*){0,2}(?:[NLE]_*(?:\+s)?(?:A_*){0,2})\Z")
# Countries have these, and companies too.
_COUNTRY_CODE = 2
_PROFESSION = "profession"
# A country after these is where they are sent, not whose they are: "Estonia's ambassador to Latvia".
_SENT = frozenset(["ambassador", "envoy", "charge_d_affaires", "consul_general"])
_HEADS = frozenset(["president", "vice_president"])


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


# Folded: "in the days of", "in the time of".
_IN_THE_DAYS = {("\u062f\u0631", word) for word in ("\u062f\u0648\u0631\u0627\u0646", "\u0632\u0645\u0627\u0646")}


def find_offices(reading: Reading, mentions: list[Mention]) -> list[Office]:
    """All phrases that name an office, in order; "office of the president" and the deputy's are not the president's."""
    names = frozenset(mention.start for mention in mentions)
    ends = frozenset(mention.end for mention in mentions)
    found: list[Office] = []
    for match in _PHRASE.finditer(reading.classes):
        if found and match.start() < found[-1].end:
            continue
        office = _office(reading, match, names, ends)
        if office is not None:
            found.append(office)
    return found


def _office(reading: Reading, match: "re.Match[bytes]", names: frozenset[int], ends: frozenset[int]) -> Office | None:
    """The office that the phrase names, None where what stands around makes it none."""
    start, end = match.start(), match.end()
    office, detail = reading.meaning(start).label, reading.meaning(start).detail
    whose = _whose(reading, office)
    places = _marked(reading, whose, match.start("after"), _own_end(reading, match, detail))
    if office in _SENT:
        places = _senders(reading, whose, match.start("after"), end)
    held = _held_in(reading, match, office, detail, names)
    if held.kind is None and not places and detail == NEEDS_COUNTRY:
        held = _held_somewhere(reading, match, office, names, ends)
    if held.kind is not None:
        places = _alone(_marked(reading, b"NLE", match.start("after"), held.end))
    end = max(end, held.end)
    if reading.lexicon.verb == "middle":
        country = _country_before(reading, start)
        before = _marked(reading, whose, country, start)
        places = [place for place in before if office not in _SENT or len(place) == _COUNTRY_CODE] or places
        start = country
    head = _phrase_before(reading, start)
    if (
        office == _PROFESSION
        or _of_another(reading, start, ends)
        or (detail == NEEDS_COUNTRY and held.kind is None and (not places or needs_institution(office)))
        or (held.kind is None and _goes_on(reading, end, office))
    ):
        return None
    office = named(office, held.kind)
    deputy = _deputy_before(reading, start, ends)
    if deputy is not None:
        start, office = deputy, renamed(deputy_of(reading.lexicon.tag, reading.meaning(deputy).label) + office)
        if reading.lexicon.verb == "middle" and not places:
            start = _country_before(reading, head)
            places = _marked(reading, whose, start, head)
    adjective = codes.ADJECTIVE.encode("ascii") in reading.classes[start:end]
    former = adjective and any(reading.meaning(at).detail == "former" for at in range(start, end))
    former |= end + 1 < len(reading.classes) and (word_of(reading, end), word_of(reading, end + 1)) in _IN_THE_DAYS
    whole = "former_" + office if former else office
    return Office(start, end, whole, jurisdiction(places[0]) if places else None, former)


def _held_in(
    reading: Reading, match: "re.Match[bytes]", office: str, detail: str, names: frozenset[int]
) -> Institution:
    """The institution after the office's words; an adjective may stand between."""
    start = match.start("after")
    if reading.lexicon.verb == "middle":
        return Institution(start, None)
    start = skip(reading, start, b"A_")
    start += word_of(reading, start) == THIS
    return institution(reading, start, office, detail == NEEDS_COUNTRY or needs_institution(office), names)


def _held_somewhere(
    reading: Reading, match: "re.Match[bytes]", office: str, names: frozenset[int], ends: frozenset[int]
) -> Institution:
    """A town, or an institution that no list knows, where a name stands beside the whole."""
    start = match.start("after")
    if reading.lexicon.verb == "middle":
        return Institution(start, None)
    at = skip(reading, start, b"A_")
    before = match.start() - int(reading.classes[match.start() - 1 : match.start()] == b",")
    opens = reading.classes[match.start() - 1 : match.start()] in (b"", b"\n", b".", b":")
    named_before = before in ends if reading.lexicon.verb == "first" else before in ends or opens
    named_before = named_before and (reading.lexicon.verb == "last" or before < match.start())
    end = town(reading, at, names, named_before) if of_towns(office) else at
    end = unknown(reading, at, names, named_before) if end == at and is_anywhere(office) else end
    return Institution(end, ANYWHERE) if end > at else Institution(start, None)


def _alone(places: list[str]) -> list[str]:
    """Two countries in the name of one institution leave it open whose it is."""
    return places[:1] if len(set(places)) == 1 else []


def _of_another(reading: Reading, start: int, ends: frozenset[int]) -> bool:
    """ "Office of the president", "former wife of the president": the phrase is about somebody else."""
    head = _phrase_before(reading, start)
    while (
        head and reading.classes[head] == ord(codes.ADJECTIVE) and reading.lexicon.verb == "last" and start not in ends
    ):
        head = _phrase_before(reading, head)
    return reading.classes[head] == ord(codes.BELONGING)


def _deputy_before(reading: Reading, start: int, ends: frozenset[int]) -> int | None:
    """Where "deputy" begins; in Persian it may have an adjective: «معاون سیاسی وزیر»."""
    head = _phrase_before(reading, start)
    if reading.lexicon.verb == "last":
        for _ in range(3):
            if reading.classes[head] not in b"sAw" or head + 1 in ends:
                break
            head = _phrase_before(reading, head)
    return head if reading.classes[head] == ord(codes.DEPUTY) else None


def _phrase_before(reading: Reading, token: int) -> int:
    """Begin of the phrase that ends before `token`; `token` itself at the beginning of all."""
    at = max(token - 1, 0)
    while at and reading.classes[at] == ord(codes.REST):
        at -= 1
    return at


def _country_before(reading: Reading, start: int) -> int:
    """Where "French" begins in "French president"; an adjective may stand between."""
    match = _BEFORE.search(reading.classes, max(0, start - 12), start)
    return match.start() if match is not None else start


def _whose(reading: Reading, office: str) -> bytes:
    """Classes of what says whose the office is; an adjective beside a coach or a mayor says whence he comes."""
    own = "" if office in reading.lexicon.facts["local_offices"] else codes.NISBA
    return (own + codes.PLACE + codes.ORGANISATION).encode("ascii")


def _own_end(reading: Reading, phrase: "re.Match[bytes]", detail: str) -> int:
    """Where what belongs to the office ends: «رئیس باشگاه ایتالیایی» is the head of a club, whatever country follows."""
    group = reading.classes.find(codes.GROUP.encode("ascii"), phrase.start("after"), phrase.end())
    return group if detail == NEEDS_COUNTRY and group >= 0 else phrase.end()


def _marked(reading: Reading, kinds: bytes, start: int, end: int) -> list[str]:
    """Codes of countries and organisations between two tokens."""
    return [reading.meaning(at).label for at in range(start, end) if reading.classes[at] in kinds]


def _senders(reading: Reading, kinds: bytes, start: int, end: int) -> list[str]:
    """Countries that no "to" or "in" precedes."""
    places = []
    for at in range(start, end):
        before = _phrase_before(reading, at)
        linked = reading.classes[before] == ord(codes.LINKING) and reading.lexicon.verb != "last"
        if not linked or reading.surface(before, before + 1).lower() == "of":
            places += _marked(reading, kinds, at, at + 1)
    # Organisations send nobody: the "UN ambassador" is his country's.
    return [place for place in places if len(place) == _COUNTRY_CODE]


def _goes_on(reading: Reading, end: int, office: str) -> bool:
    """«الرئيس التنفيذي للشركة», "president of the company": what comes right after makes it the head of something else."""
    head = reading.classes[end : end + 1]
    if reading.lexicon.verb == "middle":
        after = skip(reading, end + 1, b"_")
        return (
            office in _HEADS
            and head == b"f"
            and reading.classes[after : after + 1] not in (b"L", b"E")
            and reading.surface(end, end + 1).lower() == "of"
        )
    if reading.lexicon.verb != "first" or head not in (b"s", b"w", b"M", b"B"):
        return False
    return reading.begins(end, "لل")


def skip(reading: Reading, token: int, letters: bytes) -> int:
    """The first token from `token` on that is none of `letters`."""
    while reading.classes[token : token + 1] and reading.classes[token] in letters:
        token += 1
    return token
