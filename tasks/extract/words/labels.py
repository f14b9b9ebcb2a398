"""Giving each token its class: phrases of the lexicon first, longest first, then punctuation, then what is left.

Grammar over the classes belongs to `persons`, `quotes` and the others; quotation marks to `marks`.
"""

import re
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import polars as pl

from tasks.extract.words import codes
from tasks.extract.words.lexicon import Lexicon, hash_rows
from tasks.extract.words.name_words import label_name_words
from tasks.extract.words.tokens import Bools, Bytes, Ints, Tokens, among, one_of
from tasks.extract.words.unsure_cues import label_unsure_cues

_SIGNS = {
    ":": codes.COLON, "\uff1a": codes.COLON, ",": codes.COMMA, "\N{ARABIC COMMA}": codes.COMMA, ";": codes.COMMA,
    "\N{ARABIC SEMICOLON}": codes.COMMA, ".": codes.STOP, "!": codes.STOP, "?": codes.STOP,
    "\N{ARABIC QUESTION MARK}": codes.STOP, "\N{ARABIC FULL STOP}": codes.STOP, "\N{HORIZONTAL ELLIPSIS}": codes.STOP,
    "\n": codes.END, "(": codes.BRACKET, ")": codes.UNBRACKET, "[": codes.BRACKET, "]": codes.UNBRACKET,
    "-": codes.DASH, "\N{EN DASH}": codes.DASH, "\N{EM DASH}": codes.DASH, "/": codes.SLASH,
    "\N{LEFT DOUBLE QUOTATION MARK}": codes.OPEN, "\N{RIGHT DOUBLE QUOTATION MARK}": codes.CLOSE,
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": codes.OPEN,
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": codes.CLOSE,
    "\N{DOUBLE LOW-9 QUOTATION MARK}": codes.OPEN, "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}": codes.OPEN,
    '"': '"', "\N{FULLWIDTH QUOTATION MARK}": '"',
}  # fmt: skip
_CAPITAL_ONLY = "".join(
    (
        codes.PERSON,
        codes.GIVEN,
        codes.PLACE,
        codes.NISBA,
        codes.ORGANISATION,
        codes.OUTLET,
        codes.OUTLET_AFTER_CUE,
        codes.PLATFORM,
        codes.PLATFORM_AFTER_CUE,
    )
)
_ARTICLED = ("لل", "بال", "كال", "وال", "فال", "وبال", "ولل")


@dataclass(slots=True)
class Labels:
    """A class a token, as bytes; `meaning` is a place in the lexicon's meanings, -1 where the lexicon says nothing."""

    code: Bytes
    meaning: Ints


def label(tokens: Tokens, lexicon: Lexicon) -> Labels:
    """The class of every token."""
    plain = _plain_codes(tokens, lexicon)
    code = plain[tokens.word]
    meaning = np.full(len(tokens), -1, dtype=np.int64)
    _label_phrases(tokens, lexicon, Labels(code, meaning))
    _label_unsure_countries(tokens, lexicon, Labels(code, meaning), plain)
    label_unsure_cues(tokens, lexicon, code, meaning)
    _label_stops(tokens, code)
    exact = tokens.forms.is_in(lexicon.facts["names"]["written_so"]).to_numpy()[tokens.word]
    code[exact & (code == ord(codes.PREPOSITION))] = ord(codes.GIVEN)
    label_name_words(tokens, lexicon, code)
    return Labels(code, meaning)


def _plain_codes(tokens: Tokens, lexicon: Lexicon) -> Bytes:
    """The class of each form by itself, where no phrase of the lexicon says otherwise."""
    form, folded = pl.col("form"), pl.col("folded")
    schema = {"form": pl.String, "folded": pl.String}
    frame = pl.DataFrame({"form": tokens.forms, "folded": tokens.folded}, schema=schema)
    article = pl.lit(lexicon.has_article)
    articled = pl.any_horizontal(folded.str.starts_with(prefix) for prefix in _ARTICLED)
    capitalised = pl.lit(codes.UNKNOWN if lexicon.capitals else codes.LATIN)
    # The first that is true counts.
    letter = (
        pl.when(form.is_in(list(_SIGNS)))
        .then(form.replace(_SIGNS))
        .when(folded.is_in(["و", "and"]))
        .then(pl.lit(codes.AND))
        .when(form.str.contains(r"^\p{N}"))
        .then(pl.lit(codes.DIGITS))
        .when(~form.str.contains(r"\p{L}"))
        .then(pl.lit(codes.OTHER))
        .when(_is_common(lexicon) | (folded.str.len_chars() < 2))
        .then(pl.lit(codes.COMMON))
        .when(form.str.contains(r"^\p{Lu}[\p{Latin}\p{M}]+$"))
        .then(capitalised)
        .when(form.str.contains(r"^\p{Latin}"))
        .then(pl.lit(codes.COMMON))
        .when(article & folded.str.starts_with("ال") & (folded.str.len_chars() > 3))
        .then(pl.lit(codes.DEFINITE))
        .when(article & articled)
        .then(pl.lit(codes.COMMON))
        .otherwise(pl.lit(codes.UNKNOWN))
    )
    joined = "".join(frame.select(letter.alias("code"))["code"].to_list())
    return np.frombuffer(joined.encode("ascii"), dtype=np.uint8).copy()


def _is_common(lexicon: Lexicon) -> pl.Expr:
    """Whether a form is a common word, or ends as no name does."""
    folded, words = pl.col("folded"), one_of(lexicon.common)
    written, least = (pl.col("form"), 1) if lexicon.capitals else (folded, 4)
    common = folded.is_in(words)
    if lexicon.has_article:
        # A clitic before a common word is not worth a form of its own.
        stem = folded.str.replace("^[وفبلک]", "")
        # Three letters are enough with the feminine sign: "for a plan".
        long = (stem.str.len_chars() > 3) | folded.str.contains("^[بل]..ه$")
        common |= long & stem.is_in(words)
    return common | (written.str.contains(lexicon.facts["names"]["no_name"]) & (folded.str.len_chars() > least))


def _label_phrases(tokens: Tokens, lexicon: Lexicon, labels: Labels) -> None:
    """Lay the lexicon's phrases over the tokens, longest first; none overlaps another."""
    by_form = _word_numbers(tokens, lexicon)
    numbers, later = by_form[tokens.word], lexicon.later[by_form][tokens.word]
    free, longest = numbers > 0, lexicon.longest[by_form]
    heads = np.flatnonzero((longest > 1)[tokens.word])
    reach = longest[tokens.word[heads]]
    capital = tokens.forms.str.contains(r"^\p{Lu}").to_numpy() if lexicon.capitals else None
    for n in (*sorted(lexicon.hashes, reverse=True), 1):
        starts = _runs(free, later, heads[reach >= n], n) if n > 1 else np.flatnonzero(free)
        starts, found = _known(lexicon, numbers, starts, n)
        if capital is not None:
            allowed = capital[tokens.word[starts]] | ~among(lexicon.letters[found], _CAPITAL_ONLY)
            starts, found = starts[allowed], found[allowed]
        starts, found = _disjoint(starts, found, n)
        labels.meaning[starts] = found
        labels.code[starts] = lexicon.letters[found]
        free[starts] = False
        for k in range(1, n):
            labels.code[starts + k] = ord(codes.REST)
            free[starts + k] = False


def _known(lexicon: Lexicon, numbers: Ints, starts: Ints, n: int) -> tuple[Ints, Ints]:
    """Which of `starts` begin a phrase of `n` words, and the place of its meaning."""
    if n == 1:
        found = lexicon.alone[numbers[starts]]
        return starts[found >= 0], found[found >= 0]
    keys, places = lexicon.hashes[n]
    hashes = hash_rows(np.stack([numbers[starts + k] for k in range(n)], axis=1))
    where = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
    hit = keys[where] == hashes
    return starts[hit], places[where[hit]]


_UNSURE = ord(codes.UNSURE_COUNTRY)
_BESIDE = re.compile(rb"O_*(?:[AN]_*|f_*)*K|K_*(?:\+s)?(?:A_*)*O")


def _label_unsure_countries(tokens: Tokens, lexicon: Lexicon, labels: Labels, plain: Bytes) -> None:
    """A word that may be a country's is one beside an office that countries have.

    Elsewhere the name of a country is a common word, and an adjective what its form is: Persian surnames look so.
    """
    unsure = np.flatnonzero(labels.code == _UNSURE)
    if not len(unsure):
        return
    classes = labels.code.tobytes()
    labels.code[unsure] = plain[tokens.word[unsure]]
    for at, place in zip(unsure.tolist(), labels.meaning[unsure].tolist(), strict=True):
        if lexicon.meanings[place].detail == codes.PLACE:
            labels.code[at] = ord(codes.COMMON)
    local, beside = frozenset(lexicon.facts["local_offices"]), np.zeros(len(classes), dtype=np.bool_)
    for match in _BESIDE.finditer(classes):
        office, at = match.start(), match.end() - 1
        country_before = classes[office] == _UNSURE
        if country_before:
            office, at = at, office
        if (lexicon.capitals or not country_before) and lexicon.meanings[labels.meaning[office]].label not in local:
            beside[at] = True
            labels.code[at] = ord(lexicon.meanings[labels.meaning[at]].detail)
    labels.meaning[unsure[~beside[unsure]]] = -1


def _word_numbers(tokens: Tokens, lexicon: Lexicon) -> Ints:
    """The number of each form in the lexicon, 0 where it has none."""
    # A look per form into the one table of all readings; a join would index the lexicon anew for each.
    return np.fromiter(map(lexicon.numbers.get, tokens.folded.to_list(), repeat(0)), dtype=np.int64)


def _runs(free: Bools, later: Bytes, heads: Ints, n: int) -> Ints:
    """Which of `heads` begin `n` free tokens in a row, each of which stands at its place in some phrase."""
    starts = heads[heads <= len(free) - n]
    starts = starts[free[starts]]
    for k in range(1, n):
        starts = starts[free[starts + k] & (later[starts + k] & (1 << k) > 0)]
    return starts


def _disjoint(starts: Ints, found: Ints, n: int) -> tuple[Ints, Ints]:
    """Of overlapping phrases of one length, the first."""
    close = (np.flatnonzero(np.diff(starts) < n) + 1).tolist() if n > 1 else []
    if not close:
        return starts, found
    kept, last = bytearray(b"\1" * len(starts)), -n
    # A loop over those alone that begin within the one before.
    for place, before, start in zip(close, starts[np.array(close) - 1].tolist(), starts[close].tolist(), strict=True):
        last = before if kept[place - 1] else last
        kept[place] = start - last >= n
    free = np.frombuffer(kept, dtype=np.bool_)
    return starts[free], found[free]


def _label_stops(tokens: Tokens, code: Bytes) -> None:
    """A stop ends a sentence only before white space, a mark or the end; not after a title or a letter."""
    if len(code) < 2:
        return
    # The last token is a line break, and as good as one before the first.
    stop = np.flatnonzero(code == ord(codes.STOP))
    before = code[stop - 1]
    closed = tokens.gap[stop + 1] | among(code[stop + 1], '<>"\n.')
    short = ((tokens.end - tokens.start)[stop - 1] < 2) & (stop > 0) & ~among(before, '<>"d).')
    colon = np.flatnonzero(code == ord(codes.COLON))
    time = (code[colon - 1] == ord(codes.DIGITS)) & (code[colon + 1] == ord(codes.DIGITS))
    code[stop[~closed | short | (before == ord(codes.TITLE))]] = ord(codes.OTHER)
    dash = np.flatnonzero(code == ord(codes.DASH))
    code[dash[~tokens.gap[dash] & ~tokens.gap[dash + 1]]] = ord(codes.HYPHEN)
    code[colon[time]] = ord(codes.OTHER)
