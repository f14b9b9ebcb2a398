"""Who is said to hold which office: the name beside it, with the traps of lists that may be read two ways.

Which phrases name an office is `offices`; which names there are, `persons`.
"""

import re

from tasks.extract.offices.claims_by_turns import claims_by_turns
from tasks.extract.offices.counterparts import claims_of_counterparts
from tasks.extract.offices.further_offices import claims_of_titles
from tasks.extract.offices.institutions import is_national, of_somebody
from tasks.extract.offices.offices import Claim, Office, skip
from tasks.extract.people.mentions import Mention
from tasks.extract.statements import word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading

# A semicolon parts what a comma joins.
_COMMAS = (",", "\N{ARABIC COMMA}")
_OPENING = 4
_GOVERNING = ("\u0628", "\u0644", "\u0643")
_MAYBE_NAME = re.compile(rb",(?:T_*)*[wl](?:x_*)?[wl]")
_AFTER_NAME = re.compile(rb"f_*[LE]")


def find_claims(reading: Reading, offices: list[Office], mentions: list[Mention]) -> list[Claim]:
    """Who is said to hold which office: the name that follows it, or the one beside it with a comma between."""
    starts, ends = _edges(reading, mentions)
    by_start = {office.start: office for office in offices}
    by_end = frozenset(office.end for office in offices)
    claims: list[Claim] = []
    held: dict[int, Claim] = {}
    for office in offices:
        following = _name_behind(reading, office, mentions, starts, ends)
        if claims and not claims[-1].ambiguous and claims[-1].end == claims[-1].office.end:
            held = {claims[-1].end: claims[-1], claims[-1].end + 1: claims[-1]}
        if following is not None and (_is_whose(reading, office) or _is_honorific(reading, office)):
            continue
        if following is not None and not _right_behind(reading, office, ends):
            end = mentions[following].end
            claims.append(Claim(following, _of_country_after(reading, office, end), office.start, end, False))
            continue
        previous = ends.get(_before(reading, office.start))
        comma = (
            reading.classes[office.end : office.end + 1] == b","
            and reading.surface(office.end, office.end + 1) in _COMMAS
        )
        forward = starts.get(skip(reading, office.end, b",T_")) if comma else None
        if previous is None and _is_subject(reading, office, mentions, ends):
            previous = ends[office.start]
        if previous is not None and _is_replaced(reading, mentions[previous].start):
            continue
        if previous is not None and _right_behind(reading, office, ends):
            forward = None
        if previous is not None and not _joined(reading, office.start):
            claims.append(_either_way(reading, office, mentions, previous, forward, by_start, by_end))
        elif previous is None and _joined(reading, office.start) and office.start in held:
            # "A, head of the party and member of the council": the second office is the same person's.
            claims.append(held[office.start]._replace(office=office, end=office.end))
        elif forward is not None:
            claims += _named_after_comma(reading, office, forward, mentions[forward].end, starts, by_start)
    claims += claims_of_counterparts(reading, mentions, claims)
    return claims + claims_by_turns(reading, offices, mentions, claims) + claims_of_titles(reading, mentions)


def _edges(reading: Reading, mentions: list[Mention]) -> tuple[dict[int, int], dict[int, int]]:
    """Place of the mention that begins at a token, and of that which ends before one; marks belong to it: «یحیی سریع»."""
    marked = [(place, mention) for place, mention in enumerate(mentions) if _is_marked(reading, mention)]
    starts = {mention.start - 1: place for place, mention in marked}
    ends = {mention.end + 1: place for place, mention in marked}
    return (
        starts | {mention.start: place for place, mention in enumerate(mentions)},
        ends | {mention.end: place for place, mention in enumerate(mentions)},
    )


def _is_marked(reading: Reading, mention: Mention) -> bool:
    classes = reading.classes
    return classes[mention.end] == ord(codes.INNER) and classes[mention.start - 1 : mention.start] == b"m"


def _right_behind(reading: Reading, office: Office, ends: dict[int, int]) -> bool:
    """Persian: a name right before an office is its bearer's, whatever name its institution reaches up to."""
    return reading.lexicon.verb == "last" and office.start in ends and reading.classes[office.start - 1] != ord(",")


def _name_behind(
    reading: Reading, office: Office, mentions: list[Mention], starts: dict[int, int], ends: dict[int, int]
) -> int | None:
    """The name that follows the office; in "A, the minister, and B" it is the next of a row, and no bearer."""
    place = starts.get(skip(reading, office.end, b"T_"))
    next_of_row = place is not None and office.start in ends and _joined(reading, mentions[place].start)
    return None if next_of_row else place


def _is_replaced(reading: Reading, name: int) -> bool:
    """«به جای A سرمربی … خواهد شد»: the office is another's."""
    return name > 0 and word_of(reading, name - 1) in reading.lexicon.words_of("replacing")


def _is_whose(reading: Reading, office: Office) -> bool:
    """ "The spokesman of A" is not A, but in English, where nothing tells them apart."""
    bare = skip(reading, office.start + 1, b"_") == office.end
    return bare and reading.lexicon.verb != "middle" and of_somebody(office.office)


def _is_honorific(reading: Reading, office: Office) -> bool:
    """«الزعيم» with no country and no party honours, often the dead; it is no office."""
    bare = skip(reading, office.start + 1, b"_A") == office.end and office.jurisdiction is None
    return bare and word_of(reading, office.start) in reading.lexicon.words_of("honouring_offices")


def _phrase_start(reading: Reading, token: int) -> int:
    while token > 0 and reading.classes[token] in b"_T":
        token -= 1
    return max(token, 0)


def _is_subject(reading: Reading, office: Office, mentions: list[Mention], ends: dict[int, int]) -> bool:
    """Arabic "said A head of the club that": no comma, but who says has no object beside the statement.

    Nor has what a preposition or "that" governs; elsewhere the office may be another's whom A meets.
    """
    place = ends.get(office.start)
    if place is None or reading.lexicon.verb != "first":
        return False
    begin = mentions[place].start - int(_is_marked(reading, mentions[place]))
    if _governs(reading, mentions[place].start):
        return True
    before = _phrase_start(reading, begin - 1)
    letter = reading.classes[before : before + 1] if begin else b""
    if letter in (b"", b"\n", b".", b":", b"-", b"(", b"p", b"c", b"C", b"a", b"r", b"i") or reading.words[
        reading.word[before]
    ] in reading.lexicon.words_of("before_names"):
        return True
    # "Told A the president that": whom a verb of saying may have told is another.
    definite = reading.begins(office.start, "\u0627\u0644")
    opening = mentions[place].start - reading.sentence_start(mentions[place].start) <= _OPENING
    if opening and reading.classes[begin - 1 : begin] in (b"T", b"_") and not definite:
        # "Received Dr A, head of the club, the guests": who is called by a title opens the sentence.
        return True
    return letter == b"v" and not (definite and (is_national(office.office) or office.office.endswith("minister")))


def _governs(reading: Reading, name: int) -> bool:
    """Whether a preposition is written with the name: «لمحمد»."""
    return reading.meaning(name).clitic > 0 and any(reading.begins(name, letter) for letter in _GOVERNING)


def _named_after_comma(
    reading: Reading, office: Office, forward: int, end: int, names: dict[int, int], offices: dict[int, Office]
) -> list[Claim]:
    """In "the president of Estonia, A, said" a second comma or a verb closes the name; unsure where a list goes on."""
    claim = Claim(forward, office, office.start, end, False)
    if _joined(reading, office.start):
        return [claim]
    if reading.lexicon.verb == "first" and reading.classes[_phrase_start(reading, office.start - 1)] in b"vu":
        return [claim]
    follows = skip(reading, end, b"t_")
    begins = reading.classes[office.start - 1 : office.start] in (b"", b"\n", b".", b">", b":", b",")
    closing = {"first": b"cC", "middle": b"", "last": b"v" if begins else b""}[reading.lexicon.verb]
    if reading.classes[follows : follows + 1] and reading.classes[follows] in closing:
        return [claim]
    if reading.classes[end : end + 1] != b",":
        return []
    after = skip(reading, end, b",pT_")
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
    return reading.classes[token - 1 : token] == b"&" or (reading.clitics[token] > 0 and reading.begins(token, "و"))


def _in_opening_phrase(reading: Reading, token: int) -> bool:
    """ "In a meeting with the president of Estonia, A, …": the comma may end the phrase, and A be another."""
    start = skip(reading, reading.sentence_start(token), b"\n")
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
        unsure = (
            comma
            and (
                _MAYBE_NAME.match(reading.classes, office.end) is not None
                or _has_office_before(reading, mentions[previous].start, by_end)
                # "In a meeting with A, the president said": the office is who speaks, and no comma closes it.
                or (
                    reading.lexicon.verb == "middle"
                    and reading.classes[office.end : office.end + 1] in (b"v", b"u")
                    and reading.classes[_phrase_start(reading, mentions[previous].start - 1)] in b"pf"
                )
            )
        )
        return Claim(previous, office, mentions[previous].start, office.end, unsure)
    after = mentions[forward].end
    own = reading.classes[after : after + 1] == b"," and skip(reading, after, b",") in by_start
    if own:
        return Claim(previous, office, mentions[previous].start, office.end, True)
    return Claim(forward, office, office.start, after, True)


def _before(reading: Reading, token: int) -> int:
    """End of what stands before an apposition: a comma, and in English an article, are between."""
    while token and reading.classes[token - 1] in b"p_" and reading.lexicon.verb == "middle":
        token -= 1
    marks = b"," if reading.lexicon.verb == "middle" else b",-"
    if token and reading.classes[token - 1] in marks:
        return token - 1
    return token if reading.lexicon.verb == "last" else -1
