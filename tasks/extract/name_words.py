"""Words that are names by what stands before them: common words behind a given name or a title, halves of surnames.

Which phrases and forms there are is known before (`labels`); where names stand, `person_patterns`.
"""

import numpy as np
import polars as pl

from tasks.extract import codes
from tasks.extract.lexicon import Lexicon
from tasks.extract.tokens import Bools, Ints, Tokens, among
from warehouse.folding import fold

_MAY_BE_SURNAME = codes.COMMON + codes.NISBA + codes.TITLE + codes.TIME + codes.ADJECTIVE
_MAY_BE_HALF = codes.UNKNOWN + codes.GIVEN + codes.PLACE


def label_name_words(tokens: Tokens, lexicon: Lexicon, code: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> None:
    """Change in `code` what only its place makes a name. A tail that is written apart becomes the rest of its word."""
    names = lexicon.facts["names"]
    shaped = tokens.folded.str.contains(names["given_forms"]).to_numpy()[tokens.word]
    code[shaped & (code == ord(codes.UNKNOWN))] = ord(codes.GIVEN)
    before = _before(code)
    maybe = _flags(tokens, names["surnames"]) & among(code, _MAY_BE_SURNAME) & (before == ord(codes.GIVEN))
    code[maybe] = ord(codes.UNKNOWN)
    given = _flags(tokens, names["after_titles"]) & among(code, codes.COMMON + codes.TIME) & among(before, codes.TITLE)
    code[given] = ord(codes.GIVEN)
    tails = np.flatnonzero(_flags(tokens, names["surname_tails"]) & among(code, codes.UNKNOWN + codes.COMMON))
    for at in tails[tails > 0].tolist():
        head = at - 1
        named = code[head - 1 : head].tobytes() in (b"G", b"T") if head else False
        if code[head] in _MAY_BE_HALF.encode("ascii") or (named and code[head] == ord(codes.COMMON)):
            code[head], code[at] = ord(codes.UNKNOWN), ord(codes.REST)


def _before(
    code: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """The class of the phrase before each token; a line end before the first."""
    heads: Ints = np.maximum.accumulate(np.where(code == ord(codes.REST), 0, np.arange(len(code), dtype=np.int64)))
    return np.append(np.array([ord(codes.END)], dtype=np.uint8), code[heads][:-1])[: len(code)]


def _flags(tokens: Tokens, words: list[str]) -> Bools:
    """Which tokens are one of `words`."""
    forms: pl.Series = tokens.folded.is_in([fold(word).replace("\N{ZERO WIDTH NON-JOINER}", "") for word in words])
    flags: Bools = forms.to_numpy()[tokens.word]
    return flags
