"""Persons named in full once and by their surname after: whose surname a word of a document is.

A surname may be several words: «عبد العاطي», «آل نهيان», «توکل زاده»; then it counts only where all of them stand. Names
in full are found before (`persons`).
"""

import numpy as np
import polars as pl

from tasks.extract.people.ids import OWN_LETTERS, is_native
from tasks.extract.people.mentions import Mention, Person
from tasks.extract.statements import phrase_end, word_of
from tasks.extract.words import codes
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import Bools, among, one_of
from tasks.text.skeletons import LEAST_LETTERS, skeletons
from warehouse.folding import fold_name

# Arabic surnames are given names too; Persian ones, that stand alone so, are other words: «عزیز».
_LAST_VOWEL = "\u06cc"
_MAYBE_SURNAME = {True: "wWlsG", False: "wWls"}
# Behind a given name that stands alone another word of its name follows: it is no surname.
_NAME_GOES_ON = "GwWxlP"


def linked_to_full_names(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """A name of one word is the person of the same document whose surname it is, if there is one alone.

    So is a surname of the register, where the document names a native namesake in full and nobody of the register.
    """
    documents = reading.documents_of(np.array([mention.start for mention in mentions], dtype=np.int64)).tolist()
    keys = [*zip(documents, map(_plain, _surnames_of(reading, mentions)), strict=True)]
    surnames: dict[tuple[int, str], set[Person]] = {}
    bare = [mention.method == "register" and mention.end - mention.start == 1 for mention in mentions]
    for mention, key, alone in zip(mentions, keys, bare, strict=True):
        if mention.person.full and not alone:
            surnames.setdefault(key, set()).add(mention.person)
    linked = []
    for mention, key, alone in zip(mentions, keys, bare, strict=True):
        if alone:
            owners = surnames.get(key, set())
            names = {person.entity_id for person in owners}
            if len(names) == 1 and mention.person.entity_id not in names and all(is_native(p.name) for p in owners):
                mention = mention._replace(person=min(owners, key=lambda person: person.name), method="surname")
        elif not mention.person.full:
            owners = surnames.get(key, set())
            if len({person.entity_id for person in owners}) == 1:
                mention = mention._replace(person=min(owners, key=lambda person: person.name), method="surname")
        linked.append(mention)
    return linked


def _plain(surname: str) -> str:
    return surname.removeprefix("\u0627\u0644")


def bare_surnames(reading: Reading, mentions: list[Mention], taken: Bools) -> list[Mention]:
    """Words of a document that are the surname of a person named elsewhere in it; unlinked where two bear it."""
    heads = [m for m in mentions if m.method != "register" or m.end - m.start > 1]
    known = _known(reading, heads)
    hits = pl.concat(
        [_of_one_word(reading, known, taken), _of_several_words(reading, known, taken)]
    )  # begin, end, person, clitic
    found: dict[int, Mention] = {}
    until = 0
    for start, end, owner, letters in hits.unique().sort("start", -pl.col("end"), "person", "clitic").iter_rows():
        if start < until and start not in found:
            continue
        if reading.classes[start] == ord(codes.GIVEN) and (letters or reading.clitics[start]):
            continue
        person = heads[owner].person
        mention = found.setdefault(start, Mention(start, end, person, "surname", letters))
        until = max(until, mention.end)
        if end == mention.end and mention.person.entity_id != person.entity_id:
            found[start] = mention._replace(person=mention.person._replace(entity_id=None))
    return list(found.values())


_HITS = ("start", "end", "person", "clitic")


def _of_one_word(reading: Reading, known: pl.DataFrame, taken: Bools) -> pl.DataFrame:
    """Single tokens that are one of the surnames `known`, as written, without a clitic or by a long skeleton."""
    tokens, code = reading.tokens, reading.labels.code
    free = ~taken[:-1] & among(code, _MAYBE_SURNAME[reading.lexicon.has_article])
    following = np.append(code[1:], np.array([ord(codes.END)], dtype=np.uint8))[: len(code)]
    free &= ~((code == ord(codes.GIVEN)) & among(following, _NAME_GOES_ON)) & (following != ord(codes.REST))
    at = np.flatnonzero(free)
    standing = np.zeros(len(tokens.forms), dtype=np.bool_)
    standing[tokens.word[at]] = True
    forms = _surname_forms(reading, standing, pl.concat([known["word"], known["key"]]))
    words = pl.DataFrame({"start": at, "document": reading.documents_of(at), "form": tokens.word[at]})
    words = words.join(forms, on="form").with_columns((pl.col("start") + 1).alias("end"))
    return pl.concat(
        words.select("start", "end", "document", pl.col(how).alias(same), clitic)
        .drop_nulls()
        .join(known.select("document", same, "person"), on=["document", same])
        .select(_HITS)
        for how, same, clitic in (
            ("word", "word", pl.lit(0).alias("clitic")),
            ("stem", "word", pl.col("clitic")),
            ("key", "key", pl.lit(0).alias("clitic")),
        )
    )


def _of_several_words(reading: Reading, known: pl.DataFrame, taken: Bools) -> pl.DataFrame:
    """Runs of a particle, a word and its tail that are one of the surnames `known`."""
    code, free = reading.labels.code, ~taken[:-1]
    maybe = among(code, _MAYBE_SURNAME[reading.lexicon.has_article]) & free
    before = np.append([False], (code == ord(codes.PARTICLE))[:-1] & free[:-1])[: len(code)]
    goes_on = np.append((code == ord(codes.REST))[1:], [False])[: len(code)]
    spans = [
        (at - int(before[at]), phrase_end(reading, at))
        for at in np.flatnonzero(maybe & (before | (goes_on & among(code, "Gw")))).tolist()
    ]
    at = np.array([start for start, _ in spans], dtype=np.int64)
    words = pl.DataFrame(
        {
            "start": at,
            "end": pl.Series([end for _, end in spans], dtype=pl.Int64),
            "document": reading.documents_of(at),
            "word": pl.Series([_joined(reading, start, end) for start, end in spans], dtype=pl.String),
        }
    )
    words = words.join(known.select("document", "word", "person"), on=["document", "word"])
    return words.with_columns(pl.lit(0).alias("clitic")).select(_HITS)


def _joined(reading: Reading, start: int, end: int) -> str:
    """The words of some tokens as one, the clitic of the first left out; «أبي» is «أبو»."""
    words = [reading.words[reading.word[at]] for at in range(start, end)]
    words[0] = words[0][reading.clitics[start] :]
    fathers = [*map(fold_name, reading.lexicon.facts["names"]["fathers"])]
    words[0] = fathers[0] if words[0] in fathers else words[0]
    return "".join(words)


def _surnames_of(reading: Reading, mentions: list[Mention]) -> list[str]:
    """The surname of each mention, folded, as one word: mostly its last word."""
    ends = np.array([mention.end - 1 for mention in mentions], dtype=np.int64)
    names: list[str] = reading.tokens.folded.gather(reading.tokens.word[ends]).to_list()
    stays = reading.lexicon.words_of("staying_particles")
    # Of the others a tail or a particle may belong to it.
    code = reading.labels.code
    parts = (code[ends] == ord(codes.REST)) | (code[ends - 1] == ord(codes.PARTICLE))
    for place in np.flatnonzero(parts).tolist():
        mention = mentions[place]
        head = mention.end - 1
        while head > mention.start and reading.classes[head] == ord(codes.REST):
            head -= 1
        if reading.classes[head] not in b"Gw":
            head = mention.end - 1
        if head > mention.start and reading.classes[head - 1] == ord(codes.PARTICLE):
            word = reading.words[reading.word[head - 1]][reading.clitics[head - 1] :]
            head -= word in stays
        if head < mention.end - 1:
            names[place] = _joined(reading, head, mention.end)
    return names


def _known(reading: Reading, heads: list[Mention]) -> pl.DataFrame:
    """Document, surname and its skeleton for each name; `person` is a place in `heads`."""
    schema = {"document": pl.Int64, "word": pl.String, "person": pl.Int64, "entity": pl.String}
    known = list(enumerate(_surnames_of(reading, heads)))
    # Whence somebody is may be left out again.
    origins = {fold_name(word) for word in reading.lexicon.facts["names"]["origins"]}
    last = [
        (place, head.end - 1) for place, head in enumerate(heads) if reading.classes[head.end - 1] == ord(codes.REST)
    ]
    known += [(place, word_of(reading, at - 1)) for place, at in last if word_of(reading, at) in origins]
    starts = np.array([heads[place].start for place, _ in known], dtype=np.int64)
    columns = {
        "document": reading.documents_of(starts),
        "word": [word for _, word in known],
        "person": [place for place, _ in known],
        "entity": [heads[place].person.entity_id or heads[place].person.name for place, _ in known],
    }
    names = reading.lexicon.facts["names"]
    unsure = {fold_name(word) for word in (*names["given_words"], *names["given_before_surnames"])}
    common = pl.col("word").is_in(one_of(reading.lexicon.common)) | pl.col("word").is_in(list(unsure))
    # Two bearers of a surname are enough to know that it is unsure; more would only make the joins grow.
    return (
        pl.DataFrame(columns, schema=schema)
        .filter(~common, pl.col("word").str.len_chars() > 2)
        .unique(["document", "word", "entity"], keep="first", maintain_order=True)
        .group_by("document", "word", maintain_order=True)
        .head(2)
        .with_columns(_by_ear(pl.col("word")))
    )


def _by_ear(word: pl.Expr) -> pl.Expr:
    """Skeleton and last vowel, which all scripts write: who sits on the bench is not the sitting."""
    return pl.concat_str(skeletons(word), word.str.extract(f"({_LAST_VOWEL}?)$")).alias("key")


def _surname_forms(reading: Reading, standing: Bools, names: pl.Series) -> pl.DataFrame:
    """The forms `standing` free that may be one of `names`, as written, without a clitic, or by a long skeleton.

    Forms first, tokens after: a shard has a tenth as many forms as tokens, and few of them are anybody's surname.
    """
    word, common = pl.col("word"), one_of(reading.lexicon.common)
    # The article loses its alef to "for": للحداد is for الحداد.
    stem = word.str.replace("^[وف]?لل", "ال").str.replace("^[وفبلک]", "") if reading.lexicon.has_article else word
    forms = pl.DataFrame({"word": reading.tokens.folded}).with_columns(pl.int_range(pl.len()).alias("form"))
    forms = forms.filter(pl.Series(standing)).filter(word.str.len_chars() > 2, ~word.is_in(common))
    # Foreign surnames alone are spelled by ear.
    foreign = pl.when(~word.str.contains(OWN_LETTERS)).then(word)
    forms = forms.with_columns(stem.alias("stem"), _by_ear(foreign))
    cut_off = word.str.len_chars().cast(pl.Int32) - pl.col("stem").str.len_chars().cast(pl.Int32)
    forms = forms.with_columns(
        pl.when(word.str.contains("^[وف]?لل")).then(cut_off + 2).otherwise(cut_off).alias("clitic")
    )
    forms = forms.with_columns(pl.when(pl.col("clitic") > 0).then("stem"))
    by_ear = pl.col("key").str.strip_chars_end(_LAST_VOWEL).str.len_chars() >= LEAST_LETTERS
    forms = forms.with_columns(pl.when(by_ear).then("key"))
    return forms.filter(pl.any_horizontal(pl.col(column).is_in(names.implode()) for column in ("word", "stem", "key")))
