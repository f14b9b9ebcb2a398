"""The numbers of a signature: which words are taken for numbers, and in what order."""

import polars as pl

from tasks.dedupe.sign import _numbers
from tasks.text.codepoints import fold_texts


def _hashes(*words: str) -> list[int]:
    """What stands for these words among a text's numbers."""
    return [int(word) >> 32 for word in fold_texts(pl.Series(words, dtype=pl.String)).text_hashes()]


def test_numbers_and_calendar_words_are_kept_in_order() -> None:
    """Digits of any script are one number; a word that only begins or ends with digits is none, a month is as good."""
    texts = pl.Series(["On 12 March \u0661\u0662 ferries, B2 and 3rd, 007", "", "no number", "5", "2x 4 x2 44"])
    folded = fold_texts(texts)
    found = _numbers(folded.word_hashes(), folded).to_list()
    expected = [_hashes("12", "March", "12", "007"), [], [], _hashes("5"), _hashes("4", "44")]
    assert found == expected


def test_no_texts_have_no_numbers() -> None:
    """An empty column gives an empty column of lists."""
    folded = fold_texts(pl.Series([], dtype=pl.String))
    found = _numbers(folded.word_hashes(), folded)
    assert found.to_list() == [] and found.dtype == pl.List(pl.UInt32)
