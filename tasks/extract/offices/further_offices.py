"""Offices that no word for an office names: the deputies of institutions, and titles that are offices.

«معاون سیاسی استانداری» is the deputy of its head, whom nothing names; «النائب A» sits in parliament.
"""

import re

from tasks.extract.offices.institutions import deputy_of, institution_kind, jurisdiction, reach, renamed
from tasks.extract.offices.offices import Claim, Office
from tasks.extract.people.mentions import Mention
from tasks.extract.statements import phrase_end, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading
from warehouse.folding import fold

_DEPUTY = re.compile(rb"D_*")
_DEPUTY_OF = "deputy_"
_WORDS_BETWEEN = 3
# What a deputy is for, and no institution of his: "plan and budget".
_AFFAIRS = "\u0627\u0645\u0648\u0631"
_WHAT_FOR = ("plan", "programme", "project")


def deputies_of_institutions(reading: Reading, mentions: list[Mention]) -> list[Office]:
    """A deputy, a word or three for what, and the institution: in a language where adjectives stand behind."""
    if reading.lexicon.verb != "last":
        return []
    names = frozenset(mention.start for mention in mentions)
    found = []
    for match in _DEPUTY.finditer(reading.classes):
        if deputy_of(reading.lexicon.tag, reading.meaning(match.start()).label) != _DEPUTY_OF:
            continue
        at, kind = _institution(reading, match.end(), names)
        if kind is None:
            continue
        end = reach(reading, at, names)
        places = [reading.meaning(token).label for token in range(at, end) if reading.classes[token] in b"NLE"]
        former = any(reading.meaning(token).detail == "former" for token in range(match.end(), at))
        office = ("former_" if former else "") + renamed(f"{_DEPUTY_OF}{kind}_president")
        place = jurisdiction(places[0]) if len(set(places)) == 1 else None
        found.append(Office(match.start(), end, office, place, former))
    return found


def _institution(reading: Reading, at: int, names: frozenset[int]) -> tuple[int, str | None]:
    """Where the institution begins behind a deputy, and its kind; None where another word or a name comes first."""
    for _ in range(_WORDS_BETWEEN + 1):
        if at in names or reading.classes[at : at + 1] not in (b"s", b"A", b"w", b"M", b"B"):
            break
        kind = institution_kind(reading, at)
        if kind is not None and kind not in _WHAT_FOR and word_of(reading, at) != _AFFAIRS:
            return at, kind
        at = phrase_end(reading, at)
    return at, None


def claims_of_titles(reading: Reading, mentions: list[Mention]) -> list[Claim]:
    """Who is called by a title that is an office; whence, and whether no more, may stand between."""
    titles = reading.lexicon.facts["title_offices"]
    if not titles:
        return []
    labels = {fold(title): office for title, office in titles.items()}
    found = []
    for place, mention in enumerate(mentions):
        at = mention.start
        while at and reading.classes[at - 1] in b"NA_":
            at -= 1
        if not at or reading.classes[at - 1] != ord(codes.TITLE):
            continue
        office = labels.get(word_of(reading, at - 1))
        if office is None:
            continue
        places = [reading.meaning(token).label for token in range(at, mention.start) if reading.classes[token] in b"N"]
        former = any(reading.meaning(token).detail == "former" for token in range(at, mention.start))
        held = Office(at - 1, mention.start, "former_" * former + office, places[0] if places else None, former)
        found.append(Claim(place, held, at - 1, mention.end, False))
    return found
