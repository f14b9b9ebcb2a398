"""The ways to write the phrases of a lexicon: with clitics before them, with a joiner, a space or nothing between parts.

What a phrase means is `lexicon`.
"""

from collections.abc import Iterable, Iterator
from itertools import product

import polars as pl

from tasks.text.fold_all import fold_all
from warehouse.folding import fold

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
LONGEST = 6
"""Words of the longest phrase that is looked for."""
_AFTER_ARTICLE = {"ب": "بال", "ك": "كال", "ل": "لل"}


class Spellings:
    """Phrases in the order they were taken in, each with a place that tells what it means.

    Folding them and putting clitics on is done in `table`, over all at once: with clitics Arabic has fourteen times as
    many spellings as phrases.
    """

    def __init__(self) -> None:
        self._phrases: list[str] = []
        self._places: list[int] = []
        # Of each phrase, which of the rows of `_heads` go before it, and -1 where it is folded and has its head.
        self._kinds: list[int] = []
        self._heads: dict[tuple[tuple[str, ...], bool], int] = {((), False): 0}

    def add(self, phrase: str, place: int, clitics: tuple[str, ...]) -> None:
        """Take `phrase` in; with a clitic of n letters its place is `place` + n."""
        articled = phrase.startswith("ال") and bool(clitics)
        if "." not in phrase and "-" not in phrase:
            # Almost all: the fold of the whole is the folds of its pieces.
            kind = self._heads.setdefault((clitics, articled), len(self._heads))
            self._add([phrase] if _ZWNJ not in phrase else list(_glued(phrase)), place, kind)
        else:
            for letters, head, cut in _heads(clitics, articled):
                self._add(list(_ways(head + phrase[cut:])), place + letters, -1)

    def add_words(self, words: Iterable[str], place: int, clitics: Iterable[str]) -> None:
        """Take many single words in, those with a clitic last."""
        folded = fold(" ".join(words)).split()
        for clitic in ("", *clitics):
            self._add([clitic + word for word in folded], place + len(clitic), -1)

    def _add(self, phrases: list[str], place: int, kind: int) -> None:
        self._phrases += phrases
        self._places += [place] * len(phrases)
        self._kinds += [kind] * len(phrases)

    def table(self) -> pl.DataFrame:
        """Columns phrase, folded words with a space between, and place; of those that are alike the first counts."""
        heads = [(-1, 0, "", 0)]
        for kind, number in self._heads.items():
            heads += [(number, letters, fold(head), cut) for letters, head, cut in _heads(*kind)]
        before = pl.DataFrame(heads, ["kind", "letters", "head", "cut"], orient="row")
        taken = pl.DataFrame({"phrase": self._folded(), "place": self._places, "kind": self._kinds})
        taken = taken.filter(pl.col("phrase") != "", pl.col("phrase").str.count_matches(" ", literal=True) < LONGEST)
        whole = pl.col("head") + pl.col("phrase").str.slice(pl.col("cut"))
        headed = taken.join(before, on="kind", how="left", maintain_order="left_right")
        return headed.select(whole.alias("phrase"), pl.col("place") + pl.col("letters"))

    def _folded(self) -> list[str]:
        """The phrases, those folded that are not yet."""
        at = [at for at, kind in enumerate(self._kinds) if kind >= 0]
        phrases = list(self._phrases)
        for place, phrase in zip(at, fold_all([phrases[place] for place in at]), strict=True):
            phrases[place] = phrase
        return phrases


def _heads(clitics: tuple[str, ...], articled: bool) -> Iterator[tuple[int, str, int]]:
    """How many letters no clitic and each of `clitics` has, how it stands before a phrase, and how many letters of that it
    takes up: an article loses its alef."""
    yield 0, "", 0
    for clitic in clitics:
        article = _AFTER_ARTICLE.get(clitic[-1], clitic[-1] + "ال")
        yield (len(clitic), clitic[:-1] + article, 2) if articled else (len(clitic), clitic, 0)


def _glued(phrase: str) -> Iterator[str]:
    """The ways to write a phrase with joiners: each may be nothing or a space."""
    pieces = phrase.split(_ZWNJ)
    for glue in product(("", " "), repeat=len(pieces) - 1):
        yield "".join(piece + join for piece, join in zip(pieces, (*glue, ""), strict=True))


def _ways(phrase: str) -> Iterator[str]:
    """The folded words of `phrase`, which has stops or hyphens."""
    for whole in _glued(phrase):
        # "U.S." is one token and keeps its stops.
        yield " ".join(whole.lower().split()) if "." in whole else fold(whole)
        for mark in (mark for mark in "-." if mark in whole):
            # In a text a hyphen is a token of its own, and a stop in Arabic letters: Guinea-Bissau.
            yield " ".join(fold(part) or part for part in whole.replace(mark, f" {mark} ").split())
