"""Write a joiner where a space stands for it: prefixes and affixes that stand apart, and compounds of a short list.

An affix after a letter that does not join is drawn to its word without one.
"""

import polars as pl

from tasks.clean.restore_zwnj import restore_all


def restore_zwnj_spaced(texts: pl.Series) -> pl.DataFrame:
    """Restore joiners that became spaces.

    >>> restore_zwnj_spaced(pl.Series(["\u0645\u06cc \u06a9\u0646\u06cc\u0645"]))["new"].item() == "\u0645\u06cc\u200c\u06a9\u0646\u06cc\u0645"
    True
    """
    return restore_all(texts, ("restore_zwnj_spaced",))
