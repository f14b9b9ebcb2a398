"""The ways to write the phrases of a lexicon: with clitics before them, with a joiner, a space or nothing between parts.

What a phrase means is `lexicon`.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

import polars as pl

from warehouse.folding import fold

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_IN_MANY_WAYS = (_ZWNJ, ".", "-")
"""Marks of a phrase that may be written in more than one way."""
LONGEST = 6
"""Words of the longest phrase that is looked for."""
_AFTER_ARTICLE = {"ب": "بال", "ك": "كال", "ل": "لل"}
# Languages share the names of persons, organisations and outlets.
_folded = cache(fold)


class Spellings:
    """Phrases in the order they were taken in, each with a place that tells what it means.

    Clitics are put on in `table`, over columns: with them Arabic has fourteen times as many spellings as phrases.
    """

    def __init__(self) -> None:
        self._phrases: list[str] = []
        self._places: list[int] = []
        # Of each phrase, which of the rows of `_heads` go before it.
        self._kinds: list[int] = []
        self._heads: dict[tuple[tuple[str, ...], bool], int] = {((), False): 0}

    def add(self, phrase: str, place: int, clitics: tuple[str, ...]) -> None:
        """Take `phrase` in; with a clitic of n letters its place is `place` + n."""
        articled = phrase.startswith("ال") and bool(clitics)
        plain = "" if any(mark in phrase for mark in _IN_MANY_WAYS) else _folded(phrase)
        if plain:
            # Almost all: the fold of the whole is the folds of its pieces.
            self._add([plain], place, self._heads.setdefault((clitics, articled), len(self._heads)))
        else:
            for letters, head, cut in _heads(clitics, articled):
                self._add(list(_ways(head + phrase[cut:])), place + letters)

    def add_words(self, words: Iterable[str], place: int, clitics: Iterable[str]) -> None:
        """Take many single words in, those with a clitic last."""
        folded = fold(" ".join(words)).split()
        for clitic in ("", *clitics):
            self._add([clitic + word for word in folded], place + len(clitic))

    def _add(self, phrases: list[str], place: int, kind: int = 0) -> None:
        phrases = [phrase for phrase in phrases if phrase and phrase.count(" ") < LONGEST]
        self._phrases += phrases
        self._places += [place] * len(phrases)
        self._kinds += [kind] * len(phrases)

    def table(self) -> pl.DataFrame:
        """Columns phrase, folded words with a space between, and place; what was taken in first stays."""
        heads = [
            list(zip(*((letters, fold(head), cut) for letters, head, cut in _heads(*kind)), strict=True))
            for kind in self._heads
        ]
        before = pl.DataFrame(heads, ["letters", "head", "cut"], orient="row").with_row_index("kind")
        taken = pl.DataFrame({"phrase": self._phrases, "place": self._places, "kind": self._kinds})
        every = taken.cast({"kind": before["kind"].dtype}).join(before, on="kind", how="left", maintain_order="left")
        whole = pl.col("head") + pl.col("phrase").str.slice(pl.col("cut"))
        return (
            every.explode("letters", "head", "cut")
            .select(whole.alias("phrase"), pl.col("place") + pl.col("letters"))
            .unique("phrase", keep="first", maintain_order=True)
        )


def _heads(clitics: tuple[str, ...], articled: bool) -> Iterator[tuple[int, str, int]]:
    """How many letters no clitic and each of `clitics` has, how it stands before a phrase, and how many letters of that it
    takes up: an article loses its alef."""
    yield 0, "", 0
    for clitic in clitics:
        article = _AFTER_ARTICLE.get(clitic[-1], clitic[-1] + "ال")
        yield (len(clitic), clitic[:-1] + article, 2) if articled else (len(clitic), clitic, 0)


def _ways(phrase: str) -> Iterator[str]:
    """The folded words of `phrase`: a joiner may be nothing or a space."""
    pieces = phrase.split(_ZWNJ)
    for glue in product(("", " "), repeat=len(pieces) - 1):
        whole = "".join(piece + join for piece, join in zip(pieces, (*glue, ""), strict=True))
        # "U.S." is one token and keeps its stops.
        yield " ".join(whole.lower().split()) if "." in whole else fold(whole)
        for mark in (mark for mark in "-." if mark in whole):
            # In a text a hyphen is a token of its own, and a stop in Arabic letters: Guinea-Bissau.
            yield " ".join(fold(part) or part for part in whole.replace(mark, f" {mark} ").split())
