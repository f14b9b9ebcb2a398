"""Counting the Persian word list: `python -m tasks.languages.persian.count_words CORPUS…` writes words.txt beside this.

A corpus is a Parquet file with a column `text`. Only facts are kept, a form and how often it stands there; what is
rare is left out. Never count the gold that restoration is measured on.
"""

import sys
from pathlib import Path

import polars as pl

from tasks.clean.languages import detect_languages
from tasks.languages.persian import SHOWN, ZWNJ

WORDS = Path(__file__).with_name("words.txt")
_AT_LEAST, _AT_LEAST_WITH_ZWNJ = 3, 2
_LETTER = r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_MARKS = r"[\u064b-\u0655\u0670]"
_HEADER = """\
# Words of Persian news and how often they stand in it: form, count; a hyphen is a zero width non-joiner.
# Counted by count_words.py from articles of Persian-Search-Engine (ISNA; Apache-2.0), of the course data of language-ml
# (Fars, Varzesh3, Namnak; Apache-2.0) and of an ISNA crawler (MIT). Forms of verbs with "mi" are made in the code and not here.
"""


def count_words(texts: pl.Series) -> pl.DataFrame:
    """Forms and counts of the Persian ones among `texts`, frequent ones first: form, count."""
    persian = texts.filter(detect_languages(texts) == "fa").str.replace_all(_MARKS, "")
    persian = persian.str.replace_many(
        ["\u064a", "\u0649", "\u0643", "\u06c0"], ["\u06cc", "\u06cc", "\u06a9", "\u0647"]
    )
    forms = persian.str.extract_all(r"[\p{L}\p{N}_\u200c]+").explode().str.strip_chars(ZWNJ).alias("form")
    counted = forms.value_counts(name="count").filter(
        pl.col("form").str.contains(rf"^{_LETTER}+(?:{ZWNJ}{_LETTER}+)*$")
    )
    joined = pl.col("form").str.contains(ZWNJ, literal=True)
    verbs = pl.col("form").str.contains(rf"^(?:\u0628\u0631|\u062f\u0631|\u0628\u0627\u0632)?\u0646?\u0645\u06cc{ZWNJ}")
    enough = pl.col("count") >= pl.when(joined).then(_AT_LEAST_WITH_ZWNJ).otherwise(_AT_LEAST)
    chosen = counted.filter(enough & ~verbs & (pl.col("form").str.len_chars() > 1))
    return chosen.sort("count", "form", descending=[True, False])


def main() -> None:
    """Write the list."""
    texts = pl.concat([pl.read_parquet(path, columns=["text"])["text"].drop_nulls() for path in sys.argv[1:]])
    rows = count_words(texts).with_columns(pl.col("form").str.replace_all(ZWNJ, SHOWN, literal=True))
    lines = rows.select(pl.format("{} {}", "form", "count")).to_series().to_list()
    WORDS.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
