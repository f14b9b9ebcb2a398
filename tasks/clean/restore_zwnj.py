"""Write the joiners that a crawl deleted: prefixes, endings and compounds that were written as one word.

Only what is certain: forms of verbs, affixes of known words, and words that nearly everybody writes with a joiner. What some write
joined is restored in texts alone that hold no joiner at all and have lost a certain one.
"""

import polars as pl

from tasks.clean.zwnj.places import joined, spaced
from tasks.clean.zwnj.rewriting import rewritten

EVIDENCE = "[\u0627\u06cc\u0647]"
"""Any of three letters: no Persian sentence lacks them, and there is no shorter sign of a loss."""
LANGUAGES = ("fa",)
_FINDERS = {"restore_zwnj": joined, "restore_zwnj_spaced": spaced}


def restore_zwnj(texts: pl.Series) -> pl.DataFrame:
    """Restore joiners that were deleted.

    >>> restore_zwnj(pl.Series(["\u0645\u06cc\u06a9\u0646\u06cc\u0645"]))["new"].item() == "\u0645\u06cc\u200c\u06a9\u0646\u06cc\u0645"
    True
    """
    return restore_all(texts, ("restore_zwnj",))


def restore_all(texts: pl.Series, names: tuple[str, ...]) -> pl.DataFrame:
    """What the rules of these names restore, with one look at the texts: row, rule, new, value, before, after."""
    return rewritten(texts, {name: _FINDERS[name] for name in names})
