"""Sources that no list of outlets knows: statements and reports with who issued them, programmes, sites.

Each begins with a word of its own («بيان», «برنامج», «روابط عمومی»), so that few tokens are looked at. Agencies and
outlets by name are `attributions`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from tasks.extract.offices.institutions import kind_of, reach
from tasks.extract.sources.talks import said_around, spoken_to, talked_before
from tasks.extract.statements import last_of, phrase_end, word_of
from tasks.extract.words.particles import AND, BY, FOR, THE
from tasks.extract.words.reading import Reading
from tasks.text.outlets import source_cues, source_words
from warehouse.folding import fold

_BACK = 6
# A programme's name stands in marks, or after "in" where somebody takes part in it: «في مداخلة لها في …».
_ON_AIR = re.compile(
    rb"[sS](?:[swW]_*){0,2}m(?P<marked>[^m\n.]{1,6})m|[sS](?:[sp]_*){0,2}f_*(?P<plain>[wl](?:[wWl])?)(?=[tcd,.])"
    rb"|[sSW](?P<bare>(?:[swWlGTN]_*){1,4})(?=[,:pcmv])"
)


_ACCORDING = re.compile(rb"a_+")


class Issued(NamedTuple):
    """Tokens `start` to `end` (exclusive) name a source; what introduces it begins at `cue_start`."""

    start: int
    end: int
    cue_start: int
    kind: str


def find_issued(reading: Reading) -> list[Issued]:
    """Statements, reports and programmes that the text is taken from, in order."""
    kinds = _kinds(reading.lexicon.tag)
    if not kinds:
        return []
    found = []
    for at, end, kind in spelled(reading, kinds):
        issued = _programme(reading, at) if kind == "programme" else _statement(reading, at, end, kind)
        found += [issued] if issued is not None else []
    return found if reading.lexicon.has_article else found + _reported(reading)


def _reported(reading: Reading) -> list[Issued]:
    """Persian «بر اساس گزارش مرکز آمار، …»: an institution that no list of outlets has."""
    found = []
    for match in _ACCORDING.finditer(reading.classes):
        start = match.end()
        end = _issuer_end(reading, start) if reading.meaning(match.start()).label in _reports() else start
        if end > start and reading.classes[end : end + 1] == b"," and not set(reading.classes[start:end]) & set(b"QqH"):
            found.append(Issued(start, end, match.start(), "report"))
    return found


@cache
def _reports() -> frozenset[str]:
    return frozenset(source_cues()["cues"]["of_reports"])


def spelled(reading: Reading, kinds: dict[str, list[tuple[list[str], str]]]) -> Iterator[tuple[int, int, str]]:
    """Where each of the phrases stands, as first token, end and kind; `kinds` as `by_first_word` gives them."""
    wanted = reading.tokens.folded.is_in(list(kinds)).to_numpy()
    for at in np.flatnonzero(wanted[reading.tokens.word]).tolist():
        for further, kind in kinds[word_of(reading, at)]:
            if all(_word(reading, at + 1 + n) == word for n, word in enumerate(further)):
                yield at, at + 1 + len(further), kind


def before_marks(reading: Reading, words: frozenset[str]) -> list[int]:
    """The tokens that are one of the folded `words` and stand right before a mark."""
    wanted = reading.tokens.folded.is_in(list(words)).to_numpy()
    marks = np.frombuffer(reading.classes, dtype=np.uint8)[1:] == ord("m")
    found: list[int] = np.flatnonzero(wanted[reading.tokens.word][:-1] & marks).tolist()
    return found


@cache
def _kinds(tag: str) -> dict[str, list[tuple[list[str], str]]]:
    return by_first_word(source_cues()["issued"].get(tag, {}))


def by_first_word(by_kind: dict[str, list[str]]) -> dict[str, list[tuple[list[str], str]]]:
    """The further words and the kind of source, by the folded word it begins with."""
    kinds: dict[str, list[tuple[list[str], str]]] = {}
    for kind, phrases in by_kind.items():
        for first, *further in (fold(phrase).split() for phrase in phrases):
            if (further, kind) not in kinds.setdefault(first, []):
                kinds[first].append((further, kind))
    return kinds


def _statement(reading: Reading, at: int, start: int, kind: str) -> Issued | None:
    """A statement with who issued it, where something is said in it: «قال … في بيان لوزارة الزراعة»."""
    if kind == "site":
        return _site(reading, at, start)
    if not reading.lexicon.has_article and (start == at + 1 or kind == "platform"):
        return _stated_before_verb(reading, at, start, kind)
    stated = _word(reading, at - 1) in source_words("stated_in") or _with_by(reading, at)
    cue = _cue(reading, at, kind, stated)
    if cue < 0 or (kind in _ONLY_STATED and not stated):
        return None
    first, by_subject = start, start
    while _word(reading, start) in source_words("issued_by") or reading.classes[start : start + 1] in (
        b"t",
        b"A",
        b"_",
    ):
        if _word(reading, start) in source_words("issued_by_pronoun"):
            return Issued(at, start + 1, cue, kind)
        by_subject = start + 1 if _word(reading, start) in source_words("issued_by_subject") else by_subject
        start += 1
    end = max(_issuer_end(reading, start), by_subject)
    if end > max(start, by_subject - 1) or by_subject > at + 1:
        return Issued(at, end, cue, "statement" if kind == "answer" else kind)
    # «قالت البلدية في بيان: …»: by the subject of the verb; «أكد بيان …».
    if kind not in ("statement", "platform") or (kind == "platform" and _names_platform(reading, start)):
        return None
    if not stated and not _gives_out(reading, cue, at):
        return None
    while start > first and _word(reading, start - 1) in source_words("issuer_follows"):
        start -= 1
    return Issued(at, start, cue, kind)


def _site(reading: Reading, at: int, start: int) -> Issued | None:
    """Somebody's own site or page, where something is said on it and no platform is named: «عبر موقعه الرسمي»."""
    led = _word(reading, at).startswith(FOR) or _word(reading, at - 1) in (
        source_words("stated_in") | source_words("on_air")
    )
    if not led or not said_around(reading, at) or _names_platform(reading, start):
        return None
    return Issued(
        at, _issuer_end(reading, start) if _word(reading, start).startswith(FOR) else start, at - 1, "platform"
    )


def _bare(reading: Reading, at: int) -> tuple[str, str]:
    """The word at `at`, with "and" and without."""
    word = _word(reading, at)
    return word, word.removeprefix(AND)


def _with_by(reading: Reading, at: int) -> bool:
    """Whether the word has the clitic "by" before a head of its own: «ببيان», not «بيان»."""
    word = _word(reading, at)
    return word[:1] == BY and word[1:] in _kinds(reading.lexicon.tag)


def _gives_out(reading: Reading, cue: int, at: int) -> bool:
    """Whether the cue stands right before the statement, or somebody gives it out; a notice that comes in is none."""
    if _word(reading, at).startswith(THE):
        return False
    word = _word(reading, cue).removeprefix(AND)
    return (phrase_end(reading, cue) == at and word not in source_words("comes_in")) or word in source_words(
        "gives_out"
    )


_ONLY_STATED = ("answer", "platform")


def _names_platform(reading: Reading, at: int) -> bool:
    """Whether the platform itself is named soon: «تغريدة على تويتر»."""
    near = reading.classes[at : min(at + 16, reading.sentence_end(at))]
    return b"y" in near or b"Y" in near


def _stated_before_verb(reading: Reading, at: int, start: int, kind: str) -> Issued | None:
    """Persian «در اطلاعیه شهرداری آمده است», or in a statement of no one else: the verb of saying comes later."""
    end = reading.sentence_end(at)
    said = min(
        (found for letter in (b"v", b"a") if (found := reading.classes.find(letter, start, end)) >= 0), default=-1
    )
    if said < 0 or _word(reading, at - 1) not in source_words("stated_in"):
        return None
    if kind == "report":
        told = set(reading.classes[reading.sentence_start(at) : at]) & set(b"QqH")
        return None if told or b"v" not in reading.classes[start : start + 2] else Issued(at, start, at - 1, kind)
    if kind == "platform":
        return None if _names_platform(reading, start) else Issued(at, start, at - 1, kind)
    indefinite = reading.tokens.forms[int(reading.tokens.word[at])].endswith("\N{ARABIC LETTER FARSI YEH}")
    issuer = start if indefinite else _issuer_end(reading, start)
    return Issued(at, issuer, at - 1, "statement") if indefinite or issuer > start else None


def _issuer_end(reading: Reading, start: int) -> int:
    """Where the name of an institution ends that begins at `start`; `start` where it is none."""
    letter, word = reading.classes[start : start + 1], _word(reading, start)
    if reading.lexicon.has_article:
        named = letter in (b"M", b"E", b"Q", b"H", b"L") or word.startswith(("ل", "ال"))
        named = named or kind_of(reading, word) is not None
        if letter == b"B":
            return _issuer_end(reading, start + 1)
        if letter in (b"Q", b"E"):
            return phrase_end(reading, start)
    else:
        named = letter in (b"M", b"E", b"Q", b"H", b"L", b"s", b"w", b"O")
    person = letter in (b"P", b"G", b"T")
    return (
        reach(reading, start, frozenset()) if named and not person and word not in source_words("no_issuers") else start
    )


def _programme(reading: Reading, at: int) -> Issued | None:
    """A programme whose name stands in marks, and in which somebody speaks."""
    match = _ON_AIR.match(reading.classes, at)
    if match is None or not (said_around(reading, at) or _word(reading, at - 1) in source_words("guests")):
        return None
    told = reading.classes[at - 1 : at] == b"v" and _word(reading, at)[:1] == FOR
    spoken = told or spoken_to(reading, at)[1] == "spoken"
    inside = _word(reading, at - 1) in source_words("on_programme") or _with_by(reading, at)
    inside = inside or (_word(reading, at - 1) in source_words("presenters") and talked_before(reading, at))
    # Persian «در برنامه … گفت».
    spoken = spoken or bool(inside and match["bare"] and reading.classes[match.end() : match.end() + 1] == b"v")
    if not spoken and (match["bare"] or not inside):
        return None
    return Issued(*match.span(str(match.lastgroup)), at, "programme")


def _cue(reading: Reading, at: int, kind: str, stated: bool) -> int:
    """Where the word of saying or quoting stands for which a statement or report is named; -1 where there is none.

    "In a statement" is one wherever the verb stands; a report is one right behind "according to" or as a subject.
    """
    low = max(reading.sentence_start(at), at - (_BACK if kind == "statement" else 2))
    cue = last_of(reading, b"avki" if reading.lexicon.has_article else b"ar", low, at)
    if cue >= 0 and not stated and last_of(reading, b"cC", cue, at) >= 0:
        return -1
    if cue < 0 and kind == "report" and not source_words("shows").isdisjoint(_bare(reading, at - 1)):
        return at - 1
    return at - 1 if cue < 0 and stated and (kind != "report" or said_around(reading, at)) else cue


def _word(reading: Reading, token: int) -> str:
    return word_of(reading, token) if token < len(reading.tokens) else ""
