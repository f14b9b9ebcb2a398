"""Countries, organisations and outlets that a text names. Their names are data; persons are `persons`."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from tasks.extract.people.ids import entity_id
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools, Ints, among

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
    kind: pl.Series
    entity: pl.Series
    method: pl.Series


def find_places(reading: Reading, persons: Bools) -> Named:
    """All mentions of countries, known organisations and outlets, in order, but for those inside a person's name."""
    code = reading.labels.code
    wanted = among(code, "".join(_KINDS)) & ~persons
    # "Michael Jordan", «سارا اردن»: after a given name a country is a surname.
    wanted[1:] &= code[:-1] != ord(codes.GIVEN)
    start = np.flatnonzero(wanted)
    named = pl.DataFrame({"letter": code[start], "place": reading.labels.meaning[start]})
    known = [
        (letter, place, *_KINDS[chr(letter)], entity_id(_KINDS[chr(letter)][0], reading.lexicon.meanings[place].label))
        for letter, place in named.unique().iter_rows()
    ]
    schema = named.schema | dict.fromkeys(("kind", "method", "entity"), pl.String)
    entities = pl.DataFrame(known, schema=schema, orient="row")
    rows = named.join(entities, on=["letter", "place"], how="left", maintain_order="left")
    return Named(start, phrase_ends(reading, start), rows["kind"], rows["entity"], rows["method"])


def phrase_ends(reading: Reading, start: Ints) -> Ints:
    """The tokens behind the phrases that begin at the tokens `start`."""
    begins = np.flatnonzero(reading.labels.code != ord(codes.REST))
    # Each passage ends in a line break, so that something begins after every phrase.
    ends: Ints = begins[np.searchsorted(begins, start, side="right")]
    return ends
