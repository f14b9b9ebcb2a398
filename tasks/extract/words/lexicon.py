"""What the words of one language mean to extraction: the TOML facts turned into tables that arrays can be looked up in.

Only reading and indexing; giving the classes to tokens is `labels`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.countries import countries_by_name, country_names, nisba_forms
from tasks.extract.words.cue_phrases import add_cues
from tasks.extract.words.facts import extract_facts, facts_of, given_names
from tasks.extract.words.meanings import Meaning
from tasks.extract.words.spellings import Spellings
from tasks.extract.words.tokens import Bytes, Ints
from tasks.languages import language, tags
from tasks.text.outlets import outlets, source_cues
from warehouse.folding import fold

NEEDS_COUNTRY = "with a country"
"""Detail of an office word that is an office only with a country or an organisation."""


@dataclass(slots=True)
class Lexicon:
    """Phrases of one language, whose `spellings` lead to places in `meanings`.

    When it is sealed, `numbers` gives the words numbers, from 1; `longest` says of each word's number how many words the
    longest phrase has that begins with it, `later` has bit n where it stands n words behind the beginning of one, and
    `alone` which meaning it has by itself, or -1; `hashes[n]` has the hashes of the phrases of n words, in order, and
    their meanings; `letters` and `clitics` are the codes and clitics of `meanings`, and of no meaning behind the last.
    """

    tag: str
    facts: dict[str, Any]
    # Where the verb stands: first, middle or last; whether names begin with a capital; whether words carry article and
    # clitics, as in Arabic; the labels of participles that report, those that urge included.
    verb: str = field(init=False)
    capitals: bool = field(init=False)
    has_article: bool = field(init=False)
    participles: frozenset[str] = field(init=False)
    spellings: Spellings = field(default_factory=Spellings)
    meanings: list[Meaning] = field(default_factory=list)
    common: frozenset[str] = frozenset()
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    longest: Bytes = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    later: Bytes = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    alone: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    letters: Bytes = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    clitics: Bytes = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    hashes: dict[int, tuple["np.ndarray[Any, np.dtype[np.uint64]]", Ints]] = field(default_factory=dict)
    # By meaning, and one for none: whether it is a cue under a condition only (see `unsure_cues`).
    conditional: "np.ndarray[Any, np.dtype[np.bool_]]" = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))

    def __post_init__(self) -> None:
        """Take from the facts what is asked at every token."""
        self.verb, self.capitals = str(self.facts["verb"]), bool(self.facts["capitals"])
        self.has_article = bool(self.facts["clitics"])
        self.participles = frozenset(word for words in self.facts.get("participles", {}).values() for word in words)

    @property
    def without_that(self) -> frozenset[str]:
        """Labels of cues to which no "that" belongs."""
        return frozenset(self.facts.get("objects", {}).get("no_that", ()))

    def words_of(self, key: str) -> frozenset[str]:
        """The words listed under `key`, folded; none where the language has no such list."""
        if key not in self.lists:
            self.lists[key] = frozenset(fold(word) for word in self.facts.get(key, ()))
        return self.lists[key]

    def behind_and(self) -> frozenset[str]:
        """Given names with the clitic "and", folded."""
        if "behind_and" not in self.lists:
            names = self.facts["names"]
            listed = (*names["given"], *names["foreign"], *names["not_common"])
            self.lists["behind_and"] = frozenset("و" + fold(name) for name in listed)
        return self.lists["behind_and"]

    def add(self, phrase: str, meaning: Meaning, clitics: Collection[str] = ()) -> None:
        """Take `phrase` in under all ways to write it; what was taken in first stays."""
        clitics = tuple(clitics)
        self.spellings.add(phrase, self._mean(meaning, clitics), clitics)

    def add_words(self, words: Iterable[str], code: str, clitics: Collection[str]) -> None:
        """Take many single words of one class in at once, none of which needs a meaning of its own."""
        self.spellings.add_words(words, self._mean(Meaning(code), tuple(clitics)), clitics)

    def _mean(self, meaning: Meaning, clitics: tuple[str, ...]) -> int:
        """Place of `meaning`, behind which it stands with clitics of one letter and more."""
        place, (code, label, detail, _) = len(self.meanings), meaning
        self.meanings.append(meaning)
        for letters in range(1, max(map(len, clitics), default=0) + 1):
            self.meanings.append(Meaning(code, label, detail, letters))
        return place

    def seal(self) -> "Lexicon":
        """Index the phrases for lookup by hash; call once, when all is taken in."""
        table = self.spellings.table()
        words = table["phrase"].str.split(" ")
        encoded = words.explode().to_arrow().dictionary_encode()
        self.numbers = dict(zip(encoded.dictionary.to_pylist(), range(1, len(encoded.dictionary) + 1), strict=True))
        keys = ("cues_with_subject", "cues_of_thought", "cues_before_that", "cues_with_word")
        unsure = frozenset(word for key in keys for word in self.facts.get(key, ()))
        self.conditional = np.array([m.label in unsure and m.code in "vuk" for m in self.meanings] + [False])
        self.longest, self.later = np.zeros((2, len(self.numbers) + 1), dtype=np.uint8)
        self.alone = np.full(len(self.numbers) + 1, -1, dtype=np.int64)
        self.letters = np.array([*(ord(meaning.code) for meaning in self.meanings), 0], dtype=np.uint8)
        self.clitics = np.array([*(meaning.clitic for meaning in self.meanings), 0], dtype=np.uint8)
        numbers, n_words = encoded.indices.to_numpy().astype(np.int64) + 1, words.list.len().cast(pl.Int64).to_numpy()
        place, first = table["place"].to_numpy(), np.cumsum(n_words) - n_words
        for n in range(1, n_words.max() + 1):
            at = np.flatnonzero(n_words == n)
            phrases = numbers[first[at, None] + np.arange(n)]
            self.longest[phrases[:, 0]] = n
            for k in range(1, n):
                self.later[phrases[:, k]] |= 1 << k
            if n == 1:  # what was taken in first stays
                self.alone[phrases[::-1, 0]] = place[at[::-1]]
            elif len(at):
                hashes = hash_rows(phrases)
                order = np.argsort(hashes, kind="stable")
                order = order[np.append([True], np.diff(hashes[order]) > 0)]
                self.hashes[n] = hashes[order], place[at[order]]
        return self


def hash_rows(numbers: Ints) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """One 64-bit number for each row of word numbers."""
    hashed = np.zeros(len(numbers), dtype=np.uint64)
    for column in numbers.T:
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + column.astype(np.uint64) + np.uint64(1)
    return hashed


@cache
def lexicon(tag: str) -> Lexicon | None:
    """The lexicon of the language `tag` (BCP 47); None where there are no facts of extraction for it."""
    if tag not in tags() or "extract" not in language(tag):
        return None
    made = Lexicon(tag, extract_facts(tag))
    add_cues(made)
    _add_offices(made)
    _add_names(made)
    _add_outlets(made)
    _add_plain(made)
    words = files("tasks.extract").joinpath("lists", f"common_words_{tag}.txt").read_text(encoding="utf-8").split("\n")
    made.common = frozenset(word for line in words if not line.startswith("#") for word in line.split())
    made.common |= {fold(word) for word in made.facts["names"]["not_names"]}
    made.common |= made.words_of("own_words")
    made.common |= {fold(word) for words in made.facts["institutions"].values() for word in words if " " not in word}
    made.common -= {fold(word) for word in made.facts["names"]["not_common"]}
    return made.seal()


def _add_offices(made: Lexicon) -> None:
    clitics = tuple(made.facts["place_clitics"])
    for office, phrases in made.facts["offices"].items():
        for phrase in phrases:
            detail = NEEDS_COUNTRY if phrase in made.facts["offices_with_country"] else ""
            made.add(phrase, Meaning(codes.OFFICE, office, detail), clitics)
    _add_unsure_countries(made)
    for country, names in country_names(made.tag, made.facts["countries"]).items():
        for name in names:
            # A short name with a clitic is too often another word.
            usable = [c for c in clitics if len(name) > 3 or c in ("و", "ب", "ل")]
            made.add(name, Meaning(codes.PLACE, country), usable)
    for country, form in nisba_forms(made.facts["nisbas"], made.has_article, made.capitals):
        made.add(form, Meaning(codes.NISBA, country), clitics)


def _add_unsure_countries(made: Lexicon) -> None:
    """Names of countries that are other words too: «پرو», "Georgia". What is no country's name is not a place at all."""
    facts = made.facts
    countries = countries_by_name(made.tag, facts["countries"])
    for phrase in (*facts["not_places"]["words"], *facts["not_nisbas"]["words"]):
        country = countries.get(fold(phrase))
        unsure = Meaning(codes.UNSURE_COUNTRY, country or "", codes.PLACE)
        made.add(phrase, unsure if country else Meaning(codes.COMMON, "not a place"), facts["place_clitics"])
    for country, form in nisba_forms(facts["nisbas_beside_office"], made.has_article, made.capitals):
        made.add(form, Meaning(codes.UNSURE_COUNTRY, country, codes.NISBA))


def _add_names(made: Lexicon) -> None:
    clitics = tuple(made.facts["place_clitics"])
    for person, names in facts_of("people")["people"].items():
        for name in (person, *names):
            made.add(name, Meaning(codes.PERSON, person), clitics)
    for phrase in (*made.facts["names"]["saints"], *made.facts["names"]["cities"]):
        made.add(phrase, Meaning(codes.COMMON, "nobody"), clitics)
    # كريم is no "like Reem": the rarer clitics, and all but "and" before short names, do more harm than good.
    short, long = [c for c in clitics if c == "و"], [c for c in clitics if c in "وفبل"]
    plain: list[str] = []
    others: list[str] = []
    for name in given_names(made.facts["names"]):
        (plain if name.isalpha() and not name.startswith("ال") else others).append(name)
    for name in others:
        made.add(name, Meaning(codes.GIVEN, name), long if len(name) > 3 else short)
    made.add_words([name for name in plain if len(name) <= 3], codes.GIVEN, short)
    made.add_words([name for name in plain if len(name) > 3], codes.GIVEN, long)
    made.add_words(made.facts["names"]["foreign"], codes.GIVEN, long)


def _add_outlets(made: Lexicon) -> None:
    clitics = tuple(made.facts["place_clitics"])
    kind_words = source_cues()["kind_words"].get(made.tag, {})
    for source in outlets():
        detail = source.kind if source.kind in ("agency", "platform") else "outlet"
        platform = detail == "platform"
        sure = codes.PLATFORM if platform else codes.OUTLET
        unsure = codes.PLATFORM_AFTER_CUE if platform else codes.OUTLET_AFTER_CUE
        for name in source.names:
            made.add(name, Meaning(sure, source.name, detail), clitics)
        for name in source.after_cue:
            made.add(name, Meaning(unsure, source.name, detail), clitics)
        for word, name in product(kind_words.get(source.kind, ()), (*source.after_cue, *source.after_kind)):
            made.add(f"{word} {name}", Meaning(sure, source.name, detail), clitics)
    for code, names in facts_of("organisations").items():
        for name in (*names["ar"], *names["fa"], *names["en"]):
            made.add(name, Meaning(codes.ORGANISATION, code), clitics)


def _add_plain(made: Lexicon) -> None:
    clitics = tuple(made.facts["clitics"])
    cues = source_cues()
    for phrases, code in (
        (cues["cues"]["interview"], codes.INTERVIEW),
        (cues["attribution"].get(made.tag, ()), codes.ATTRIBUTION),
        (cues["media"].get(made.tag, ()), codes.MEDIA),
    ):
        for phrase in phrases:
            made.add(phrase.removesuffix("ـ").strip(), Meaning(code, phrase), made.facts["place_clitics"])
    for key, code in (
        ("deputies", codes.DEPUTY), ("belongings", codes.BELONGING), ("titles", codes.TITLE),
        ("same_speaker", codes.SAME),
        ("groups", codes.GROUP), ("sources", codes.SOURCE), ("adjectives", codes.ADJECTIVE), ("time_words", codes.TIME),
        ("pronouns", codes.PRONOUN), ("linking_prepositions", codes.LINKING), ("name_particles", codes.PARTICLE),
        ("prepositions", codes.PREPOSITION),
    ):  # fmt: skip
        for phrase in made.facts[key]:
            former = "former" if key == "adjectives" and phrase in made.facts["former"] else ""
            made.add(phrase, Meaning(code, phrase, former), clitics)
