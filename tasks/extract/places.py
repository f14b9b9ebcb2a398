"""Countries, organisations and outlets that a text names. Their names are data; persons are `persons`."""

from dataclasses import dataclass

import numpy as np

from tasks.extract import codes
from tasks.extract.ids import entity_id
from tasks.extract.reading import Reading
from tasks.extract.tokens import Bools, Ints, among

_KINDS = {
    codes.PLACE: ("place", "country_name"),
    codes.NISBA: ("place", "nisba"),
    codes.ORGANISATION: ("organisation", "register"),
    codes.OUTLET: ("organisation", "outlet"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What is named where, a row a mention: tokens `start` to `end` (exclusive), and the entity they stand for.

    Columns, not a list of objects: three of four mentions are these, and making objects of them cost a tenth of the stage.
    """

    start: Ints
    end: Ints
    kind: list[str]
    entity: list[str]
    method: list[str]


def find_places(reading: Reading, persons: Bools) -> Named:
    """All mentions of countries, known organisations and outlets, in order, but for those inside a person's name."""
    code = reading.labels.code
    wanted = among(code, "".join(_KINDS)) & ~persons
    # "Michael Jordan", «سارا اردن»: after a given name a country is a surname.
    wanted[1:] &= code[:-1] != ord(codes.GIVEN)
    start = np.flatnonzero(wanted)
    begins = np.flatnonzero(code != ord(codes.REST))
    # Each passage ends in a line break, so that something begins after every mention.
    end = begins[np.searchsorted(begins, start, side="right")]
    kinds = [_KINDS[chr(letter)] for letter in code[start].tolist()]
    entities: dict[tuple[str, int], str] = {}
    entity = []
    for (kind, _), place in zip(kinds, reading.labels.meaning[start].tolist(), strict=True):
        if (kind, place) not in entities:
            entities[kind, place] = entity_id(kind, reading.lexicon.meanings[place].label)
        entity.append(entities[kind, place])
    return Named(start, end, [kind for kind, _ in kinds], entity, [method for _, method in kinds])
