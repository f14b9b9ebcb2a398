"""Sources that no list of outlets knows: statements and reports with who issued them, programmes, who was spoken to.

Each begins with a word of its own («بيان», «برنامج», «روابط عمومی»), so that few tokens are looked at. Agencies and
outlets by name are `attributions`.
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from tasks.extract.institutions import reach
from tasks.extract.particles import BY, without_proclitics
from tasks.extract.reading import Reading
from tasks.extract.statements import last_of, phrase_end, word_of
from tasks.text.outlets import source_cues, source_words
from warehouse.folding import fold

_BACK = 6
# A programme's name stands in marks, or after "in" where somebody takes part in it: «في مداخلة لها في …».
_ON_AIR = re.compile(
    rb"[sS](?:[swW]_*){0,2}m(?P<marked>[^m\n.]{1,6})m|[sS](?:[sp]_*){0,2}f_*(?P<plain>[wl](?:[wWl])?)(?=[tcd,.])"
    rb"|[sSW](?P<bare>(?:[swWlGTN]_*){1,4})(?=[,:pcm])"
)


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
    wanted = reading.tokens.folded.is_in(list(kinds)).to_numpy()
    found = []
    for at in np.flatnonzero(wanted[reading.tokens.word]).tolist():
        for further, kind in kinds[word_of(reading, at)]:
            end = at + 1 + len(further)
            if not further or all(_word(reading, at + 1 + n) == word for n, word in enumerate(further)):
                issued = _programme(reading, at) if kind == "programme" else _statement(reading, at, end, kind)
                found += [issued] if issued is not None else []
    return found


@cache
def _kinds(tag: str) -> dict[str, list[tuple[list[str], str]]]:
    """The further words and the kind of source, by the folded word it begins with."""
    kinds: dict[str, list[tuple[list[str], str]]] = {}
    for kind, phrases in source_cues()["issued"].get(tag, {}).items():
        for first, *further in (fold(phrase).split() for phrase in phrases):
            if (further, kind) not in kinds.setdefault(first, []):
                kinds[first].append((further, kind))
    return kinds


def _statement(reading: Reading, at: int, start: int, kind: str) -> Issued | None:
    """A statement with who issued it, where something is said in it: «قال … في بيان لوزارة الزراعة»."""
    cue = _cue(reading, at)
    if not reading.lexicon.has_article and start == at + 1:
        return _stated_before_verb(reading, at, start)
    if cue < 0:
        return None
    first, by_subject = start, start
    while _word(reading, start) in source_words("issued_by") or reading.classes[start : start + 1] in (
        b"t",
        b"A",
        b"_",
    ):
        by_subject = start + 1 if _word(reading, start) in source_words("issued_by_subject") else by_subject
        start += 1
    end = max(_issuer_end(reading, start), by_subject)
    if end > max(start, by_subject - 1) or by_subject > at + 1:
        return Issued(at, end, cue, kind)
    # «قالت البلدية في بيان: …»: by the subject of the verb.
    inside = kind == "statement" and (
        _word(reading, at - 1) in source_words("stated_in") or _word(reading, at)[:1] == BY
    )
    while start > first and _word(reading, start - 1) in source_words("issuer_follows"):
        start -= 1
    return Issued(at, start, cue, kind) if inside else None


def _stated_before_verb(reading: Reading, at: int, start: int) -> Issued | None:
    """Persian «در اطلاعیه شهرداری آمده است», or in a statement of no one else: the verb of saying comes later."""
    end = reading.sentence_end(at)
    said = min(
        (found for letter in (b"v", b"a") if (found := reading.classes.find(letter, start, end)) >= 0), default=-1
    )
    if said < 0 or _word(reading, at - 1) not in source_words("stated_in"):
        return None
    indefinite = reading.tokens.forms[int(reading.tokens.word[at])].endswith("\N{ARABIC LETTER FARSI YEH}")
    issuer = start if indefinite else _issuer_end(reading, start)
    return Issued(at, issuer, at - 1, "statement") if indefinite or issuer > start else None


def _issuer_end(reading: Reading, start: int) -> int:
    """Where the name of an institution ends that begins at `start`; `start` where it is none."""
    letter, word = reading.classes[start : start + 1], _word(reading, start)
    if reading.lexicon.has_article:
        named = letter in (b"M", b"E", b"Q", b"H", b"L") or word.startswith(("ل", "ال"))
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
    if match is None or _cue(reading, at) < 0 or (match["bare"] and spoken_to(reading, at)[1] != "spoken"):
        return None
    return Issued(*match.span(str(match.lastgroup)), at, "programme")


def _cue(reading: Reading, at: int) -> int:
    """The last word of saying or quoting before the token in its sentence, -1 where there is none near."""
    low = max(reading.sentence_start(at), at - _BACK)
    return last_of(reading, b"avki" if reading.lexicon.has_article else b"a", low, at)


def spoken_to(reading: Reading, start: int) -> tuple[int, str]:
    """Where an interview or a reporter is named before an outlet, and which of them: «في اتصال هاتفي ل…», «مراسل …»."""
    low = max(reading.sentence_start(start), start - _BACK)
    for at in range(start - 1, low - 1, -1):
        if reading.classes[at : at + 1] not in (
            b"s",
            b"f",
            b"p",
            b"m",
            b"H",
            b"_",
            b"w",
            b"W",
            b"N",
            b"A",
            b"(",
            b"S",
            b"a",
            b"i",
        ):
            break
        word = _word(reading, at)
        bare = without_proclitics(word) if reading.lexicon.has_article else word
        if word in source_words("reporter") or bare in source_words("reporter"):
            return at, "reporter"
        if (word in source_words("spoken") or bare in source_words("spoken")) and not (
            source_words("reporter") & {bare}
        ):
            return at, "spoken"
    return -1, ""


def _word(reading: Reading, token: int) -> str:
    return word_of(reading, token) if token < len(reading.tokens) else ""
