"""Write a joiner where an optional hyphen or a directional mark was typed for it, as word processors and old keyboards do in Persian.

Before the rules that remove such signs: between a letter that joins and the next one they part the word, and nothing else.
"""

import polars as pl

EVIDENCE = r"[\x{ac}\x{ad}\x{200b}\x{200e}\x{200f}]"
LANGUAGES = ("fa",)
_JOINS = r"[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u0649\u064a\u067e\u0686\u06a9\u06af\u06be\u06cc]"
_LETTER = r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_PLACE = rf"({_JOINS}){EVIDENCE}+({_LETTER})"
_CONTEXT = 24


def use_zwnj(texts: pl.Series) -> pl.DataFrame:
    """Change such signs into joiners.

    >>> use_zwnj(pl.Series(["\u0645\u06cc\xad\u0634\u0648\u062f"]))["new"].item() == "\u0645\u06cc\u200c\u0634\u0648\u062f"
    True
    """
    old = pl.col("old")
    rows = pl.DataFrame({"old": texts}).with_row_index("row").filter(old.str.contains(_PLACE))
    # Twice: two places may share the letter between them, and matches do not overlap.
    new = old.str.replace_all(_PLACE, "$1\u200c$2").str.replace_all(_PLACE, "$1\u200c$2")
    place = old.str.extract(rf"((?s:.){{0,{_CONTEXT}}}{_PLACE}(?s:.){{0,{_CONTEXT}}})")
    return rows.select(
        pl.col("row").cast(pl.Int64),
        new=new,
        value=old.str.count_matches(_PLACE).cast(pl.Float64),
        before=place,
        after=place.str.replace_all(_PLACE, "$1\u200c$2"),
    )
