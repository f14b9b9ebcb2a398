"""Folded columns of texts: equal hashes for equal words, whatever their spelling, and true positions."""

import itertools
import unicodedata

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text import codepoints
from tasks.text.codepoints import Folded, among, decode, fold_codes, fold_texts
from warehouse.folding import DROPPED, LETTERS, fold

PIECES = [
    *"\u064a\u06cc\u0649\u0643\u06a9\u0629\u0647\u0623\u0625\u0622\u0627\u0624\u0648\u0626\u0628\u0644\u0645", *"abcXYZ\u00c9\u00e9\u0130\u00df", *"019\u0660\u0669\u06f0\u06f9",
    *" \n\t.,\u060c\u061f\u00ab\u00bb\"-\u2013()/", *"\u0640\u064b\u0651\u0670\u0653\u200c\u200d\u200b\u200f\u061c\ufeff\u00ad\u0621", "\U0001f600", "\U0001ee00", "\U00020000", "\U000e0041",
]  # fmt: skip
# A few compatibility letters are spelled out by NFKC before they are folded.
SAME_BOTH_WAYS = sorted(
    {*LETTERS, *DROPPED, *"abc \u0628\u067e"} - {char for char in LETTERS if fold(char) != LETTERS[char]}
)
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
columns = st.lists(st.one_of(texts, st.none()), max_size=12)


def _series(values: list[str | None]) -> pl.Series:
    return pl.Series(values, dtype=pl.String)


def _words(folded: Folded, row: int) -> list[str]:
    """The words of one text, put together from the letters."""
    bounds = folded.words[folded.word_bounds[row] : folded.word_bounds[row + 1] + 1].tolist()
    return ["".join(map(chr, folded.letters[a:b])) for a, b in itertools.pairwise(bounds)]


@given(columns)
def test_letters_and_words_are_where_they_are_said_to_be(values: list[str | None]) -> None:
    """Each text's words are those of its folded letters, parted where a character that is no letter stands."""
    folded = fold_texts(_series(values))
    for row, text in enumerate(values):
        expected = "".join(
            LETTERS.get(char, char) if char.isalnum() or ord(char) >= 0x20000 else " "
            for char in text or ""
            if char not in DROPPED
        ).split()
        assert _words(folded, row) == expected
        assert folded.n_words()[row] == len(expected)
        assert folded.n_letters()[row] == sum(map(len, expected)) == folded.ends[row] - folded.starts[row]


@given(st.text(alphabet=st.sampled_from(SAME_BOTH_WAYS), max_size=40))
def test_the_fold_is_that_of_the_warehouse(text: str) -> None:
    """Letters of composed text, and what vanishes, fold here as they do in searches of the warehouse."""
    composed = unicodedata.normalize("NFKC", text)
    assert " ".join(_words(fold_texts(_series([composed])), 0)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "\u0643\u062a\u0627\u0628\u0629 \u064a\u062f\u0648\u064a\u0629",
            "\u06a9\u062a\u0627\u0628\u0647 \u06cc\u062f\u0648\u06cc\u0647",
        ),
        (
            "\u0625\u0644\u0649 \u0627\u0644\u0623\u0645\u0627\u0645",
            "\u0627\u0644\u064a \u0627\u0644\u0627\u0645\u0627\u0645",
        ),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u0634\u0648\u062f"),
        ("\u062c\u0640\u0640\u0645\u064a\u0644\u064c", "\u062c\u0645\u06cc\u0644"),
        ("\u0661\u0662\u0663 \u06f4\u06f5", "123 45"),
        ("The Harbour, (again)!", "the harbour again"),
    ],
)
def test_spellings_of_one_text_have_one_hash(one: str, other: str) -> None:
    """Letters of other keyboards, hamza, joiners, tatweel, vowel signs, digits and punctuation change no hash."""
    hashes = fold_texts(_series([one, other, other + "\u0628"])).text_hashes()
    assert hashes[0] == hashes[1] != hashes[2]


@given(texts, texts, texts)
def test_equal_stretches_have_equal_hashes(before: str, text: str, after: str) -> None:
    """A stretch has one hash wherever it stands: alone, or between others."""
    folded = fold_texts(_series([text, f"{before} {text} {after}"]))
    lead = fold_texts(_series([before])).n_letters()
    start = folded.starts[1:] + lead
    inside = folded.hashes(start, start + folded.n_letters()[:1])
    assert inside[0] == folded.text_hashes()[0]


@given(st.lists(texts, min_size=2, max_size=12))
def test_unequal_texts_have_unequal_hashes(values: list[str]) -> None:
    """Texts that differ in a folded letter, its place or their length do not share a hash."""
    folded = fold_texts(_series(values))
    letters = ["".join(map(chr, folded.letters[a:b])) for a, b in zip(folded.starts, folded.ends, strict=True)]
    assert len(set(folded.text_hashes().tolist())) == len(set(letters))


@given(columns, st.integers(1, 40))
def test_blocks_show_nowhere(values: list[str | None], block: int) -> None:
    """Folding in blocks of any size gives the arrays of one block."""
    with pytest.MonkeyPatch.context() as patch:
        whole = fold_texts(_series(values))
        patch.setattr(codepoints, "_BLOCK", block)
        cut = fold_texts(_series(values))
    for name in ("letters", "starts", "ends", "words", "word_bounds", "breaks", "sums"):
        assert np.array_equal(getattr(whole, name), getattr(cut, name)), name


@pytest.mark.parametrize("values", [[], [""], [None], ["", None, ""], ["...", None], ["\u200c"]])
def test_columns_without_letters(values: list[str | None]) -> None:
    """No rows, empty texts, nulls and bare punctuation have no letters, no words and the hash of nothing."""
    folded = fold_texts(_series(values))
    assert folded.n_letters().tolist() == folded.n_words().tolist() == [0] * len(values)
    assert len(folded.text_hashes()) == len(values)
    assert len(set(folded.text_hashes().tolist())) <= 1
    assert folded.word_hashes().tolist() == []


def test_word_bounds_are_each_texts_own() -> None:
    """A word at a text's end and one at the next text's beginning are two, with and without blanks between."""
    folded = fold_texts(_series(["ab", "cd ef", "", " gh "]))
    assert [_words(folded, row) for row in range(4)] == [["ab"], ["cd", "ef"], [], ["gh"]]
    assert len(folded.word_hashes()) == 4


def test_characters_beyond_the_table_are_letters_of_themselves() -> None:
    """Planes above the first keep their code points, apart from each other and from letters below."""
    codes, _ = decode(_series(["\U00020000\U00020001a"]))
    assert fold_codes(codes).tolist() == [0x20000, 0x20001, ord("a")]
    hashes = fold_texts(_series(["\U00020000", "\U0001ffff", "\U00020000 "])).text_hashes()
    assert hashes[0] == hashes[2]


@given(columns)
def test_decoding_gives_every_code_point(values: list[str | None]) -> None:
    """Joined code points, and where each text begins and ends; a null is empty."""
    codes, bounds = decode(_series(values))
    assert ["".join(map(chr, codes[a:b])) for a, b in itertools.pairwise(bounds)] == [value or "" for value in values]


@given(st.lists(st.integers(0, 50), max_size=30), st.lists(st.integers(0, 50), max_size=10))
def test_among_is_membership(values: list[int], known: list[int]) -> None:
    """Searching the few sorted values finds what belonging to them says."""
    found = among(np.array(values, dtype=np.uint64), np.unique(np.array(known, dtype=np.uint64)))
    assert found.tolist() == [value in known for value in values]
