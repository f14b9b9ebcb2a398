"""Words that are names by what stands before them: common words behind a given name or a title, halves of surnames.

Which phrases and forms there are is known before (`labels`); where names stand, `person_patterns`.
"""

from typing import Any

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.tokens import Bools, Bytes, Ints, Tokens, among
from warehouse.folding import fold_name

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
    _join_halves(tokens, names, code)
    # The son of somebody famous is somebody else.
    juniors = np.flatnonzero(_are(tokens, names["juniors"])[tokens.word])
    for at in juniors[_before(code, juniors) == ord(codes.PERSON)].tolist():
        head = at - 1
        while code[head] == ord(codes.REST):
            head -= 1
        code[head], code[at] = ord(codes.GIVEN), ord(codes.UNKNOWN)
    _join_tails(tokens, names, code)


def _join_tails(tokens: Tokens, names: dict[str, Any], code: Bytes) -> None:
    """A surname's second half that is written apart, and whence its bearer is, become the rest of its word."""
    tails = np.flatnonzero(_are(tokens, names["surname_tails"])[tokens.word])
    tails = tails[among(code[tails], codes.UNKNOWN + codes.COMMON)]
    for at in tails[tails > 0].tolist():
        head = at - 1
        named = code[head - 1 : head].tobytes() in (b"G", b"T") if head else False
        if code[head] in _MAY_BE_HALF.encode("ascii") or (named and code[head] == ord(codes.COMMON)):
            code[head], code[at] = ord(codes.UNKNOWN), ord(codes.REST)
    origins = np.flatnonzero(_are(tokens, names["origins"])[tokens.word])
    origins = origins[among(code[origins], codes.UNKNOWN + codes.COMMON) & (code[origins - 1] == ord(codes.UNKNOWN))]
    shaped = tokens.folded.str.contains(names["surname_shape"]).to_numpy()[tokens.word[origins - 1]]
    code[origins[shaped | among(code[origins - 2], "GT")]] = ord(codes.REST)


def _join_halves(tokens: Tokens, names: dict[str, Any], code: Bytes) -> None:
    """First halves of surnames before a given name; and whoever is "son of" is nobody of the register."""
    heads = np.flatnonzero(_are(tokens, names["surname_heads"])[tokens.word[:-1]])
    halves = among(code[heads], codes.UNKNOWN + codes.COMMON) & (code[heads + 1] == ord(codes.GIVEN))
    halves |= (code[heads] == ord(codes.TITLE)) & among(_before(code, heads), "G") & among(code[heads + 1], "Gw")
    code[heads[halves]] = ord(codes.PARTICLE)
    known = np.flatnonzero((code[:-1] == ord(codes.PERSON)) & (code[1:] == ord(codes.PARTICLE)))
    sons = _are(tokens, names["son_of"])[tokens.word[known + 1]]
    code[known[sons]] = ord(codes.GIVEN)


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
    names = [fold_name(name) for name in given if name.endswith(_HAMZA)]
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
    forms: pl.Series = tokens.folded.is_in([fold_name(word).replace("\N{ZERO WIDTH NON-JOINER}", "") for word in words])
    flags: Bools = forms.to_numpy()
    return flags
