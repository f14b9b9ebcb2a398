"""Persian whose zero width non-joiners were lost in the crawl: prefixes and plurals joined to the word, or parted from it."""

import polars as pl

_AT_LEAST = 3
# Stems of the commonest verbs after a joined or parted prefix, and plurals joined to a word of some length.
_STEMS = (
    "\u06a9\u0646|\u06a9\u0631\u062f|\u0634\u0648|\u0634\u062f|\u062f\u0647|\u062f\u0627\u062f|\u062a\u0648\u0627\u0646|\u062a\u0648\u0627\u0646\u0633\u062a|\u062e\u0648\u0627\u0647|\u062e\u0648\u0627\u0633\u062a|"
    "\u06af\u0648\u06cc|\u06af\u0641\u062a|\u0631\u0633|\u0631\u0648|\u0631\u0641\u062a|\u0628\u0627\u0634|\u06af\u06cc\u0631|\u06af\u0631\u0641\u062a|\u062f\u0627\u0646|\u0622\u06cc|\u0622\u0645\u062f|\u0628\u0631|\u0645\u0627\u0646|\u06cc\u0627\u0628"
)
_PREFIX = "\u0646?\u0645\u06cc"
_LETTERS = r"[\u0621-\u063a\u0641-\u064a\u067e-\u06cc]"
_JOINED_VERB = rf"(?:^|[\s\u00ab(]){_PREFIX}(?:{_STEMS})\S{{0,4}}(?:$|[\s.\u060c])"
_PARTED_VERB = rf"(?:^|[\s\u00ab(]){_PREFIX} (?:{_STEMS})\S*"
_JOINED_PLURAL = rf"{_LETTERS}{{3,}}(?:\u0647\u0627\u06cc\u06cc|\u0647\u0627\u06cc)(?:$|[\s.\u060c])"
_PARTED_PLURAL = r"\S \u0647\u0627\u06cc?(?:$|[\s.\u060c])"
_MISSING = "|".join((_JOINED_VERB, _PARTED_VERB, _JOINED_PLURAL, _PARTED_PLURAL))


def zwnj_missing(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Persian documents where at least three such places, and half of all, lack the joiner: their share, and the first place."""
    missing = pl.col("text").str.count_matches(_MISSING)
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
