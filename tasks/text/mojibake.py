"""Texts whose bytes were read in the wrong encoding, put right by reading them again.

Three misreadings are certain enough: UTF-8 as Windows-1252 or Latin-1, UTF-8 as Windows-1256, and Windows-1256 as
Latin-1. What is not proved stays as it is.
"""

import re
from functools import cache

from tasks.languages import language
from tasks.text.letters import ARABIC

_LATIN = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0x100) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_ARABIC = {bytes([byte]).decode("cp1256"): byte for byte in range(0x80, 0x100)}
_ENOUGH, _SHARE, _ROUNDS = 3, 0.8, 3
_ARTICLE = "\u0627\u0644"


def _units(bytes_of: dict[str, int], leads: range) -> str:
    """A pattern for characters of UTF-8, as the characters that their bytes became."""

    def chars(wanted: range) -> str:
        return "[" + "".join(re.escape(char) for char, byte in bytes_of.items() if byte in wanted) + "]"

    follow = chars(range(0x80, 0xC0))
    return f"(?:{chars(leads)}{follow}|{chars(range(0xE0, 0xF0))}{follow}{{2}}|{chars(range(0xF0, 0xF5))}{follow}{{3}})"


_LATIN_UNIT = re.compile(_units(_LATIN, range(0xC2, 0xE0)))
_ARABIC_UNIT = re.compile(f"(?<![{ARABIC}])(?:{_units(_ARABIC, range(0xD8, 0xDC))})+")
_ARABIC_PAIR = re.compile(_units(_ARABIC, range(0xD8, 0xDC)) + "{2}")
_MARK = re.compile("\u00e2(?:\u20ac[\u0152-\u0153\u02dc\u2122\u201c\u201d\u00a6\u009d]|\u0080[\u0098-\u009d\u00a6])")
_LETTERS = re.compile(rf"[{ARABIC}]")
_HIGH_WORD = re.compile("[\u00c0-\u00ff\u0152-\u0178\u0081\u008d\u008e\u0090\u0098\u02dc]+")

EVIDENCE = (
    "[\u00d8-\u00db][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"
    "|\u00e2[\u0080\u20ac]|\u00c3[\u0098-\u009b\u02dc\u2122\u0161\u203a]"
    "|[\u0637\u0638]\u00a7|[\u0637\u0638][^\\s\u0600-\u06ff][\u0637\u0638\u0639\u063a][^\\s\u0621-\u063a]"
    "|[\u00c0-\u00ff]{3}"
)
"""A cheap test that all misread texts pass, and few others."""


def repaired(text: str) -> str:
    """`text` with what was misread read aright; the same text where nothing is proved.

    >>> repaired("\u00d8\u00a7\u00d9\u201e\u00d9\u2026\u00d8\u00a7\u00d8\u00a1") == "\u0627\u0644\u0645\u0627\u0621"
    True
    """
    for _ in range(_ROUNDS):
        once = _from_arabic(_from_latin(text))
        if once == text:
            break
        text = once
    return _from_bytes_of_1256(text)


def _read(found: re.Match[str], bytes_of: dict[str, int]) -> str:
    try:
        return bytes(bytes_of[char] for char in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _from_latin(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1: all of a text that has enough Arabic letters of that sort, else marks alone."""
    new = _LATIN_UNIT.sub(lambda found: _read(found, _LATIN), text)
    doubled = sum(new.count(lead) for lead in "\u00d8\u00d9\u00da\u00db")
    if len(_LETTERS.findall(new)) - len(_LETTERS.findall(text)) + doubled >= _ENOUGH and new != text:
        # The cutting of lines took the last byte of a last letter with the blanks.
        return new.removesuffix("\u00d9") + "\u0645" if new.endswith("\u00d9") else new
    return _MARK.sub(lambda found: _read(found, _LATIN), text)


def _from_arabic(text: str) -> str:
    """UTF-8 that was read as Windows-1256: two letters for each, so that hardly another letter is left."""
    if len(_ARABIC_PAIR.findall(text)) < _ENOUGH - 1:
        return text
    return _ARABIC_UNIT.sub(lambda found: _read(found, _ARABIC), text)


def _from_bytes_of_1256(text: str) -> str:
    """Windows-1256 that was read as Latin-1: words of accented letters which are common Arabic or Persian words."""
    words = _HIGH_WORD.findall(text)
    n_high, n_letters = sum(map(len, words)), sum(char.isalpha() for char in text)
    if len(words) < _ENOUGH or n_high < _SHARE * n_letters:
        return text
    new = _HIGH_WORD.sub(lambda found: bytes(_LATIN.get(char, 0x3F) for char in found[0]).decode("cp1256"), text)
    common = sum(word in _common_words() or word.startswith(_ARTICLE) for word in new.split())
    return new if common >= _ENOUGH else text


@cache
def _common_words() -> frozenset[str]:
    """Function words as a keyboard of those days wrote them."""
    words = {word for tag in ("ar", "fa") for word in language(tag)["detect"]["function_words"]}
    return frozenset(words | {word.replace("\u06cc", "\u064a").replace("\u06a9", "\u0643") for word in words})
