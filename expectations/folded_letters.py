"""Texts as one flat array of folded letters, for comparisons that no spelling, punctuation or line break can hide.

Here is only the flattening. What counts as a repeat is decided in `repeated_passages`.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.folding import DROPPED, LETTERS

Codes = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]

_LINE_FEED = 10

_PLAIN = 0x3000
"""Below stand the scripts that news is written in; characters above fold to themselves unless they are Arabic forms."""


@dataclass(frozen=True, slots=True)
class FlatLetters:
    """Folded letters and digits of many texts, one after another, blanks and punctuation gone.

    `letters`: code points, uint32. `text_starts`: first letter of each text, one more entry than texts, the last being
    the number of letters. `line_starts`: the same for each line of each text, empty lines too. `line_texts`: the text
    that each line stands in.
    """

    letters: Codes
    text_starts: Counts
    line_starts: Counts
    line_texts: Counts


def _folded(character: str) -> int:
    """The code point that stands for `character` in comparisons, 0 for one that vanishes."""
    if character in DROPPED or not character.isalnum():
        return 0
    # Presentation forms and full-width letters: NFKC. A ligature is known by its first letter, here as everywhere.
    return ord(LETTERS.get(base := unicodedata.normalize("NFKC", character)[0], base))


@cache
def _table() -> Codes:
    """Code point to folded code point, 0 where it is dropped; covers all of Unicode so that no text is out of range."""
    table = np.arange(0x110000, dtype=np.uint32)
    for code in (*range(_PLAIN), *range(0xF900, 0x10000)):
        table[code] = _folded(chr(code))
    table[0xE000:0xF900] = 0
    table[0x1F000:0x1FB00] = 0
    return table


def flatten(texts: list[str]) -> FlatLetters:
    """Fold and flatten `texts`. Cost: about 150 million characters a second and 10 bytes of memory a character."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
    folded = _table().take(codes, mode="clip")
    kept = folded != 0
    before = _Counts.of(kept)
    ends = np.cumsum(lengths)
    # A line begins where a text begins and after each line feed; behind a text's last line feed is an empty line.
    feeds = np.flatnonzero(codes == _LINE_FEED) + 1
    owners = np.searchsorted(ends, feeds - 1, side="right")
    places = np.searchsorted(feeds, ends - lengths, side="right")
    begins = np.insert(feeds, places, ends - lengths)
    # Polars keeps what is marked in a fifth of the time that numpy takes.
    letters = pl.Series(folded).filter(pl.Series(kept)).to_numpy()
    return FlatLetters(
        letters=letters,
        text_starts=before.at(np.append(0, ends)),
        line_starts=np.append(before.at(begins), len(letters)),
        line_texts=np.insert(owners, places, np.arange(len(texts))),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many of many flags are set before a position, 64 flags to a word: sixty times less to sum up."""

    words: npt.NDArray[np.uint64]
    sums: Counts

    @classmethod
    def of(cls, flags: npt.NDArray[np.bool_]) -> "_Counts":
        packed = np.zeros(len(flags) // 64 * 8 + 8, dtype=np.uint8)
        bits = np.packbits(flags, bitorder="little")
        packed[: len(bits)] = bits
        words = packed.view(np.uint64)
        return cls(words, np.append(0, np.cumsum(np.bitwise_count(words), dtype=np.int64)))

    def at(self, positions: Counts) -> Counts:
        word, bit = positions >> 6, (positions & 63).astype(np.uint64)
        inside = self.words[word] & ((np.uint64(1) << bit) - np.uint64(1))
        found: Counts = self.sums[word] + np.bitwise_count(inside)
        return found
