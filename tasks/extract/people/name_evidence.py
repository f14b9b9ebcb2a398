"""Names that no office, title, given name or cue betrays: by how a surname ends, and by the names they stand beside.

And the other way: names that a street or a prize bears, and pairs of adjectives that are no name at all.
"""

import re

import numpy as np

from tasks.extract.statements import word_of
from tasks.extract.words import codes
from tasks.extract.words.particles import AND, BY, FOR, THE
from tasks.extract.words.reading import Reading
from tasks.extract.words.tokens import among
from warehouse.folding import fold_name

Found = tuple[int, int, str]
"""First token, the token after the last, and how the name was found."""

_TAKEN = b"I"
# "A, B C and D": what stands in a row with a name, and is two words that nobody knows, is a name.
_AFTER = re.compile(rb"I(?:,|,?&)(?P<n>w(?:x_*)?w)(?=[,&.\n:()])")
# The same read from the end: a pattern that begins with a rare class is found soonest.
_BEFORE = re.compile(rb"I(?:,|&,?)(?P<n>w(?:_*x)?w)(?=[,&:(.\n])")
_ROUNDS = 6


def by_surname(reading: Reading, taken: bytearray) -> list[Found]:
    """Two unknown words of which the second ends as surnames alone do, such as a Persian one in -nezhad."""
    endings = reading.lexicon.facts["names"]["surname_endings"]
    if not endings:
        return []
    pattern = "..(?:" + "|".join(fold_name(ending) for ending in endings) + ")$"
    shaped = reading.tokens.folded.str.contains(pattern).to_numpy()[reading.tokens.word]
    code = reading.labels.code
    unknown = among(code, codes.UNKNOWN)
    at = np.flatnonzero(shaped[1:] & unknown[1:] & unknown[:-1]) + 1
    found = []
    for last in at.tolist():
        if 1 not in taken[last - 1 : last + 1] and not _is_plural(reading, last - 1):
            taken[last - 1 : last + 1] = b"\1\1"
            found.append((last - 1, last + 1, "surname_form"))
    return found


_SLOT = re.compile(
    rb"(?:[TA]_*)*(?P<n>(?:G_*){1,2}(?:x_*)?[wWsN]|(?:w_*(?:x_*)?[wW]_*(?:w_*)?|(?:G_*){2,3})(?=[,.\n:()<>&OvptR-]))"
)


def as_long_as_told(reading: Reading, found: list[Found], taken: bytearray) -> list[Found]:
    """`found`, longer by a third word that ends as surnames do, shorter by one that the document's other names lack."""
    endings = reading.lexicon.facts["names"]["surname_endings"]
    shaped = re.compile("..(?:" + "|".join(map(fold_name, endings)) + ")$")
    names: dict[tuple[int, ...], list[int]] = {}
    long = {reading.document_of(start) for start, end, _ in found if end - start > _SHORTEST}
    for start, end, _ in found:
        if end - start > 1 and reading.document_of(start) in long:
            names.setdefault((reading.document_of(start), *reading.word[start:end]), []).append(start)
    mended = []
    for start, end, method in found:
        if (
            end - start > 1
            and endings
            and reading.classes[end] == ord(codes.UNKNOWN)
            and not taken[end]
            and shaped.search(word_of(reading, end))
        ):
            taken[end], end = 1, end + 1
        elif end - start > _SHORTEST and _is_told_shorter(reading, start, end, names):
            taken[end - 1], end = 0, end - 1
        mended.append((start, end, method))
    return mended


_SHORTEST = 2


def _is_told_shorter(reading: Reading, start: int, end: int, names: dict[tuple[int, ...], list[int]]) -> bool:
    """Whether a document that has said the name without its last word adds this once: «سامي الحداد ضيف …»."""
    words = (reading.document_of(start), *reading.word[start:end])
    return (
        reading.classes[end - 1] == ord(codes.UNKNOWN)
        and reading.classes[end - 2] not in b"x_"
        and len(names.get(words, ())) == 1
        and any(at < start for at in names.get(words[:-1], ()))
    )


def after_slots(reading: Reading, taken: bytearray) -> list[Found]:
    """What stands where a name is due: «به ریاست …», «بقيادة …»."""
    names, code = reading.lexicon.facts["names"], reading.labels.code
    slots = reading.tokens.folded.is_in([fold_name(word) for word in names["slots"]]).to_numpy()[reading.tokens.word]
    governed = reading.tokens.folded.is_in([fold_name(word) for word in names["governed_slots"]]).to_numpy()
    governed = governed[reading.tokens.word] & np.append([False], code[:-1] == ord(codes.PREPOSITION))[: len(code)]
    found = []
    for at in np.flatnonzero(slots | governed).tolist():
        match = _SLOT.match(reading.classes, at + 1)
        if match is not None and 1 not in taken[match.start("n") : match.end("n")]:
            taken[match.start("n") : match.end("n")] = b"\1" * (match.end("n") - match.start("n"))
            found.append((*match.span("n"), "slot"))
    return found


def _is_plural(reading: Reading, token: int) -> bool:
    """«بازیکنان …پور»: a plural before the name is no given name."""
    return reading.lexicon.verb == "last" and word_of(reading, token).endswith("ان")


def beside_names(reading: Reading, taken: bytearray) -> list[Found]:
    """Pairs of unknown words in one row with a name, and those in a row with them."""
    held = np.frombuffer(taken, dtype=np.uint8)[: len(reading.classes)]
    if not held.any():
        return []
    letters = np.frombuffer(b"\n" + reading.classes, dtype=np.uint8).copy()
    letters[1:][held == 1] = ord(_TAKEN)
    found: list[Found] = []
    for _ in range(_ROUNDS):
        classes, size = letters.tobytes(), len(letters)
        fresh = [match.span("n") for match in _AFTER.finditer(classes)]
        fresh += [(size - m.end("n"), size - m.start("n")) for m in _BEFORE.finditer(classes[::-1])]
        for start, end in fresh:
            if letters[start] != ord(_TAKEN):
                letters[start:end] = ord(_TAKEN)
                taken[start - 1 : end - 1] = b"\1" * (end - start)
                found.append((start - 1, end - 1, "beside_name"))
        if not fresh:
            break
    return found


class NoPersons:
    """What is no person though it looks like one: a street's or a prize's name, two Arabic adjectives with "and"."""

    def __init__(self, reading: Reading) -> None:
        names = reading.lexicon.facts["names"]
        self._reading = reading
        articled = {fold_name(word) for word in names["named_after_with_adjective"]}
        after = {fold_name(word) for word in names["named_after"]}
        if reading.lexicon.has_article:
            after |= {proclitic + word for proclitic in _PROCLITICS for word in after if not word.startswith(THE)}
            articled |= {proclitic + word for proclitic in (AND, BY) for word in articled}
            articled |= {FOR + word.removeprefix("\u0627") for word in articled if word.startswith(THE)}
        self._bearers, self._articled = frozenset(after), frozenset(articled)
        self._several = frozenset(fold_name(word) for word in names["named_after_in_rows"])
        self._memorial = frozenset(fold_name(word) for word in names["memorial_titles"])

    def has(self, start: int, end: int, method: str) -> bool:
        """Whether the name of these tokens, found by `method`, is nobody's."""
        classes, before = self._reading.classes, start - 1
        while before >= 0 and classes[before] in b"T_":
            before -= 1
        word, words = self._reading.word, self._reading.words
        titles = words[word[start]], words[word[before + 1]]
        memorial = not self._memorial.isdisjoint(titles)
        if self._in_a_row(before) if memorial else self._is_articled(before):
            return True
        reach = 4 if memorial else 1
        while reach and before >= 0 and classes[before] in b"swWMOB_~":
            if words[word[before]] in self._bearers:
                return True
            before, reach = before - 1, reach - 1
        if end - start == 1 and method == "office" and self._is_club(start):
            return True
        if end - start != 2 or not self._reading.lexicon.has_article:
            return False
        pair = titles[0], words[word[start + 1]]
        unknown = method == "office" and classes[start:end] == b"ww"
        accusative = unknown and all(map(_ACCUSATIVE.search, pair)) and not _FOREIGN.search(pair[1])
        return accusative or (pair[0].endswith(_FEMININE) and _JOINED.search(pair[1]) is not None)

    def _is_club(self, start: int) -> bool:
        """«مهاجم ایرانی …»: where the name stands before, behind a player and whence he comes his club stands."""
        classes = self._reading.classes
        if self._reading.lexicon.verb != "last" or classes[start - 1 : start] != b"N" or classes[start - 2] != ord("O"):
            return False
        return self._reading.meaning(start - 2).label == "profession"

    def _in_a_row(self, before: int) -> bool:
        """«مدارس الف، ب و شهید ج»: several that are named after the dead."""
        low = max(before - _IN_A_ROW, -1)
        at = next((at for at in range(before, low, -1) if word_of(self._reading, at) in self._several), -1)
        return at >= 0 and all(letter in b"swWMOB_~,&()LPGNT" for letter in self._reading.classes[at : before + 1])

    def _is_articled(self, before: int) -> bool:
        """«بالمستشفى الجامعي …»: an adjective stands between; but whoever is its head is named right behind it."""
        classes = self._reading.classes
        for at in range(before, max(before - _ADJECTIVES, 0), -1):
            if word_of(self._reading, at) in self._articled:
                return not self._reading.begins(at, THE) or classes[at - 1] not in b"OA_DT"
            if classes[at] not in b"sWAN" or not self._reading.begins(at, THE):
                return False
        return False


# A row of several that are named after the dead; adjectives behind a bearer.
_IN_A_ROW, _ADJECTIVES = 9, 3
_FEMININE = "ه"
# "Safe and calm": both end in the feminine sign, and "and" is written with the second.
_JOINED = re.compile("^و..+ه$")
# "A solemn mass": both words end in the alef of the accusative, the second not as foreign names do.
_FOREIGN = re.compile("(?:[\u0648\u06cc][\u0641\u0646]|\u0633\u06a9|[\u0627\u0648\u06cc][\u0631\u062f\u0644])\u0627$")
_ACCUSATIVE = re.compile("^[^ا].*[^ا]ا$")
_PROCLITICS = (AND, BY, FOR, AND + BY, AND + FOR)
