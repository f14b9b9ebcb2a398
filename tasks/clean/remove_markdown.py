r"""Remove the marks of markdown: a link's text stays and its target goes, bold and headings lose their marks.

Asterisks, brackets and low lines are journalism too: notes, products, codes to dial, masked numbers, what an editor adds
in brackets, names of accounts. A mark goes only where the whole construct stands there.
"""

import re

import polars as pl

from tasks.clean.rewriting import rewritten

EVIDENCE = r"[\[\]*#_`>\\|~]|^[+=-]"
"""A byte that any mark has: of plain texts few hold one, and to look for it is ten times as fast as for the marks themselves."""

TARGET = (
    r"(?:(?:https?:|ftp:|/|www\.|mailto:|tel:|javascript:|#|\.{1,2}/)[^()]*+(?:\([^()]*+\)[^()]*+)*+"
    r"|[\w%.-]+\.[a-z]{2,6}(?:[/?#][^()\s]*+)?|)"
)
"""What a link points to: an address, or nothing. Words in round brackets behind square ones are none."""
_LABEL = r"((?:[^\[\]]++|\[[^\[\]]*+\])*+)"

IMAGE = re.compile(rf"!\[{_LABEL}\]\(\s*{TARGET}\s*\)")
_LINK = re.compile(rf"\[{_LABEL}\]\(\s*<?{TARGET}>?\s*\)(?=([^\W\d_a-zA-Z][\w\u200c]*)?)")
_CUT_LINK = re.compile(r"!?\[([^\[\]]*+)\]\((?:https?:|www\.)\S*+$")
_HALF_LINK = re.compile(r"\]\((?:https?:|www\.)(?=[^()])[^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+\)")
_REFERENCE = re.compile(r"\[([^\[\]]*[^\W\d][^\[\]]*)\]\s?\[\d{1,3}\]")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_MEDIA = re.compile(r"(?:video|audio|image|application)/[a-z0-9.+-]+")

_WORDS = frozenset(
    [
        "\u0628\u0647",
        "\u06a9\u0647",
        "\u062f\u0631",
        "\u0627\u0632",
        "\u0631\u0627",
        "\u0628\u0627",
        "\u062a\u0627",
        "\u0647\u0645",
        "\u0641\u064a",
        "\u0645\u0646",
        "\u0639\u0644\u0649",
        "\u0625\u0644\u0649",
    ]
)
_ENDINGS = ("\u0647\u0627", "\u062a\u0631", "\u200c")
_OWN_WORD = 4
"""What follows a link without a space: short words that join to nothing, Persian endings, and how long a word of its own is."""

# Each begins with its mark and looks back from there: a search for a letter is quick, one for what stands before it is not.
_STRONG = re.compile(r"\*(?<![*\dA-Za-z]\*)(\*{1,2})(?!\*)([^*]+(?:\*(?!\*)[^*]+)*)\*\1(?![*\d])")
_UNDERLINED = re.compile(r"__(?<![\w_]__)(_?)(?!_)([^_]+(?:_(?!_)[^_]+)*)__\1(?![\w_])")
_EMPTY_STRONG = re.compile(r"\*{4}(?<![\w*]\*{4})(?=\s[^\W\d])")
_EMPHASIS = re.compile(r"\*(?<![\w*#\\]\*)(?=[^\s*\d#])([^*\n]{1,200}?)(?<=[^\s*\\])\*(?![\w*#])")
_LOW_LINES = re.compile(r"_(?<![\w_#@/\\.]_)(?=[^\s_])([^_\n]{1,200}?)(?<=[^\s_\\])_(?![\w@/])")
_UNEVEN = re.compile(r"\A\*{1,4}(?=[^*]*[^\W\d])\s?([^*]+?)\s?\*{1,4}\Z")
_STRUCK = re.compile(r"~~(?=[^\s~])([^~]+?)~~")
_CODE = re.compile(r"`(?<![\w`]`)([^`\n]{1,80})`(?![\w`])")
_OPENING_HALF = re.compile(r"\A\*\*(?=[^*\s])(?!.*\*\*)", re.DOTALL)
_CLOSING_HALF = re.compile(r"\*\*\Z(?<=[^*\s\w]\*\*|[^\W\da-zA-Z_]\*\*)")

_PAIRS = {
    "*": (_UNEVEN, _STRONG, _EMPHASIS, _EMPTY_STRONG, _OPENING_HALF, _CLOSING_HALF),
    "__": (_UNDERLINED,),
    "_": (_LOW_LINES,),
    "~~": (_STRUCK,),
    "`": (_CODE,),
}
"""What a text that holds the mark is searched for: a pair gives what is inside, half of one gives nothing."""
_HEADING = re.compile(r"\A(?:#{2,6}(?:\s+|\Z)|#\s+(?!.*#))")
_QUOTE = re.compile(r"\A>\s?")
_BULLET = re.compile(r"\A[*+]\s+(?=[^\s*+\d])(?!.*\s\*\s)", re.DOTALL)
_ROW = re.compile(r"\A\|(?=.*\|.*\|\Z)(.*)\|\Z", re.DOTALL)
_ESCAPE = re.compile(r"(?<![\\:\xaf])\\([*_.\[\]()#+\-!>|~])")
_PATH = re.compile(r"[A-Za-z]:\\|\\\\\w")
_RULER = re.compile(r"\A(?:-{3,}|_{3,}|={3,}|[|: -]*-{3,}[|: -]*\|[|: -]*)\Z")
_MARK = re.compile(EVIDENCE)
_FIRST = frozenset("#>*+|-_= ")
_ROUNDS = 4


def remove_markdown(texts: pl.Series) -> pl.DataFrame:
    """The texts of passages without the marks of markdown. In Python: one passage in twenty may hold a mark."""
    return rewritten(texts, without_marks)


def without_marks(text: str) -> tuple[str, int]:
    r"""`text` without marks, and how many constructs lost theirs. What comes to light is looked at again.

    >>> without_marks("**Rain**, says [the mayor](https://a.example/x_(y)).")
    ('Rain, says the mayor.', 2)
    >>> without_marks("He [the mayor] (then 40) dialled *195*7#.")
    ('He [the mayor] (then 40) dialled *195*7#.', 0)
    """
    n_places = 0
    for _ in range(_ROUNDS):
        before = text
        for step in (_line_marks, _links, _emphasis, _escapes):
            text, n = step(text)
            n_places += n
        if text == before or not _MARK.search(text):
            break
    return text, n_places


def _links(text: str) -> tuple[str, int]:
    if "[" not in text and "<http" not in text and "](" not in text:
        return text, 0
    first = IMAGE.match(text)
    text, n_images = IMAGE.subn(lambda image: f" {image[1]} " if first and image.start() == 0 else " ", text)
    text, n_links = _LINK.subn(_label, text)
    text, n_cut = _CUT_LINK.subn(r"\1", text)
    text, n_half = _HALF_LINK.subn("", text)
    text, n_references = _REFERENCE.subn(r"\1", text)
    text, n_addresses = _ADDRESS.subn(r"\1", text)
    return text, n_images + n_links + n_cut + n_half + n_references + n_addresses


def _label(link: re.Match[str]) -> str:
    """The text of a link; and a space where a word of its own, and no ending, stands close behind it."""
    if _MEDIA.fullmatch(link[1]):
        return ""
    behind = link[2] or ""
    apart = behind in _WORDS or (len(behind) >= _OWN_WORD and not behind.startswith(_ENDINGS))
    return f"{link[1]} " if apart else link[1]


def _emphasis(text: str) -> tuple[str, int]:
    n_places = 0
    for mark, patterns in _PAIRS.items():
        for pattern in patterns if mark in text else ():
            text, n = pattern.subn(lambda found: found[found.re.groups] if found.re.groups else "", text)
            n_places += n
    return text, n_places


def _line_marks(text: str) -> tuple[str, int]:
    if text[:1] not in _FIRST:
        return text, 0
    text, n_headings = _HEADING.subn("", text, count=1)
    text, n_quotes = _QUOTE.subn("", text, count=1)
    if n_quotes:
        text = text.replace(" > ", " ")
    text, n_bullets = _BULLET.subn("", text, count=1)
    text, n_rows = _ROW.subn(r"\1", text, count=1)
    text, n_rulers = _RULER.subn("", text, count=1)
    return text, n_headings + n_quotes + n_bullets + n_rows + n_rulers


def _escapes(text: str) -> tuple[str, int]:
    if "\\" not in text or _PATH.search(text):
        return text, 0
    return _ESCAPE.subn(r"\1", text)
