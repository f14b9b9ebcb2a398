"""Signs that a machine translated an Arabic or Persian text, and the score that they make together, 0 to 1.

No sign proves anything alone: people put spaces before commas, too, and leave brands in Latin. Each adds its share to what
the others left open: 1 - (1 - a)(1 - b)…
"""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import compress, islice
from operator import eq
from typing import Any

import polars as pl

from tasks.clean.foreign import LANGUAGES, foreign_runs
from tasks.text.letters import WORD

SIGNS = {
    "spaced_commas": 0.35,
    "turned_marks": 0.3,
    "names_left": 0.35,
    "words_left": 0.25,
    "gender": 0.35,
    "doubled_words": 0.15,
}
"""What each sign adds where it is seen often enough."""

_LEAST_COMMAS, _COMMA_SHARE = 3, 0.5
_TURNED = r"\s\u201c(?:[\s.\u060c\u061f!]|$)|\s\u201d|[\u201d\u201c]\s\u060c"


def with_signs(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add foreign (see `foreign_runs`), machine_translated (the score; null in other languages) and signs_told."""
    documents = documents.with_columns(foreign_runs(documents))
    signs = machine_signs(documents, passages).rename({"score": "machine_translated", "told": "signs_told"})
    score = pl.when(pl.col("language").is_in(LANGUAGES)).then(pl.col("machine_translated").fill_null(0.0))
    return documents.join(signs, on="doc", how="left", maintain_order="left").with_columns(machine_translated=score)


def machine_signs(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """doc, score and told (the signs, for people) of the documents that show any.

    `documents`: doc, language, text. `passages`: doc, placement, edits and raw_piece, or raw_text and clean_text.
    """
    spaced = "close_space_before_punctuation"
    raw = pl.col("raw_piece") if "raw_piece" in passages.columns else pl.coalesce("raw_text", "clean_text")
    mended = pl.col("edits").list.contains(spaced) | pl.col("edits").list.contains("pair_quotation_marks")
    marks = (
        passages.lazy()
        .filter(mended & pl.col("placement").is_in(["body", "caption"]))
        .select("doc", raw=raw)
        .group_by("doc")
        .agg(
            spaced=pl.col("raw").str.count_matches(" \u060c", literal=True).sum(),
            turned=pl.col("raw").str.count_matches(_TURNED).sum(),
        )
        .collect()
    )
    foreign = documents.select("doc", foreign=foreign_runs(documents)).drop_nulls().explode("foreign").unnest("foreign")
    left = foreign.group_by("doc").agg(
        names=(pl.col("kind") == "person").sum(), words=(pl.col("kind") == "untranslated").sum()
    )
    left = left.filter((pl.col("names") > 0) | (pl.col("words") > 0))
    suspects = documents.filter(pl.col("language").is_in(LANGUAGES)).select("doc", "text", "language")
    seen = marks.join(left, on="doc", how="full", coalesce=True).with_columns(pl.exclude("doc").fill_null(0))
    seen = suspects.join(
        seen.filter((pl.col("names") + pl.col("words") + pl.col("turned") > 0) | (pl.col("spaced") >= _LEAST_COMMAS)),
        on="doc",
        maintain_order="left",
    )
    return _scored(seen)


def _scored(seen: pl.DataFrame) -> pl.DataFrame:
    """The signs of documents that may show several: text, spaced, turned, names, words."""
    text = pl.col("text")
    commas = text.str.count_matches("\u060c", literal=True)
    signs = seen.with_columns(
        spaced_commas=(pl.col("spaced") >= _LEAST_COMMAS) & (pl.col("spaced") >= _COMMA_SHARE * commas),
        turned_marks=pl.col("turned") > 0,
        names_left=pl.col("names") > 0,
        words_left=(pl.col("words") > 0) & (pl.col("language") == "ar"),
        gender=text.str.contains(_mismatch()),
        doubled_words=_doubled(seen["text"]),
    )
    open_share = pl.lit(1.0)
    for sign, weight in SIGNS.items():
        open_share = open_share * pl.when(sign).then(1 - weight).otherwise(1.0)
    told = pl.concat_str([pl.when(sign).then(pl.lit(sign)) for sign in SIGNS], separator=", ", ignore_nulls=True)
    return signs.select("doc", score=(1 - open_share).round(3), told=told).filter(pl.col("score") > 0)


def _doubled(texts: pl.Series) -> pl.Series:
    """Whether a long word stands twice in a row. In Python: on one document in twenty."""
    return pl.Series([_has_doubled(text.split()) for text in texts.to_list()], dtype=pl.Boolean)


def _has_doubled(words: list[str]) -> bool:
    # Hardly a word follows itself: all pairs are compared without a step of the interpreter for each.
    again = compress(words, map(eq, words, islice(words, 1, None)))
    return any(len(word) > 3 and word.isalpha() for word in again)


@cache
def _mismatch() -> str:
    """A verb of one gender before a person of the other."""
    facts: dict[str, Any] = tomllib.loads(
        files("tasks.clean").joinpath("machine_signs.toml").read_text(encoding="utf-8")
    )
    pairs = (("verbs_she", "men"), ("verbs_he", "women"))
    return "|".join(
        rf"(?:^|[^{WORD}])[\u0648\u0641]?(?:{'|'.join(facts[verbs])}) (?:{'|'.join(facts[persons])})(?:[^{WORD}]|$)"
        for verbs, persons in pairs
    )
