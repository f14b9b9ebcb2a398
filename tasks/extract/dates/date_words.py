"""The words that dates are made of, as one letter and one number a token. What they mean together is `date_patterns`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from tasks.extract.words.lexicon import Lexicon
from tasks.extract.words.tokens import Bytes, Ints, Tokens, among
from tasks.languages import language
from warehouse.folding import fold

DAY, NUMBER, YEAR, HIJRI_YEAR, COMMON_YEAR = "d", "D", "Y", "H", "X"
MONTHS = {"gregorian": "g", "jalali": "j", "hijri": "h"}
WEAK_MONTHS = {"gregorian": "G", "jalali": "J", "hijri": "I"}
WEEKDAY, ORDINAL, RELATIVE, REST, NO_WEEKDAY, FUTURE = "w", "o", "r", "_", "b", "F"
CARDINAL = "N"
# What is counted ("three weeks", "two years" in one word): the number is that of a dual, 0 where another word tells it.
COUNTED = {"days": "a", "weeks": "K", "months": "T", "years": "U"}
END, TIGHT_COMMA = "!", ";"
_LETTERS = {
    "no_weekday_behind": NO_WEEKDAY, "days": "v", "weeks": "k", "months": "t", "years": "y", "many": "m",
    "before": "B", "past": "p", "next": "n", "current": "c", "this": "i", "ago": "Q", "of": "f", "until": "u", "in": "e", "future": FUTURE,
}  # fmt: skip
# A hyphen, a stroke and the like are what they are; "AH" and "AD" in Arabic stand alone too.
_SIGNS = {
    "/": "s", "-": "-", "\N{EN DASH}": "-", ".": ".", ",": ",", "\N{ARABIC COMMA}": ",", "(": "(", ")": ")", "\n": "\n",
    ":": ":", "\N{ARABIC LETTER HEH}": "z", "\N{ARABIC LETTER MEEM}": "q",
}  # fmt: skip
_YEARS = (1300, 1500), (1800, 2150)
_NUMBER = "^\u0648?(\\d{1,4})([\u0647\u0645])?$"


@dataclass(frozen=True, slots=True)
class DateWords:
    """One byte and one number a token: letters as above, a blank where the word tells nothing of dates."""

    letters: Bytes
    values: Ints


def date_words(tokens: Tokens, lexicon: Lexicon) -> DateWords:
    """Letters and values of all tokens."""
    frame = pl.DataFrame({"folded": tokens.folded}, schema={"folded": pl.String})
    number = pl.col("folded").str.extract_groups(_NUMBER)
    # In a column of its own, so that numbers are looked for once.
    frame = frame.with_columns(number.struct.rename_fields(["digits", "suffix"]).alias("number")).unnest("number")
    # Digits of other scripts are no number.
    value, suffix, n_digits = (
        pl.col("digits").cast(pl.Int64, strict=False),
        pl.col("suffix"),
        pl.col("digits").str.len_chars(),
    )
    is_year = pl.any_horizontal(value.is_between(*years) for years in _YEARS)
    letter = (
        pl.when(value.is_null()).then(pl.lit(" "))
        .when((suffix == "\u0647") & value.is_between(*_YEARS[0])).then(pl.lit(HIJRI_YEAR))
        .when((suffix == "\u0645") & value.is_between(*_YEARS[1])).then(pl.lit(COMMON_YEAR))
        .when(suffix.is_not_null()).then(pl.lit(" "))
        .when((n_digits <= 2) & value.is_between(1, 31)).then(pl.lit(DAY))
        .when(n_digits <= 2).then(pl.lit(NUMBER))
        .when(is_year).then(pl.lit(YEAR))
        .otherwise(pl.lit(" "))
    )  # fmt: skip
    facts = lexicon.facts["dates"]
    future = pl.when(pl.col("folded").str.contains(facts["future_shape"])).then(pl.lit(FUTURE)).otherwise(letter)
    known = frame.with_columns(future.alias("plain"), value.fill_null(0).alias("value")).join(
        _words(lexicon.tag), on="folded", how="left", maintain_order="left"
    )
    shown = known.select(pl.coalesce("letter", "plain").alias("letter"), pl.coalesce("number", "value").alias("value"))
    by_form = np.frombuffer("".join(shown["letter"].to_list()).encode("ascii"), dtype=np.uint8)
    letters = by_form[tokens.word]
    _loosen(letters, tokens)
    words = DateWords(letters, shown["value"].to_numpy().astype(np.int64)[tokens.word])
    _join_two(tokens, lexicon.tag, words)
    return words


def _loosen(letters: Bytes, tokens: Tokens) -> None:
    """Signs before blanks end something: a point becomes "!"; a comma that has none behind it parts digits."""
    blank = np.append(tokens.gap[1:], True)
    letters[among(letters, ".:") & blank] = ord(END)
    letters[(letters == ord(",")) & ~blank] = ord(TIGHT_COMMA)


@cache
def _words(tag: str) -> pl.DataFrame:
    """Single words with their letter and number; of several meanings the first counts."""
    rows = [(phrase, letter, number) for phrase, letter, number in _phrases(tag) if " " not in phrase]
    frame = pl.DataFrame(rows, schema={"folded": pl.String, "letter": pl.String, "number": pl.Int64}, orient="row")
    return frame.unique("folded", keep="first", maintain_order=True)


@cache
def _pairs(tag: str) -> tuple[dict[str, int], dict[str, int], dict[int, tuple[int, int]]]:
    """Phrases of two words: numbers of first and second words, and letter and value by the two numbers."""
    firsts: dict[str, int] = {}
    seconds: dict[str, int] = {}
    found: dict[int, tuple[int, int]] = {}
    for phrase, letter, number in _phrases(tag):
        words = phrase.split()
        if len(words) == 2:
            first = firsts.setdefault(words[0], len(firsts) + 1)
            second = seconds.setdefault(words[1], len(seconds) + 1)
            found.setdefault(first * 1000 + second, (ord(letter), number))
    return firsts, seconds, found


def _join_two(tokens: Tokens, tag: str, words: DateWords) -> None:
    """Give phrases of two words the letter of the phrase."""
    firsts, seconds, found = _pairs(tag)
    first, second = (
        tokens.folded.replace_strict(known, default=0, return_dtype=pl.Int64).to_numpy() for known in (firsts, seconds)
    )
    at = np.flatnonzero((first > 0)[tokens.word[:-1]])
    at = at[second[tokens.word[at + 1]] > 0]
    keys = first[tokens.word[at]] * 1000 + second[tokens.word[at + 1]]
    for start, key in zip(at.tolist(), keys.tolist(), strict=True):
        if key in found:
            words.letters[start], words.values[start] = found[key]
            words.letters[start + 1] = ord(REST)


def _phrases(tag: str) -> Iterator[tuple[str, str, int]]:
    """Folded phrases with letter and number, the surest first; where "and" is written with its word, with it too."""
    for phrase, letter, number in _plain_phrases(tag):
        yield phrase, letter, number
        if language(tag)["extract"]["clitics"] and len(phrase) > 2:
            yield "\u0648" + phrase, letter, number


def _plain_phrases(tag: str) -> Iterator[tuple[str, str, int]]:
    facts: dict[str, Any] = language(tag)["extract"]["dates"]
    for days, phrases in facts["relative"].items():
        yield from _forms(phrases, RELATIVE, int(days))
    for number, names in enumerate(facts["weekdays"]):
        yield from _forms(names, WEEKDAY, number)
    weak = {fold(name) for name in facts["weak_months"]}
    months = {**language(tag).get("months", {})}
    for calendar, lists in months.items():
        for number, names in enumerate(lists, 1):
            for name in map(fold, names):
                letter = WEAK_MONTHS[calendar] if name in weak else MONTHS[calendar]
                yield name, letter, number
                if calendar != "gregorian":
                    yield name + "\u0645\u0627\u0647", MONTHS[calendar], number
    for number, names in enumerate(facts["ordinals"], 1):
        yield from _forms(names, ORDINAL, number)
    for number, names in enumerate(facts["cardinals"], 1):
        yield from _forms(names, CARDINAL, number)
    for sign, letter in _SIGNS.items():
        yield sign, letter, 0
    for key, letter in _LETTERS.items():
        yield from _forms(facts[key], letter, 0)
    for unit, letter in COUNTED.items():
        yield from _forms(facts["counted"].get(unit, []), letter, 0)
        yield from _forms(facts["counted"].get(f"two_{unit}", []), letter, 2)


def _forms(phrases: list[str], letter: str, number: int) -> Iterator[tuple[str, str, int]]:
    return ((" ".join(fold(phrase).split()), letter, number) for phrase in phrases)
