"""Noise of another script: words that hold letters of two scripts, and Latin words left untranslated in an Arabic sentence.

Names, brands and acronyms are none, even with an Arabic article or preposition before them or a Persian ending after them.
"""

import polars as pl

from tasks.clean.foreign import foreign_runs
from tasks.text.letters import ARABIC, LATIN

_CYRILLIC = r"\u0400-\u04ff"
_MIXED = rf"[^\s/]*(?:[{ARABIC}][{LATIN}{_CYRILLIC}]|[{LATIN}{_CYRILLIC}][{ARABIC}]|[{LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{LATIN}])[^\s/]*"
_JOINED = (
    rf"^[(\u00ab\"\u201c]*[\u0648\u0641\u0628\u0644\u0643]*(?:\u0627\u0644|\u0644\u0644)?[A-Z][!-~\u2019]*$"
    rf"|^[(\u00ab\"\u201c]*[{LATIN}][{LATIN}0-9.+-]+(?:\u0647\u0627|\u0647\u0627\u06cc|\u0647\u0627\u06cc\u06cc|\u06cc|\u0627\u06cc)[.,\u060c)\u00bb\"\u201d]*$"
)


def mixed_script(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents with such words: how many, and the first."""
    foreign = documents.select("doc", "text", "language", foreign=foreign_runs(documents))
    own = pl.col("language").is_in(["ar", "fa"])
    maybe = foreign.filter(pl.col("foreign").is_not_null() | ~own)
    maybe = maybe.filter(pl.col("text").str.contains(_MIXED))
    words = maybe.select("doc", word=pl.col("text").str.extract_all(_MIXED)).explode("word", empty_as_null=False)
    words = words.filter(~pl.col("word").str.contains(_JOINED))
    left = foreign.filter(pl.col("language") == "ar").select("doc", "foreign").drop_nulls().explode("foreign")
    left = left.unnest("foreign").filter(pl.col("kind") == "untranslated").select("doc", word="run")
    both = pl.concat([words, left])
    return both.group_by("doc", maintain_order=True).agg(value=pl.len().cast(pl.Float64), before=pl.col("word").first())
