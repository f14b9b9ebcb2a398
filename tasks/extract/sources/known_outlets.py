"""Outlets that are known by spellings which are common words elsewhere: in marks, or behind a cue, they are what they say."""

import re
from functools import cache
from typing import NamedTuple

from tasks.extract.sources.beside_outlets import follows_saying
from tasks.extract.sources.issuers import before_marks
from tasks.extract.statements import word_of
from tasks.extract.words.particles import AND, FOR, FOR_THE
from tasks.extract.words.reading import Reading
from tasks.text.outlets import outlets, source_cues, source_words
from warehouse.folding import fold

_MARKED = re.compile(rb"m(?P<name>[^m\n.]{1,5})m")
# «الرياض: «…»»: a line that says where and who.
_DATELINE = re.compile(rb":m(?P<name>[^m\n.]{1,5})m(?=\n)")
_PLACE = re.compile(rb"(?:[MLswW]_*){1,3}")


class Known(NamedTuple):
    """Tokens `start` to `end` (exclusive) name an outlet; what introduces it stands at `cue_start`."""

    start: int
    end: int
    cue_start: int
    kind: str
    outlet: str


def name_known(surface: str) -> tuple[str, str] | None:
    """Name and kind of the outlet that is spelled so, with or without the word for its kind before it; None: unknown."""
    folded = fold(surface)
    words = folded.split()
    heads = _kind_words()
    for cut in range(min(4, len(words))):
        # «روزنامه انگلیسی …»: an adjective may stand between.
        if cut == 0 or not heads.isdisjoint((" ".join(words[:cut]), " ".join(words[: cut - 1]))):
            found = _by_spelling().get(" ".join(words[cut:]))
            if found is not None:
                return found
    return None


def find_marked(reading: Reading) -> list[Known]:
    """Arabic «قال … لـ"الرأي"», «ما نشرته "الرأي"»: outlets whose name needs the marks."""
    if not reading.lexicon.has_article:
        return []
    found = []
    for at in before_marks(reading, _before_names()):
        match = _MARKED.match(reading.classes, at + 1)
        if match is None or (word_of(reading, at) in (FOR, FOR_THE) and not follows_saying(reading, at)):
            continue
        start, end = match.span("name")
        known = name_known(reading.surface(start, end))
        if known is not None and known[1] != "platform":
            found.append(Known(start, end, start - 2, known[1], known[0]))
    for match in _DATELINE.finditer(reading.classes):
        line = reading.classes.rfind(b"\n", 0, match.start()) + 1
        known = name_known(reading.surface(*match.span("name")))
        if known is not None and _PLACE.fullmatch(reading.classes, line, match.start()):
            found.append(Known(*match.span("name"), -1, known[1], known[0]))
    return found


@cache
def _before_names() -> frozenset[str]:
    """The words right before which a name in marks is an outlet's, if it is one."""
    published = source_words("published_by")
    return published | {AND + word for word in published} | {FOR, FOR_THE}


@cache
def _by_spelling() -> dict[str, tuple[str, str]]:
    kinds = {"agency": "agency", "platform": "platform"}
    return {
        fold(spelling): (outlet.name, kinds.get(outlet.kind, "outlet"))
        for outlet in outlets()
        for spelling in (*outlet.names, *outlet.after_cue, *outlet.after_kind)
    }


@cache
def _kind_words() -> frozenset[str]:
    kinds = source_cues()["kind_words"].values()
    return frozenset(
        fold(word) for by_kind in (*kinds, source_cues()["media"]) for words in by_kind.values() for word in words
    )
