"""Write Arabic with Arabic yeh, kaf and heh where a Persian or Kurdish keyboard gave its own.

In passages that are Arabic beyond doubt, and there in words without a letter that only Persian has: a Persian name keeps
its \u06af. A last \u06cc may be \u064a or \u0649, and is changed where the word is known.
"""

import re
from functools import cache

import polars as pl

from tasks.languages import language
from tasks.text.letters import WORD

EVIDENCE = "[\u06cc\u06a9\u06be\u06d5\u06c1\u06aa\u06c3]"
LANGUAGES = ("ar",)
_TABLE = str.maketrans("\u06cc\u06a9\u06be\u06c1\u06d5\u06aa\u06c3", "\u064a\u0643\u0647\u0647\u0647\u0643\u0629")
_ARABIC_SIGN = re.compile(
    r"[\u0629\u0649\u064a\u0643]|(?:^|\s)[\u0648\u0641\u0628\u0643]?\u0627\u0644[\u0621-\u064a]|(?:^|\s)(?:\u0645\u0646|\u0639\u0646|\u0623\u0646|\u0625\u0646|\u0645\u0627|\u0644\u0645)(?=\s)"
)
_PERSIAN_SIGN = re.compile(
    r"(?:^|\s)(?:\u0627\u0633\u062a|\u0627\u06cc\u0646|\u06a9\u0647|\u0631\u0627|\u0627\u0632|\u0628\u0631\u0627\u06cc|\u0647\u0627\u06cc|\u0634\u062f|\u0628\u0648\u062f|\u0645\u06cc\S+)(?=[\s.\u060c]|$)"
)
_WORD = re.compile(f"[{WORD}]+")
_QUOTED = re.compile(
    r"\u00ab[^\u00ab\u00bb]{1,60}\u00bb|\"[^\"]{1,60}\"|\u201c[^\u201c\u201d]{1,60}\u201d|\([^()]{1,60}\)"
)
_ONLY_PERSIAN = re.compile("[\u06af\u0686\u067e\u0698\u06ce\u06c6]")
_LEAST_SIGNS = 4


def use_arabic_letters(text: pl.Expr) -> pl.Expr:
    """Change Persian yeh and kaf in Arabic `text`.

    >>> words = "\u0641\u064a \u0627\u0644\u0645\u062f\u06cc\u0646\u0629 \u0627\u0644\u0643\u0628\u064a\u0631\u0629"
    >>> pl.select(use_arabic_letters(pl.lit(words))).item() == words.replace("\u06cc", "\u064a")
    True
    """
    # In Python: one in a thousand Arabic passages holds such a letter.
    return text.map_batches(
        lambda texts: pl.Series(texts.name, [_written(one) for one in texts.to_list()], dtype=pl.String),
        return_dtype=pl.String,
    )


def _written(text: str) -> str:
    if len(_ARABIC_SIGN.findall(text)) < _LEAST_SIGNS or _PERSIAN_SIGN.search(text):
        return text
    kept = [found.span() for found in _QUOTED.finditer(text) if not _ARABIC_SIGN.search(found[0])]
    return _WORD.sub(lambda found: found[0] if any(a <= found.start() < b for a, b in kept) else _word(found[0]), text)


def _word(word: str) -> str:
    if _ONLY_PERSIAN.search(word):
        return word
    body, last = word[:-1].translate(_TABLE), word[-1]
    if last != "\u06cc":
        return body + last.translate(_TABLE)
    known = _finals().get(
        body.removeprefix("\u0648").removeprefix("\u0641") if body[:1] in "\u0648\u0641" else body
    ) or _finals().get(body)
    return body + (known or last)


@cache
def _finals() -> dict[str, str]:
    """How words that are known end, by what stands before their last letter."""
    facts = language("ar")["orthography"]
    return {word[:-1]: word[-1] for name in ("final_yeh", "final_maksura") for word in facts[name]}
