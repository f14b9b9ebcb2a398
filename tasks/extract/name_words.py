"""Words that are names by what stands before them: common words behind a given name or a title, halves of surnames.

Which phrases and forms there are is known before (`labels`); where names stand, `person_patterns`.
"""

from typing import Any

import numpy as np
import polars as pl

from tasks.extract import codes
from tasks.extract.lexicon import Lexicon
from tasks.extract.tokens import Bools, Bytes, Ints, Tokens, among
from warehouse.folding import fold

_MAY_BE_SURNAME = codes.COMMON + codes.NISBA + codes.TITLE + codes.TIME + codes.ADJECTIVE
_MAY_BE_HALF = codes.UNKNOWN + codes.GIVEN + codes.PLACE

_HAMZA = "\N{ARABIC LETTER HAMZA}"


def label_name_words(tokens: Tokens, lexicon: Lexicon, code: Bytes) -> None:
    """Change in `code` what only its place makes a name. A tail that is written apart becomes the rest of its word."""
    names = lexicon.facts["names"]
    unknown = np.flatnonzero(code == ord(codes.UNKNOWN))
    shaped = tokens.folded.str.contains(names["given_forms"]).to_numpy()
    code[unknown[shaped[tokens.word[unknown]]]] = ord(codes.GIVEN)
    given = np.flatnonzero(code == ord(codes.GIVEN))
    none = tokens.forms.is_in(names["not_given"]).to_numpy()
    if lexicon.has_article:
        none = none | _without_hamza(tokens, names["given"])
    code[given[none[tokens.word[given]]]] = ord(codes.COMMON)
    _part_given_names_from_words(tokens, names, code)
    surname = _are(tokens, names["surnames"])[tokens.word]
    maybe = np.flatnonzero(surname & among(code, _MAY_BE_SURNAME))
    titled = np.flatnonzero(_are(tokens, names["after_titles"])[tokens.word])
    titled = titled[_before(code, titled) == ord(codes.TITLE)]
    code[maybe[_before(code, maybe) == ord(codes.GIVEN)]] = ord(codes.UNKNOWN)
    code[titled[among(code[titled], codes.COMMON + codes.TIME)]] = ord(codes.GIVEN)
    # The son of somebody famous is somebody else.
    juniors = np.flatnonzero(_are(tokens, names["juniors"])[tokens.word])
    for at in juniors[_before(code, juniors) == ord(codes.PERSON)].tolist():
        head = at - 1
        while code[head] == ord(codes.REST):
            head -= 1
        code[head], code[at] = ord(codes.GIVEN), ord(codes.UNKNOWN)
    tails = np.flatnonzero(_are(tokens, names["surname_tails"])[tokens.word])
    tails = tails[among(code[tails], codes.UNKNOWN + codes.COMMON)]
    for at in tails[tails > 0].tolist():
        head = at - 1
        named = code[head - 1 : head].tobytes() in (b"G", b"T") if head else False
        if code[head] in _MAY_BE_HALF.encode("ascii") or (named and code[head] == ord(codes.COMMON)):
            code[head], code[at] = ord(codes.UNKNOWN), ord(codes.REST)


def _part_given_names_from_words(tokens: Tokens, names: dict[str, Any], code: Bytes) -> None:
    """Words that are given names by their neighbours alone: «زیاد», «هنری»; before a surname's shape: «عزیز»."""
    given = np.flatnonzero(code[:-1] == ord(codes.GIVEN))
    unsure = _are(tokens, names["given_before_surnames"])
    at = given[(unsure | _are(tokens, names["given_words"]))[tokens.word[given]]]
    if len(at):
        shaped = tokens.folded.str.contains(names["surname_shape"]).to_numpy() | _are(tokens, names["surnames"])
        beside = among(_before(code, at), names["beside_given"]) | among(code[at + 1], "GPx")
        code[at[~beside & ~(unsure[tokens.word[at]] & shaped[tokens.word[at + 1]])]] = ord(codes.COMMON)
    if names["given_before"]:
        # The title of an emir, or the first half of a name: «امیر محمد».
        heads = np.flatnonzero(_are(tokens, names["title_or_given"])[tokens.word[:-1]])
        halves = _are(tokens, names["compound_second"])[tokens.word[heads + 1]]
        in_row = among(_before(code, heads), "-,d/&") & among(code[heads + 1], codes.UNKNOWN)
        code[heads[halves | in_row]] = ord(codes.GIVEN)


def _without_hamza(tokens: Tokens, given: list[str]) -> Bools:
    """Forms that folding alone makes a name with a hamza at its end: "with her", and not Baha."""
    names = [fold(name) for name in given if name.endswith(_HAMZA)]
    bare = tokens.folded.is_in(names) | tokens.folded.str.replace("^[\u0648\u0641\u0628\u0644\u06a9]", "").is_in(names)
    flags: Bools = (bare & ~tokens.forms.str.ends_with(_HAMZA)).to_numpy()
    return flags


def _before(code: Bytes, at: Ints) -> Bytes:
    """The class of the phrase before each of the tokens `at`; a line end before the first."""
    before = at - 1
    while (rest := (before >= 0) & (code[before] == ord(codes.REST))).any():
        before[rest] -= 1
    return np.where(before < 0, np.uint8(ord(codes.END)), code[before])


def _are(tokens: Tokens, words: list[str]) -> Bools:
    """Which forms are one of `words`."""
    forms: pl.Series = tokens.folded.is_in([fold(word).replace("\N{ZERO WIDTH NON-JOINER}", "") for word in words])
    flags: Bools = forms.to_numpy()
    return flags
