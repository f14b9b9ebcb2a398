"""Write Persian with Persian yeh and kaf, not with the Arabic ones that old keyboards gave; an Arabic sentence quoted in it keeps its own."""

import re

import polars as pl

EVIDENCE = "[\u064a\u0649\u0643\u06be\u06d5\u06c1\u06aa]"
LANGUAGES = ("fa",)
_LETTERS = {
    "\u064a": "\u06cc",
    "\u0649": "\u06cc",
    "\u0643": "\u06a9",
    "\u06be": "\u0647",
    "\u06d5": "\u0647",
    "\u06c1": "\u0647",
    "\u06aa": "\u06a9",
}
_TABLE = str.maketrans(_LETTERS)

# Signs of Arabic: its article, teh marbuta, its words, its vowels. Signs of Persian: its own letters and words.
_ARABIC = r"(?:^|[\s\u00ab(\"\u201c])(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644[\u0621-\u064a]{2,}|\u0644\u0644[\u0621-\u064a]{2,}|[\u0648\u0641]?(?:\u0625\u0646|\u0623\u0646|\u0641\u064a|\u0645\u0646|\u0639\u0644\u0649|\u0625\u0644\u0649|\u0627\u0644\u0644\u0647|\u0644\u0627|\u0642\u0627\u0644|\u0647\u0630\u0627|\u0625\u0646\u0627|\u0643\u0644|\u0639\u0646|\u0645\u0627|\u0644\u0645)(?=[\s\u00bb)\"\u201d.\u060c]|$))|\u0629|[\u064b-\u0650\u0652]"
_PERSIAN = r"[\u06af\u0686\u067e\u0698\u06cc\u06a9]|(?:^|\s)(?:\u0631\u0627|\u0627\u0633\u062a|\u0643\u0647|\u0627\u064a\u0646|\u0622\u0646|\u0627\u0632|\u0628\u0647|\u062f\u0631|\u0628\u0627|\u0628\u0631\u0627\u064a|\u0634\u062f|\u0628\u0648\u062f|\u0647\u0627\u064a|\u0645\u064a\S*)(?:\s|$)"
_QUOTED = r"\u00ab[^\u00ab\u00bb]*\u00bb|\"[^\"]*\"|\u201c[^\u201c\u201d]*\u201d|\ufd3f[^\ufd3e]*\ufd3e|\([^()]*\)"
_MAYBE = r"(?:^|[\u00ab\"\u201c(\ufd3f])[^\u00ab\u00bb\"\u201c\u201d()\ufd3e\u06af\u0686\u067e\u0698\u06cc\u06a9]*[\u0648\u0641\u0628\u0643\u0644\s\u00ab\"\u201c(\ufd3f]\u0627\u0644[^\u00ab\u00bb\"\u201c\u201d()\ufd3e\u06af\u0686\u067e\u0698\u06cc\u06a9]*[\u064a\u0649\u0643\u0629\u064b-\u0652][^\u00ab\u00bb\"\u201c\u201d()\ufd3e\u06af\u0686\u067e\u0698\u06cc\u06a9]*(?:$|[\u00bb\"\u201d)\ufd3e])"
_LEAST_WORDS, _LEAST_SIGNS = 3, 2
_ARABIC_SIGN, _PERSIAN_SIGN, _QUOTE = re.compile(_ARABIC), re.compile(_PERSIAN), re.compile(_QUOTED)


def use_persian_letters(text: pl.Expr) -> pl.Expr:
    """Change Arabic yeh and kaf in `text`.

    >>> pl.select(use_persian_letters(pl.lit("\u064a\u0643"))).item() == "\u06cc\u06a9"
    True
    """
    return text.map_batches(_written, return_dtype=pl.String)


def _written(texts: pl.Series) -> pl.Series:
    new = texts.str.replace_many(_LETTERS)
    kurdish = texts.str.contains("[\u06ce\u06c6\u0695\u06b5]")
    quoting = (texts.str.contains(_MAYBE) | kurdish).arg_true()
    # In Python: one in two hundred of the Persian passages that hold Arabic letters.
    for at in quoting.to_list():
        new[at] = texts[at] if kurdish[at] else _around_quotes(texts[at])
    return new


def _around_quotes(text: str) -> str:
    """`text` with Persian letters, save in quoted Arabic sentences, or in all of it where it is one."""
    if _is_arabic(text):
        return text
    parts, end = [], 0
    for found in _QUOTE.finditer(text):
        parts.append(text[end : found.start()].translate(_TABLE))
        parts.append(found[0] if _is_arabic(found[0][1:-1]) else found[0].translate(_TABLE))
        end = found.end()
    return "".join(parts) + text[end:].translate(_TABLE)


def _is_arabic(text: str) -> bool:
    enough = len(text.split()) >= _LEAST_WORDS and len(_ARABIC_SIGN.findall(text)) >= _LEAST_SIGNS
    return enough and not _PERSIAN_SIGN.search(text)
