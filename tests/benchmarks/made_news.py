"""News made up at speed: distinct texts of about 2.4 kB with numbers and dates in them, and copies planted on wish."""

from functools import cache

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

LETTERS = np.array(list("ابتثجحخدرزسشصعغفقكلمنهوي"))
COMMON = [
    "في", "من", "على", "أن", "إلى", "التي", "عن", "مع", "هذا", "كان", "بعد", "قد", "بين", "كل", "لم", "ما", "ذلك",
    "قبل", "حتى", "عند", "منذ", "أو", "غير", "هذه", "كما",
]  # fmt: skip
CALENDAR = [
    "السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "يناير", "مارس", "أبريل", "مايو",
    "يونيو", "أغسطس", "أكتوبر", "ديسمبر",
]  # fmt: skip
N_WORDS, N_NUMBERS, N_PEOPLE = 30_000, 1_500, 300
LEAST, MOST = 130, 330
"""Words of a text."""
NUMBERS_SHARE, SENTENCE, PARAGRAPH, REPORTED = 0.03, 14, 3, 0.15
"""Share of words that are numbers or dates; words of a sentence, sentences of a paragraph; sentences that somebody says."""
KINDS = ("exact", "spelling", "trimmed")
_TABLE = 1 << 18


def made_news(n: int, seed: int, *, copies: float = 0.0) -> pl.DataFrame:
    """`n` rows of id, text, base (id of the text it was made from, mostly its own), kind ("base" or one of KINDS).

    The same arguments give the same rows; other seeds share no text. `copies`: share of rows that are changed copies.
    """
    n_copies = int(n * copies)
    ids = [f"made-{seed}-{number}" for number in range(n)]
    made = pl.DataFrame({"id": ids[: n - n_copies], "text": _texts(n - n_copies, seed)})
    made = made.with_columns(base=pl.col("id"), kind=pl.lit("base"))
    changed = changed_copies(made.head(n_copies)).with_columns(id=pl.Series(ids[n - n_copies :], dtype=pl.String))
    return pl.concat([made, changed])


def changed_copies(rows: pl.DataFrame) -> pl.DataFrame:
    """Copies of `rows` (id, text, …), each changed in one of three ways by turns; ids are those of the bases with the kind."""
    text, turn = pl.col("text"), pl.int_range(pl.len()) % len(KINDS)
    spelling = text.str.replace_many(["ي", "ك", "أ", "ة"], ["ی", "ک", "ا", "ه"])
    trimmed = text.str.slice(0, (text.str.len_chars() * 4) // 5)
    kind = pl.when(turn == 0).then(pl.lit(KINDS[0])).when(turn == 1).then(pl.lit(KINDS[1])).otherwise(pl.lit(KINDS[2]))
    return rows.select(
        id=pl.format("{}-{}", "id", kind),
        text=pl.when(turn == 0).then(text).when(turn == 1).then(spelling).otherwise(trimmed),
        base=pl.col("id"),
        kind=kind,
    )


def _texts(n: int, seed: int) -> pl.Series:
    random = np.random.default_rng((seed, 2))
    words, frequent = _vocabulary()
    bounds = np.append(0, np.cumsum(random.integers(LEAST, MOST, n)))
    n_tokens = int(bounds[-1])
    picked = frequent[random.integers(0, _TABLE, n_tokens)]
    numbers = random.random(n_tokens) < NUMBERS_SHARE
    picked[numbers] = random.integers(N_WORDS, N_WORDS + N_NUMBERS, int(numbers.sum()))
    ends = random.integers(0, SENTENCE, n_tokens) == 0
    ends[bounds[1:] - 1] = True
    begun = np.append(True, ends[:-1])
    said = begun & ~ends & (random.random(n_tokens) < REPORTED)
    picked[said] = random.integers(N_WORDS + N_NUMBERS, N_WORDS + N_NUMBERS + N_PEOPLE, int(said.sum()))
    stops = np.where(ends, np.where(random.integers(0, PARAGRAPH, n_tokens) == 0, 2, 1), 0)
    tokens = pa.array(words.to_arrow().take(pa.array(picked * 3 + stops)))
    lists = pl.Series(pa.LargeListArray.from_arrays(pa.array(bounds), tokens))
    return lists.list.join("").str.strip_chars_end()


@cache
def _vocabulary() -> tuple[pl.Series, NDArray[np.int64]]:
    """Every token with what may stand behind it (a space, a stop, a stop and a new paragraph), and a table to pick by."""
    random = np.random.default_rng(1)
    invented = ["".join(random.choice(LETTERS, size)) for size in random.integers(3, 9, N_WORDS - len(COMMON))]
    numbers = [_number(at, random) for at in range(N_NUMBERS)]
    names = [" ".join(random.choice(invented, 2)) for _ in range(N_PEOPLE)]
    people = [f"{cue} {name} إن" for cue, name in zip(["وقال", "وأضاف", "وأكد"] * N_PEOPLE, names, strict=False)]
    words = [*COMMON, *invented, *numbers, *people]
    tokens = pl.Series([word + behind for word in words for behind in (" ", ". ", ".\n")])
    chances = np.cumsum(1 / np.arange(2, N_WORDS + 2))
    return tokens, np.searchsorted(chances, (np.arange(_TABLE) + 0.5) / _TABLE * chances[-1])


def _number(at: int, random: np.random.Generator) -> str:
    number = int(random.integers(2, 3_000))
    if at % 3 == 0:
        return f"{number % 28 + 1} {CALENDAR[number % len(CALENDAR)]}"
    written = str(number)
    return written if at % 3 == 1 else written.translate({ord("0") + digit: 0x660 + digit for digit in range(10)})
