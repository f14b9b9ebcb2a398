"""Persian in which zero width non-joiners are missing after all restoration: endings still joined to words, or parted from them."""

import polars as pl

_AT_LEAST = 3
# Letters that join the next one: after the others an ending is written without a joiner anyway.
_JOINS = r"[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a\u067e\u0686\u06a9\u06af\u06cc]"
_END = r"(?:$|[\s.\u060c\u061b:\u00bb)])"
_JOINED_PLURAL = rf"\p{{L}}\p{{L}}{_JOINS}\u0647\u0627\u06cc(?:\u06cc|\u0634|\u0634\u0627\u0646)?{_END}"
_PARTED_PLURAL = rf"\p{{L}} \u0647\u0627(?:\u06cc|\u06cc\u06cc)?{_END}"
_PARTED_VERB = r"(?:^|[\s\u00ab(])\u0646?\u0645\u06cc \p{L}{2,4}(?:\u0645|\u062f|\u0646\u062f)(?:$|[\s.\u060c])"
_MISSING = "|".join((_JOINED_PLURAL, _PARTED_PLURAL, _PARTED_VERB))
# Words that end alike: until the end, final, loneliness.
_ALIKE = rf"(?:\u0627\u0646\u062a\u0647\u0627\u06cc|\u0646\u0647\u0627\u06cc\u06cc|\u062a\u0646\u0647\u0627\u06cc\u06cc){_END}"


def zwnj_missing(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Persian documents where at least three such places, and half of all, lack the joiner: their share, and the first place."""
    missing = pl.col("text").str.count_matches(_MISSING).cast(pl.Int64) - pl.col("text").str.count_matches(_ALIKE)
    present = pl.col("text").str.count_matches("\N{ZERO WIDTH NON-JOINER}", literal=True)
    return (
        documents.lazy()
        .filter(pl.col("language") == "fa")
        .with_columns(missing=missing, present=present)
        .with_columns(value=pl.col("missing") / pl.max_horizontal(pl.col("missing") + pl.col("present"), 1))
        .filter((pl.col("missing") >= _AT_LEAST) & (pl.col("value") >= 0.5))
        .select("doc", "value", before=pl.col("text").str.extract(f"({_MISSING})").str.strip_chars())
        .collect()
    )
