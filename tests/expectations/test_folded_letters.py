"""Flattening against a plain walk over the same texts, character by character."""

import random

import numpy as np
import polars as pl

from expectations.folded_letters import _folded, flatten
from expectations.repeated_passages import _standing_again, repeated_shares

SIGNS = [
    "\n",
    "\n",
    " ",
    ".",
    "ي",
    "ک",
    "ة",
    "\u064b",
    "\u200c",
    "A",
    "ß",
    "٣",
    "x",
    "\ufeb2",
    "\U0001f600",
    "\U00020000",
]


def _texts(n: int) -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(SIGNS, k=dice.choice([0, 0, 1, 5, 200]))) for _ in range(n)]


def test_letters_and_starts_are_those_of_a_plain_walk() -> None:
    """Texts with empty lines, empty texts side by side, letters that vanish, and letters of high planes."""
    texts = _texts(300)
    letters: list[int] = []
    text_starts, line_starts, line_texts = [], [], []
    for n, text in enumerate(texts):
        text_starts.append(len(letters))
        for line in text.split("\n"):
            line_starts.append(len(letters))
            line_texts.append(n)
            letters += [ord(c) if ord(c) >= 0x20000 else _folded(c) for c in line if c != "\U0001f600" and _folded(c)]
    flat = flatten(texts)
    assert flat.letters.tolist() == letters
    assert flat.text_starts.tolist() == [*text_starts, len(letters)]
    assert flat.line_starts.tolist() == [*line_starts, len(letters)]
    assert flat.line_texts.tolist() == line_texts


def test_no_texts_and_empty_texts_flatten_to_nothing() -> None:
    """Sizes stay what the rest counts on."""
    assert flatten([]).text_starts.tolist() == [0]
    assert flatten(["", ""]).line_texts.tolist() == [0, 1]


def test_keys_that_stand_again_are_known_from_their_first() -> None:
    """In whatever order equal keys come out of the sort, the first one in the text is the original."""
    keys = np.array([random.Random(n).randrange(40) for n in range(200)], dtype=np.uint64)
    several, first = _standing_again(keys)
    assert several.tolist() == pl.Series(keys).is_duplicated().to_list()
    assert (first & several).tolist() == (pl.Series(keys).is_first_distinct() & pl.Series(several)).to_list()
    assert [len(found) for found in _standing_again(keys[:0])] == [0, 0]


def test_shares_do_not_hang_on_how_texts_are_portioned() -> None:
    """A text of more than a portion, between short ones, is measured as it is alone."""
    line = "".join(chr(0x627 + n % 20) + (" " if n % 6 == 0 else "") for n in range(60_000))
    texts = pl.Series(["short", f"{line}\n{line}", "", f"{line[:300]}\nend", line])
    shares = repeated_shares(texts, prose_letters=55, run_letters=80)
    alone = [repeated_shares(texts[n : n + 1], prose_letters=55, run_letters=80).row(0) for n in range(len(texts))]
    assert shares.rows() == alone and shares["repeated_share"][1] > 0.9
