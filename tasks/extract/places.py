"""Countries, organisations and outlets that a text names. Their names are data; persons are `persons`."""

from typing import NamedTuple

import numpy as np

from tasks.extract import codes
from tasks.extract.reading import Reading
from tasks.extract.tokens import Bools


class Named(NamedTuple):
    """Tokens `start` to `end` (exclusive) name what `label` stands for."""

    start: int
    end: int
    kind: str
    label: str
    method: str


_KINDS = {
    codes.PLACE: ("place", "country_name"),
    codes.NISBA: ("place", "nisba"),
    codes.ORGANISATION: ("organisation", "register"),
    codes.OUTLET: ("organisation", "outlet"),
}


def find_places(reading: Reading, persons: Bools) -> list[Named]:
    """All mentions of countries, known organisations and outlets, in order, but for those inside a person's name."""
    wanted = np.isin(reading.labels.code, np.frombuffer("".join(_KINDS).encode("ascii"), dtype=np.uint8)) & ~persons
    # "Michael Jordan", «سارا اردن»: after a given name a country is a surname.
    before = np.append(np.zeros(1, dtype=np.uint8), reading.labels.code[:-1])
    wanted &= before != ord(codes.GIVEN)
    found = []
    for start in np.flatnonzero(wanted).tolist():
        kind, method = _KINDS[chr(reading.classes[start])]
        end = start + 1
        while reading.classes[end : end + 1] == b"_":
            end += 1
        found.append(Named(start, end, kind, reading.meaning(start).label, method))
    return found
