"""Finding persons without a list: by office, title, given name and cue, then by bare surname of those found in full.

What office a person is given belongs to `offices`; who speaks, to `speakers`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import polars as pl

from tasks.extract import codes
from tasks.extract.ids import person_id
from tasks.extract.name_evidence import NoPersons, beside_names, by_surname
from tasks.extract.person_patterns import name_patterns, name_spans
from tasks.extract.reading import Reading
from tasks.extract.tokens import Bools, among
from tasks.text.skeletons import LEAST_LETTERS, skeletons
from warehouse.folding import fold


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known within one document: `full` where given name and surname stand in it or in the register."""

    name: str
    entity_id: str | None
    full: bool


class Mention(NamedTuple):
    """Tokens `start` to `end` (exclusive) name `person`; `clitic` letters of the first are not the name's."""

    start: int
    end: int
    person: Person
    method: str
    clitic: int = 0


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
    nobody = NoPersons(reading)
    found = [name for name in found if not nobody.has(name[0], name[1])]
    found += beside_names(reading, taken)
    found.sort()
    mentions = _with_persons(reading, found)
    mentions = _linked_to_full_names(reading, mentions)
    return sorted(mentions + _bare_surnames(reading, mentions, np.frombuffer(taken, dtype=np.bool_)))


def _names_joined_by_and(reading: Reading) -> frozenset[int]:
    """Tokens that are a given name behind the clitic "and"."""
    if not reading.lexicon.has_article:
        return frozenset()
    names = reading.lexicon.facts["names"]
    given = {fold(name) for name in (*names["given"], *names["not_common"])}
    joined = reading.tokens.folded.is_in(["و" + name for name in given]).to_numpy()[reading.tokens.word]
    given_by_itself = reading.labels.code == ord(codes.GIVEN)
    return frozenset(
        at for at in np.flatnonzero(joined).tolist() if not given_by_itself[at] or reading.meaning(at).clitic
    )


def _with_persons(reading: Reading, found: list[tuple[int, int, str]]) -> list[Mention]:
    """Say who is meant by each name, taken by itself."""
    names = [_name(reading, start, end) for start, end, _ in found]
    keys = name_keys([name for name, _ in names])
    ids = {name: person_id(name, key) for name, key in keys.items()}
    written = _as_written(reading, found, names)
    made = []
    for (start, end, method), (name, known) in zip(found, names, strict=True):
        several = end - start - reading.classes.count(b"_", start, end) > 1
        shown = written[reading.document_of(start), name] if known else name
        made.append(Mention(start, end, Person(shown, ids[name], known or several), "register" if known else method))
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
    if reading.classes[start:end].rstrip(b"_") == b"P":
        return reading.meaning(start).label, True
    return reading.surface(start, end), False


def name_keys(names: list[str]) -> dict[str, str]:
    """Skeleton of each name, all in one go (see `skeletons.skeleton`)."""
    distinct = sorted(set(names))
    words = pl.DataFrame(
        {"name": distinct, "word": [" ".join(_words(name)) for name in distinct]},
        schema={"name": pl.String, "word": pl.String},
    )
    keyed = (
        words.with_columns(pl.col("word").str.split(" "))
        .explode("word")
        .with_columns(skeletons(pl.col("word")).alias("key"))
        .filter(pl.col("key") != "")
    )
    joined = keyed.group_by("name", maintain_order=True).agg(pl.col("key").str.join(" "))
    keys = dict(zip(joined["name"].to_list(), joined["key"].to_list(), strict=True))
    return {name: keys.get(name, "") for name in distinct}


# The names of a batch come twice, as mentions and as spellings; folding them one by one is a twentieth of the stage.
@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    words = [word.removeprefix("ال") if len(word) > 4 else word for word in fold(name).split()]
    return tuple(word for word in words if word != "al")


def _linked_to_full_names(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """A name of one word is the person of the same document whose surname it is, if there is one alone."""
    last = _folded(reading, [mention.end - 1 for mention in mentions])
    surnames: dict[tuple[int, str], set[Person]] = {}
    for mention, surname in zip(mentions, last, strict=True):
        if mention.person.full:
            surnames.setdefault((reading.document_of(mention.start), surname), set()).add(mention.person)
    linked = []
    for mention, word in zip(mentions, _folded(reading, [mention.start for mention in mentions]), strict=True):
        if not mention.person.full:
            owners = surnames.get((reading.document_of(mention.start), word), set())
            if len({person.entity_id for person in owners}) == 1:
                mention = mention._replace(person=min(owners, key=lambda person: person.name), method="surname")
        linked.append(mention)
    return linked


def _folded(reading: Reading, at: list[int]) -> list[str]:
    """The words of tokens in one spelling and without article."""
    words = reading.tokens.folded.gather(reading.tokens.word[np.array(at, dtype=np.int64)])
    return words.str.strip_prefix("ال").to_list()


# Arabic surnames are given names too; Persian ones, that stand alone so, are other words: «عزیز».
_MAYBE_SURNAME = {True: "wWlsG", False: "wWls"}


def _bare_surnames(reading: Reading, mentions: list[Mention], taken: Bools) -> list[Mention]:
    """Words of a document that are the surname of a person named elsewhere in it; unlinked where two bear it."""
    tokens = reading.tokens
    heads = [m for m in mentions if m.method != "register" or m.end - m.start > 1]
    known = _surnames(reading, heads)
    forms = _surname_forms(reading, pl.concat([known["word"], known["key"]]))
    wanted = np.zeros(len(tokens.forms), dtype=np.bool_)
    wanted[forms["form"].to_numpy()] = True
    free = wanted[tokens.word] & ~taken[:-1] & among(reading.labels.code, _MAYBE_SURNAME[reading.lexicon.has_article])
    at = np.flatnonzero(free)
    document = np.array(reading.document, dtype=np.int64)[tokens.passage[at]]
    words = pl.DataFrame({"token": at, "document": document, "form": tokens.word[at]}).join(forms, on="form")
    hits = pl.concat(
        words.select("token", "document", pl.col(how).alias(same), clitic)
        .drop_nulls()
        .join(known.select("document", same, "person"), on=["document", same])
        .select("token", "person", "clitic")
        for how, same, clitic in (
            ("word", "word", pl.lit(0).alias("clitic")),
            ("stem", "word", pl.col("clitic")),
            ("key", "key", pl.lit(0).alias("clitic")),
        )
    )
    found: dict[int, Mention] = {}
    for token, owner, letters in hits.unique().sort("token", "person", "clitic").iter_rows():
        if reading.classes[token] == ord(codes.GIVEN) and (letters or reading.meaning(token).clitic):
            continue
        person = heads[owner].person
        mention = found.setdefault(token, Mention(token, token + 1, person, "surname", letters))
        if mention.person.entity_id != person.entity_id:
            found[token] = mention._replace(person=replace(mention.person, entity_id=None))
    return list(found.values())


def _surnames(reading: Reading, heads: list[Mention]) -> pl.DataFrame:
    """Document, word and skeleton of the last word of each name; `person` is a place in `heads`."""
    schema = {"document": pl.Int64, "word": pl.String, "person": pl.Int64, "entity": pl.String}
    columns = {
        "document": [reading.document_of(m.start) for m in heads],
        "word": reading.tokens.folded.gather([int(reading.tokens.word[m.end - 1]) for m in heads]),
        "person": list(range(len(heads))),
        "entity": [mention.person.entity_id or mention.person.name for mention in heads],
    }
    common = pl.col("word").is_in(list(reading.lexicon.common))
    # Two bearers of a surname are enough to know that it is unsure; more would only make the joins grow.
    return (
        pl.DataFrame(columns, schema=schema)
        .filter(~common, pl.col("word").str.len_chars() > 2)
        .unique(["document", "word", "entity"], keep="first", maintain_order=True)
        .group_by("document", "word", maintain_order=True)
        .head(2)
        .with_columns(skeletons(pl.col("word")).alias("key"))
    )


def _surname_forms(reading: Reading, names: pl.Series) -> pl.DataFrame:
    """The forms of the reading that may be one of `names`, as written, without a clitic, or by a long skeleton.

    Forms first, tokens after: a shard has a tenth as many forms as tokens, and few of them are anybody's surname.
    """
    word, common = pl.col("word"), list(reading.lexicon.common)
    # The article loses its alef to "for": للحداد is for الحداد.
    stem = word.str.replace("^[وف]?لل", "ال").str.replace("^[وفبلک]", "") if reading.lexicon.has_article else word
    forms = pl.DataFrame({"word": reading.tokens.folded}).with_columns(pl.int_range(pl.len()).alias("form"))
    forms = forms.filter(word.str.len_chars() > 2, ~word.is_in(common))
    forms = forms.with_columns(stem.alias("stem"), skeletons(word).alias("key"))
    cut_off = word.str.len_chars().cast(pl.Int32) - pl.col("stem").str.len_chars().cast(pl.Int32)
    forms = forms.with_columns(
        pl.when(word.str.contains("^[وف]?لل")).then(cut_off + 2).otherwise(cut_off).alias("clitic")
    )
    forms = forms.with_columns(pl.when(pl.col("clitic") > 0).then("stem"))
    forms = forms.with_columns(pl.when(pl.col("key").str.len_chars() >= LEAST_LETTERS).then("key"))
    return forms.filter(pl.any_horizontal(pl.col(column).is_in(names.implode()) for column in ("word", "stem", "key")))


def at_tokens(mentions: list[Mention]) -> dict[int, int]:
    """Place in `mentions` of the mention each token belongs to."""
    return {token: place for place, mention in enumerate(mentions) for token in range(mention.start, mention.end)}
