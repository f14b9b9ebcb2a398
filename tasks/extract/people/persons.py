"""Finding persons without a list: by office, title, given name and cue, then by bare surname of those found in full.

What office a person is given belongs to `offices`; who speaks, to `speakers`.
"""

from functools import lru_cache

import numpy as np
import polars as pl

from tasks.extract.people.ids import person_id
from tasks.extract.people.mentions import Mention, Person
from tasks.extract.people.name_evidence import NoPersons, after_slots, as_long_as_told, beside_names, by_surname
from tasks.extract.people.person_patterns import name_patterns, name_spans
from tasks.extract.people.repeated import repeated
from tasks.extract.people.surnames import bare_surnames, linked_to_full_names
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading
from tasks.text.skeletons import skeletons
from warehouse.folding import fold_name


def find_persons(reading: Reading) -> list[Mention]:
    """All mentions of persons, in order; none overlaps another."""
    taken = bytearray(len(reading.tokens) + 1)
    found: list[tuple[int, int, str]] = []
    joined = _names_joined_by_and(reading)
    # The first passage begins as all others do.
    classes = b"\n" + reading.classes
    for method, pattern in name_patterns(reading.lexicon.verb):
        for start, end in name_spans(classes, pattern, joined):
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, method))
    found += by_surname(reading, taken)
    found += after_slots(reading, taken)
    nobody = NoPersons(reading)
    found = [name for name in found if not nobody.has(*name)]
    found = as_long_as_told(reading, found, taken)
    found += beside_names(reading, taken)
    found += repeated(reading, found, taken)
    found.sort()
    mentions = _with_persons(reading, found)
    mentions = linked_to_full_names(reading, mentions)
    return sorted(mentions + bare_surnames(reading, mentions, np.frombuffer(taken, dtype=np.bool_)))


def _names_joined_by_and(reading: Reading) -> frozenset[int]:
    """Tokens that are a given name behind the clitic "and", or what folding alone makes a particle: "so that"."""
    if not reading.lexicon.has_article:
        return frozenset()
    none = reading.tokens.forms.is_in(reading.lexicon.facts["names"]["no_particles"]).to_numpy()[reading.tokens.word]
    joined = reading.tokens.folded.is_in(list(reading.lexicon.behind_and())).to_numpy()[reading.tokens.word]
    given_by_itself = reading.labels.code == ord(codes.GIVEN)
    return frozenset(
        at for at in np.flatnonzero(joined).tolist() if not given_by_itself[at] or reading.meaning(at).clitic
    ).union(np.flatnonzero(none).tolist())


def _with_persons(reading: Reading, found: list[tuple[int, int, str]]) -> list[Mention]:
    """Say who is meant by each name, taken by itself."""
    names = [_name(reading, start, end) for start, end, _ in found]
    keys = name_keys([name for name, _ in names])
    ids = {name: person_id(name, key) for name, key in keys.items()}
    written = _as_written(reading, found, names)
    made = []
    for (start, end, method), (name, known) in zip(found, names, strict=True):
        if known:
            person = Person(written[reading.document_of(start), name], ids[name], True)
            made.append(Mention(start, end, person, "register"))
        else:
            several = end - start - reading.classes.count(b"_", start, end) > 1
            made.append(Mention(start, end, Person(name, ids[name], several), method))
    return made


def _as_written(
    reading: Reading, found: list[tuple[int, int, str]], names: list[tuple[str, bool]]
) -> dict[tuple[int, str], str]:
    """By document and name in the register, the fullest form the document has: its speakers are named in its script."""
    written: dict[tuple[int, str], str] = {}
    for (start, end, _), (name, known) in zip(found, names, strict=True):
        if known:
            key, surface = (reading.document_of(start), name), reading.surface(start, end)
            if surface.count(" ") > written.get(key, "").count(" ") or key not in written:
                written[key] = surface
    return written


def _name(reading: Reading, start: int, end: int) -> tuple[str, bool]:
    """The name a mention stands for, and whether the register knows it."""
    # A house behind it changes nobody: «محمد بن زايد آل نهيان».
    head = reading.classes[start : start + 2]
    if head[:1] == b"P":
        return reading.meaning(start).label, True
    # A title that is written as a given name changes nobody either: "Seyed".
    if head == b"GP" and reading.words[reading.word[start]] in reading.lexicon.words_of("honorifics"):
        return reading.meaning(start + 1).label, True
    return reading.surface(start, end), False


def name_keys(names: list[str]) -> dict[str, str]:
    """Skeleton of each name, all in one go (see `skeletons.skeleton`)."""
    words = {name: _words(name) for name in names}
    distinct = pl.DataFrame({"word": sorted({word for those in words.values() for word in those})}, {"word": pl.String})
    keyed = distinct.with_columns(skeletons(pl.col("word")).alias("key"))
    keys = dict(keyed.iter_rows())
    return {name: " ".join([keys[word] for word in those if keys[word]]) for name, those in words.items()}


# The names of a batch come twice, as mentions and as spellings.
@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    words = [word.removeprefix("ال") if len(word) > 4 else word for word in fold_name(name).split()]
    return tuple(word for word in words if word != "al")
