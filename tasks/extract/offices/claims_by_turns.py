"""Offices that stand for the one who speaks: Persian news names him once and calls him by his offices in turn."""

from tasks.extract.offices.institutions import is_national
from tasks.extract.offices.offices import Claim, Office
from tasks.extract.people.mentions import Mention
from tasks.extract.words.reading import Reading

# Those of other countries are spoken about; who is quoted at length holds an office at home.
_AT_HOME = (None, "IR")
_DATELINE = 5


def claims_by_turns(
    reading: Reading, offices: list[Office], mentions: list[Mention], claims: list[Claim]
) -> list[Claim]:
    """The offices at the heads of sentences with "said" in documents in which one person alone speaks by name."""
    if reading.lexicon.verb != "last":
        return []
    speakers = _only_speakers(reading, mentions)
    claimed = {claim.office.start for claim in claims}
    elsewhere = {
        (reading.document_of(claim.start), claim.office.office): mentions[claim.mention].person.entity_id
        for claim in claims
    }
    held = {(document, person) for (document, _), person in elsewhere.items()}
    found = []
    for office in offices:
        document = reading.document_of(office.start)
        place = speakers.get(document)
        if place is None or office.start in claimed or office.former or office.jurisdiction not in _AT_HOME:
            continue
        person = mentions[place].person.entity_id
        minister_too = office.office.endswith("minister") and (document, person) in held
        if is_national(office.office) or minister_too:
            continue
        if elsewhere.get((document, office.office), person) == person and _opens(reading, office.start, office.end):
            found.append(Claim(place, office, office.start, office.end, False))
    return found


def _only_speakers(reading: Reading, mentions: list[Mention]) -> dict[int, int]:
    """By document, the first mention of the one person who opens sentences in which somebody says something.

    Who is named by a surname alone counts where nobody is named in full.
    """
    first: dict[int, int | None] = {}
    for full in (True, False):
        named = frozenset(first)
        for place, mention in enumerate(mentions):
            document = reading.document_of(mention.start)
            if mention.person.entity_id is None or mention.person.full is not full or document in named:
                continue
            if not _opens(reading, mention.start, mention.end):
                continue
            known = first.setdefault(document, place)
            if known is not None and mentions[known].person.entity_id != mention.person.entity_id:
                first[document] = None
    return {document: place for document, place in first.items() if place is not None}


def _opens(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence begins so, perhaps after whom it was taken from, and has a verb of saying."""
    at = start
    while at and reading.classes[at - 1] in b"T_":
        at -= 1
    before = reading.classes[at - 1 : at]
    # Behind a dash an apposition stands, but where a place alone stands before.
    opening = before in (b"", b"\n", b".", b">", b":") or (
        before == b"-" and at - reading.sentence_start(start) <= _DATELINE
    )
    opening = opening or (before == b"," and reading.classes[reading.sentence_start(start)] in b"apHQt")
    return opening and reading.classes.find(b"v", end, min(reading.sentence_end(end), end + 40)) >= 0
