"""The institution an office is held in: how far its name reaches, and how the office is called by it."""

import re
from functools import cache
from typing import NamedTuple

from tasks.extract.statements import word_of
from tasks.extract.words.facts import facts_of
from tasks.extract.words.reading import Reading
from tasks.languages import language
from warehouse.folding import fold

_LONGEST, _WORDS_OF_KIND = 14, 3
ANYWHERE = ""
"""The kind of an institution of which no list knows the kind."""
_OF_PORTFOLIOS = re.compile("^وال|^ال.*(?:ی|یه)$|^لل?ال|^لل")
_ARTICLED = ("ال", "لل", "وال", "بال", "ولل")


class Institution(NamedTuple):
    """It reaches from the office's words to `end` (exclusive); `kind` is null where its first word tells nothing."""

    end: int
    kind: str | None


def named(office: str, kind: str | None) -> str:
    """What `office` is called in an institution of this kind."""
    if kind == ANYWHERE:
        return str(facts_of("offices")["anywhere"].get(office, office))
    patterns = facts_of("offices")["by_institution"]
    return office if kind is None or office not in patterns else renamed(patterns[office].format(kind))


def renamed(office: str) -> str:
    """The name the world has for an office that was put together: "deputy_president" is the vice president."""
    return str(facts_of("offices")["renamed"].get(office, office))


def deputy_of(tag: str, word: str) -> str:
    """What `word` before an office makes of it: deputy_, or adviser_to_."""
    return _no_deputies(tag).get(fold(word), "deputy_")


@cache
def _no_deputies(tag: str) -> dict[str, str]:
    kinds = language(tag)["extract"]["no_deputies"].items()
    return {fold(word): prefix for prefix, words in kinds for word in words}


def jurisdiction(code: str) -> str:
    """The White House and the United States are one."""
    return str(facts_of("offices")["seats"].get(code, code))


def is_national(office: str) -> bool:
    """Whether a country has one of it, of whom everybody speaks."""
    return office in _listed("national")


def of_somebody(office: str) -> bool:
    """Whether a name right after it says whose it is, not who holds it: "the spokesman of A"."""
    return office in _listed("of_somebody")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(facts_of("offices")[key]["offices"])


def needs_institution(office: str) -> bool:
    """Whether a country is not enough to make the word an office."""
    return office in _listed("needs_institution")


def institution(reading: Reading, start: int, office: str, open_head: bool, names: frozenset[int]) -> Institution:
    """The institution that begins at `start`; it ends before any of `names`. `open_head`: anything may have one.

    A ministry is named by its office already; what is joined to it belongs to it: «وزير الفلاحة والصيد البحري».
    """
    if reading.lexicon.has_article and office.endswith("minister"):
        end = _portfolio(reading, start, names, open_head)
        return Institution(end, ANYWHERE if open_head and end > start else None)
    kind = institution_kind(reading, start) if open_head else None
    if kind is None and office not in _listed("goes_on"):
        return Institution(start, None)
    return Institution(reach(reading, start, names), kind)


def is_anywhere(office: str) -> bool:
    """Whether an institution of which no list knows the kind may have one."""
    return office in facts_of("offices")["anywhere"]


def of_towns(office: str) -> bool:
    """Whether any town may have one."""
    return office in _listed("of_towns")


def unknown(reading: Reading, start: int, names: frozenset[int], named_before: bool) -> int:
    """Where an institution ends of which no list knows the kind; `start` where there is none.

    Arabic closes it with a definite word, before the name or behind it; in Persian the name stands before all.
    """
    if reading.classes[start] not in b"swWMBS" or word_of(reading, start) in reading.lexicon.words_of(
        "no_institutions"
    ):
        return start
    end = reach(reading, start, names)
    if not reading.lexicon.has_article:
        return end if named_before else start
    closed = end > start and word_of(reading, end - 1).startswith(_ARTICLED)
    return end if closed and (named_before or _before_name(reading, end, names)) else start


def town(reading: Reading, start: int, names: frozenset[int], named_before: bool) -> int:
    """Where one or two words end that may be a town, if a name follows or one stands before; `start` where not."""
    for end in (start + 1, start + 2):
        # A tatweel that stands alone has no letter.
        if reading.classes[end - 1] not in b"swWNA" or end - 1 in names or not word_of(reading, end - 1):
            return start
        if named_before or _before_name(reading, end, names):
            return end
    return start


def _before_name(reading: Reading, at: int, names: frozenset[int]) -> bool:
    """Whether one of `names` begins here, behind a comma or a title perhaps."""
    while reading.classes[at : at + 1] and reading.classes[at] in b",T_":
        at += 1
    return at in names


def _portfolio(reading: Reading, start: int, names: frozenset[int], open_head: bool) -> int:
    """What belongs to a ministry besides its first noun: adjectives in -i, and what "and" joins to it."""
    at = start
    while at < start + _LONGEST and at not in names and reading.classes[at] in b"swWNAM&_":
        word = word_of(reading, at)
        joined = reading.classes[at] == ord("&") and word_of(reading, at + 1).startswith("ال")
        if not ((open_head and at == start and word.startswith("ال")) or _OF_PORTFOLIOS.search(word) or joined):
            break
        at += 2 if joined else 1
    # "In the caretaker government".
    return reach(reading, at, names) if at > start and word_of(reading, at).startswith("بحکوم") else at


def reach(reading: Reading, start: int, names: frozenset[int]) -> int:
    """Where an institution's name ends that begins at `start`."""
    return (_arabic if reading.lexicon.has_article else _persian)(reading, start, names)


def institution_kind(reading: Reading, start: int) -> str | None:
    """What the first word says; its article or preposition may be cut off."""
    kinds = _kinds(reading.lexicon.tag)
    longest = min(start + _WORDS_OF_KIND, len(reading.classes))
    for stop in range(longest, start, -1):
        word = " ".join(word_of(reading, at) for at in range(start, stop))
        bare = word[2:] if word.startswith("لل") else word.removeprefix("ل")
        for form in (word, "ال" + bare, bare, bare.removeprefix("ال"), word.removeprefix("ال")):
            if form in kinds:
                return kinds[form]
    return None


def kind_of(reading: Reading, word: str) -> str | None:
    """What a folded word, without its possessive, says of an institution: "their union"."""
    kinds = _kinds(reading.lexicon.tag)
    return kinds.get(word) or kinds.get(word + "\u0647")


@cache
def _kinds(tag: str) -> dict[str, str]:
    """Kind of institution by its folded first word."""
    kinds = language(tag)["extract"]["institutions"].items()
    return {" ".join(fold(word).split()): kind for kind, words in kinds for word in words}


@cache
def _stops(tag: str) -> frozenset[str]:
    """Folded words with which no institution's name goes on."""
    return frozenset(fold(word) for word in language(tag)["extract"]["institution_stops"])


def _arabic(reading: Reading, start: int, names: frozenset[int]) -> int:
    """A chain of nouns, then what has an article, a clitic "for" or "in", or is a place."""
    at, chain, stops = start, 0, _stops(reading.lexicon.tag)
    while at < start + _LONGEST and at not in names and word_of(reading, at) not in stops:
        letter = reading.classes[at : at + 1]
        if letter == b"m":
            close = reading.classes.find(b"m", at + 1, at + 7)
            if close < 0:
                break
            at, chain = close + 1, 9
            continue
        if letter == b"&" and chain and word_of(reading, at + 1).startswith("ال"):
            at += 1
            continue
        if letter in (b"s", b"w", b"W", b"M", b"f", b"B"):
            word = word_of(reading, at)
            if word.startswith(_ARTICLED):
                chain = 9
            elif word.startswith(("ل", "ب")) and at > start:
                chain = 1
            elif chain > 2 or letter == b"f":
                break
            else:
                chain += 1
        elif letter not in (b"N", b"A", b"L", b"E", b"_"):
            break
        at += 1
    return at


def _persian(reading: Reading, start: int, names: frozenset[int]) -> int:
    """Nouns joined by nothing or "and", up to a name, a verb, a preposition or a mark."""
    at, stops = start, _stops(reading.lexicon.tag)
    while (
        at < start + _LONGEST
        and at not in names
        and reading.classes[at : at + 1] in _PERSIAN
        and word_of(reading, at) not in stops
    ):
        at += 1
    if at == start + _LONGEST:
        at = start + 3
    while at > start and reading.classes[at - 1 : at] == b"&":
        at -= 1
    return at


_PERSIAN = tuple(bytes([letter]) for letter in b"swMLNEABHd_&f~m")
