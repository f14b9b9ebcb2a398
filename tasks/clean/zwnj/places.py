"""Where joiners belong in a block of words: places that are joined, and places where a space stands for one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.zwnj.lexicon import AFFIX, FOLLOWING, JOINED, KNOWN, OPENING, Lexicon
from tasks.clean.zwnj.spellings import JOINING, MOST_LETTERS, Bools, Mask
from tasks.clean.zwnj.words import JOINER, Words
from tasks.text.codepoints import IntArray

_SHORTEST_STEM, _AMBIGUOUS_AFFIX, _LONGEST_AFFIX, _LONGEST_SECOND = 3, 3, 6, 8
_HEH = 0x647


@dataclass(frozen=True, slots=True)
class Places:
    """Places in the codes of a block: a joiner is missing before `missing`; the space at `spaces` is to be one; the one at `closed` goes."""

    missing: IntArray
    spaces: IntArray
    closed: IntArray

    def without(self, others: "Places") -> "Places":
        """The places that are not among the others."""
        return Places(
            np.setdiff1d(self.missing, others.missing, assume_unique=True),
            np.setdiff1d(self.spaces, others.spaces, assume_unique=True),
            np.setdiff1d(self.closed, others.closed, assume_unique=True),
        )


Classes = NDArray[np.uint8]
_NONE = np.zeros(0, dtype=np.int64)


def joined(words: Words, lexicon: Lexicon, classes: Classes) -> Places:
    """Places where what belongs apart is written as one.

    What some write joined is a loss only in a text that holds no joiner and has lost one for sure.
    """
    found = np.flatnonzero(classes & JOINED)
    parts, sure = lexicon.joined.look_up(words.hashes[found])
    found, parts, sure = found[parts > 0], parts[parts > 0], sure[parts > 0]
    missing, _ = _gaps(words, found[sure], found[sure], parts[sure])
    lost = ~words.held
    lost &= np.isin(np.arange(len(lost)), words.texts_of(missing))
    doubtful = ~sure
    doubtful[doubtful] = lost[words.texts_of_words(found[doubtful])]
    perhaps, _ = _gaps(words, found[doubtful], found[doubtful], parts[doubtful])
    strange = np.flatnonzero(((classes & (JOINED | KNOWN)) == 0) & (words.lengths >= _SHORTEST_STEM + 2))
    strange = strange[lost[words.texts_of_words(strange)]]
    places = [missing, perhaps, _in_strange_words(words, lexicon, strange)]
    return Places(np.unique(np.concatenate(places)), _NONE, _NONE)


def _gaps(words: Words, first: IntArray, last: IntArray, parts: Mask) -> tuple[IntArray, IntArray]:
    """Where the joiners that `parts` want from the word `first` to the word `last` are missing, and where a space stands for them."""
    number, bit = _bits(parts)
    at, begins_run = words.boundaries(first[number], last[number], bit)
    is_joiner = begins_run & (words.codes[at - 1] == JOINER)
    # Whoever parted the letters elsewhere meant another word.
    held = np.bincount(number, weights=is_joiner, minlength=len(first))
    joiners = (words.first[last + 1] - words.first[first]) - (last - first + 1)
    meant = (held == joiners)[number]
    spaces = meant & begins_run & ~is_joiner
    return at[meant & ~begins_run], at[spaces] - 1


def _bits(parts: Mask) -> tuple[IntArray, IntArray]:
    """The bits of each mask: number of the mask, and which bit."""
    numbers, bits = [_NONE], [_NONE]
    left = parts.copy()
    number = np.flatnonzero(left)
    while len(number):
        lowest = left[number] & (~left[number] + np.uint32(1))
        numbers.append(number)
        bits.append(np.log2(lowest).astype(np.int64))
        left[number] ^= lowest
        number = number[left[number] > 0]
    return np.concatenate(numbers), np.concatenate(bits)


def _in_strange_words(words: Words, lexicon: Lexicon, strange: IntArray) -> IntArray:
    """Places in words that nobody listed: before a plural affix, and between a known word and the second part of a compound."""
    strange = strange[(words.first[strange + 1] - words.first[strange] == 1) & (words.lengths[strange] <= MOST_LETTERS)]
    run = words.first[strange]
    starts, ends = words.starts[run], words.ends[run]
    affix = np.zeros(len(starts), dtype=np.int64)
    for length in range(2, _LONGEST_AFFIX + 1):
        here = np.flatnonzero((ends - starts >= _SHORTEST_STEM + length) & (affix == 0))
        here = here[lexicon.among("plural", words.between(ends[here] - length, ends[here]))]
        here = here[_joins(words, ends[here] - length)]
        if length == _AMBIGUOUS_AFFIX:
            # After a heh it is the plural; after another letter the heh may be the stem's own, and the ending the indefinite one.
            here = here[words.codes[ends[here] - length - 1] == _HEH]
        affix[here] = length
    ends = ends - affix
    found = [ends[affix > 0]]
    for length in range(2, _LONGEST_SECOND + 1):
        here = np.flatnonzero(ends - starts >= 2 + length)
        here = here[lexicon.among("second", words.between(ends[here] - length, ends[here]))]
        here = here[_joins(words, ends[here] - length)]
        here = here[lexicon.among("known", words.between(starts[here], ends[here] - length))]
        found.append(ends[here] - length)
    return np.concatenate(found)


def _joins(words: Words, at: IntArray) -> Bools:
    """Whether the letter before each place joins the next one."""
    found: Bools = JOINING[words.codes[at - 1]]
    return found


def spaced(words: Words, lexicon: Lexicon, classes: Classes) -> Places:
    """Places where a space stands for a joiner, and where one parts an affix from a letter that does not join."""
    missing, spaces = _apart(
        words, lexicon, np.flatnonzero(((classes[:-1] & OPENING) > 0) & ((classes[1:] & FOLLOWING) > 0))
    )
    before = np.flatnonzero(classes[1:] & AFFIX)
    before = before[words.spaced(before)]
    stem, affix = words.hashes[before], words.hashes[before + 1]
    at = words.starts[words.first[before + 1]] - 1
    joins = _joins(words, at)
    fits = lexicon.among("plural", affix) & (words.lengths[before] > 1)
    fits |= lexicon.among("comparative", affix) & lexicon.among("comparable", stem)
    fits |= lexicon.among("superlative", affix) & lexicon.among("content", stem)
    fits |= lexicon.among("after_heh", affix) & lexicon.among("heh", stem)
    fits |= lexicon.among("after_participle", affix) & lexicon.among("participle", stem)
    fits |= lexicon.among("never_alone", affix) & lexicon.among("content", stem) & joins
    return Places(np.unique(missing), np.union1d(spaces, at[fits & joins]), np.setdiff1d(at[fits & ~joins], spaces))


def _apart(words: Words, lexicon: Lexicon, openings: IntArray) -> tuple[IntArray, IntArray]:
    """Places in compounds and verbs whose parts stand apart; of two that begin with one word, the longer."""
    openings = openings[words.spaced(openings)]
    missing, spaces = [_NONE], [_NONE]
    for count in (3, 2):
        first = openings
        for step in range(1, count - 1):
            first = first[words.spaced(first + step)]
        parts, _ = lexicon.apart.look_up(words.together(first, count))
        fits = parts > 0
        length = np.zeros(len(first), dtype=np.int64)
        for step in range(count - 1):
            length += words.lengths[first + step]
            fits &= ((parts >> length.clip(0, MOST_LETTERS).astype(np.uint32)) & np.uint32(1)) > 0
        joined_at, spaced_at = _gaps(words, first[fits], first[fits] + count - 1, parts[fits])
        missing.append(joined_at)
        spaces.append(spaced_at)
        openings = np.setdiff1d(openings, first[fits], assume_unique=True)
    return np.concatenate(missing), np.concatenate(spaces)
