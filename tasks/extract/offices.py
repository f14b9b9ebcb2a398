"""Offices that texts give to persons, with the traps: deputies, heads of offices, lists that may be read two ways.

Which names there are is known before (`persons`); which office phrase means a speaker is `speakers`.
"""

import re
from typing import NamedTuple

from tasks.extract import codes
from tasks.extract.lexicon import NEEDS_COUNTRY
from tasks.extract.person_patterns import MODIFIERS
from tasks.extract.persons import Mention
from tasks.extract.reading import Reading

_PHRASE = re.compile(rb"O_*(?P<after>%b)" % MODIFIERS)
# "former French", "France's new"; what the adjectives say counts, so all of them belong to the phrase.
_BEFORE = re.compile(rb"(?:A_*){0,2}(?:[NLE]_*(?:\+s)?(?:A_*){0,2})\Z")
# A semicolon parts what a comma joins.
_COMMAS = (",", "\N{ARABIC COMMA}")
# Countries have these, and companies too.
_HEADS = frozenset(["president", "vice_president"])
_MAYBE_NAME = re.compile(rb",(?:T_*)*[wl](?:x_*)?[wl]")
_AFTER_NAME = re.compile(rb"f_*[LE]")


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
        whose = _whose(reading, office)
        places = _marked(reading, whose, match.start("after"), _own_end(reading, match, detail))
        if reading.lexicon.verb == "middle":
            country = _country_before(reading, start)
            places = _marked(reading, whose, country, start) or places
            start = country
        head = _phrase_before(reading, start)
        if (
            reading.classes[head] == ord(codes.BELONGING)
            or (detail == NEEDS_COUNTRY and not places)
            or _goes_on(reading, end, office)
        ):
            continue
        if reading.classes[head] == ord(codes.DEPUTY):
            start, office = head, "deputy_" + office
            if reading.lexicon.verb == "middle" and not places:
                start = _country_before(reading, head)
                places = _marked(reading, whose, start, head)
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


def _goes_on(reading: Reading, end: int, office: str) -> bool:
    """«الرئيس التنفيذي للشركة», "president of the company": what comes right after makes it the head of something else."""
    head = reading.classes[end : end + 1]
    if reading.lexicon.verb == "middle":
        after = _skip(reading, end + 1, b"_")
        return (
            office in _HEADS
            and head == b"f"
            and reading.classes[after : after + 1] not in (b"L", b"E")
            and reading.surface(end, end + 1).lower() == "of"
        )
    if reading.lexicon.verb != "first" or head not in (b"s", b"w", b"M", b"B"):
        return False
    return reading.texts[reading.passage[end]][reading.first[end] : reading.first[end] + 2] == "لل"


def find_claims(reading: Reading, offices: list[Office], mentions: list[Mention]) -> list[Claim]:
    """Who is said to hold which office: the name that follows it, or the one beside it with a comma between."""
    starts = {mention.start: place for place, mention in enumerate(mentions)}
    ends = {mention.end: place for place, mention in enumerate(mentions)}
    by_start = {office.start: office for office in offices}
    by_end = frozenset(office.end for office in offices)
    claims = []
    for office in offices:
        if office.former:
            continue
        following = starts.get(_skip(reading, office.end, b"T_"))
        if following is not None:
            end = mentions[following].end
            claims.append(Claim(following, _of_country_after(reading, office, end), office.start, end, False))
            continue
        previous = ends.get(_before(reading, office.start))
        comma = (
            reading.classes[office.end : office.end + 1] == b","
            and reading.surface(office.end, office.end + 1) in _COMMAS
        )
        forward = starts.get(_skip(reading, office.end, b",T_")) if comma else None
        if previous is not None and not _joined(reading, office.start):
            claims.append(_either_way(reading, office, mentions, previous, forward, by_start, by_end))
        elif forward is not None:
            claims += _named_after_comma(reading, office, forward, mentions[forward].end, starts, by_start)
    return claims


def _named_after_comma(
    reading: Reading, office: Office, forward: int, end: int, names: dict[int, int], offices: dict[int, Office]
) -> list[Claim]:
    """In "the president of Estonia, A, said" a second comma or a verb closes the name; unsure where a list goes on."""
    claim = Claim(forward, office, office.start, end, False)
    if _joined(reading, office.start):
        return [claim]
    follows = _skip(reading, end, b"t_")
    begins = reading.classes[office.start - 1 : office.start] in (b"", b"\n", b".", b">", b":", b",")
    closing = {"first": b"cC", "middle": b"", "last": b"v" if begins else b""}[reading.lexicon.verb]
    if reading.classes[follows : follows + 1] and reading.classes[follows] in closing:
        return [claim]
    if reading.classes[end : end + 1] != b",":
        return []
    after = _skip(reading, end, b",pT_")
    goes_on = after in names or after in offices or reading.classes[after : after + 1] == b"&"
    # An unknown word before the comma may be a name to which the office belongs.
    follows_name = reading.classes[max(0, office.start - 2) : office.start] in (b"w,", b"W,", b"l,", b"G,")
    return [claim._replace(ambiguous=goes_on or follows_name or _in_opening_phrase(reading, office.start))]


def _has_office_before(reading: Reading, name: int, ends: frozenset[int]) -> bool:
    """ "With the policy chief, A, the foreign minister spoke": A has an office already, and this may be another's."""
    while name and reading.classes[name - 1] in b"T_":
        name -= 1
    return reading.classes[name - 1 : name] == b"," and name - 1 in ends


def _joined(reading: Reading, token: int) -> bool:
    """Whether "and" stands before, as a word or as a clitic: then a new member of a list begins."""
    clitic = reading.meaning(token).clitic > 0
    return reading.classes[token - 1 : token] == b"&" or (
        clitic and reading.texts[reading.passage[token]][reading.first[token]] == "و"
    )


def _in_opening_phrase(reading: Reading, token: int) -> bool:
    """ "In a meeting with the president of Estonia, A, …": the comma may end the phrase, and A be another."""
    start = _skip(reading, reading.sentence_start(token), b"\n")
    if reading.surface(start, start + 1).lower() in ("the", "a", "an"):
        return False
    return reading.classes[start : start + 1] in (b"p", b"f") and b"," not in reading.classes[start:token]


def _of_country_after(reading: Reading, office: Office, end: int) -> Office:
    """English puts the country after the name too: "President Ilmari Koskela of Estonia"."""
    if office.jurisdiction is not None or reading.lexicon.verb != "middle":
        return office
    match = _AFTER_NAME.match(reading.classes, end)
    if match is None or reading.surface(end, end + 1).lower() != "of":
        return office
    return office._replace(jurisdiction=reading.meaning(match.end() - 1).label)


def _either_way(
    reading: Reading,
    office: Office,
    mentions: list[Mention],
    previous: int,
    forward: int | None,
    by_start: dict[int, Office],
    by_end: frozenset[int],
) -> Claim:
    """In the list "A, office, B" the office may belong to either: to B where B has none of its own; unsure anyhow."""
    if forward is None:
        # Two unknown words after the comma may be a name as well.
        comma = reading.classes[mentions[previous].end : mentions[previous].end + 1] == b","
        unsure = comma and (
            _MAYBE_NAME.match(reading.classes, office.end) is not None
            or _has_office_before(reading, mentions[previous].start, by_end)
        )
        return Claim(previous, office, mentions[previous].start, office.end, unsure)
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
