"""Split off the furniture that is glued to the end of a paragraph: licences, captions, trailers, codes, agencies."""

from functools import cache

import polars as pl

from tasks.clean.wordings import as_written, listed

_MIN_PROSE = 4
_ROUNDS = 4
_STOP = r"[.!?\u061f\u2026\u00bb\u201d\u2019\"')\]]"
_GATE = (
    r"[/*][^.!?\u061f]{0,12}$|License\.?$|\u0645\u062d\u0641\u0648\u0638\u0629|\u00a9|[.!?\u201d\"'\u2019)] *[A-Z]{2,4}$"
    r"|\u0627\u0646\u062a\u0647|\u0627\u0646\u062a\u062a\u0647|\u067e\u0627\u06cc\u0627\u0646|\u067e\u0627\u064a\u0627\u0646"
    r"|[\u0621-\u06cc] [\u0621-\u06cc]$|\u0648\u0643\u0627\u0644\u0627\u062a|[.!?\u061f\u2026\u00bb\"\u201d] *[(\[-][^()\[\]]*[)\]-][ .]*$"
    r"|\u0647\u0646\u0627\s*\.?$|\u06a9\u0646\u06cc\u062f[ .:]*$|\u0628\u062e\u0648\u0627\u0646\u06cc\u062f[ .:)]*$"
    r"|[Cc]lick here|ing by [A-Z]|[Ss]ource ?:|SOURCE ?:|\u0627\u0644\u0645\u0635\u062f\u0631 ?:|\u0645\u0646\u0628\u0639 ?:"
)
_PHOTO = ("hoto:", "hotos:", "HOTO:", "aption:", "APTION:")


def split_glued_furniture(passages: pl.DataFrame) -> pl.DataFrame:
    """Where furniture begins behind the prose of a line: at, point. One line may hold several pieces, each a point.

    It is looked for from the end: a licence behind a reporter's code behind the last sentence gives two points.
    """
    text = pl.col("text")
    odd = text.str.tail(60).str.contains(_GATE) | text.str.contains_any(list(_PHOTO))
    heads = passages.with_row_index("at").filter(odd).select(pl.col("at").cast(pl.Int64), "text")
    points = [pl.DataFrame(schema={"at": pl.Int64, "point": pl.Int64})]
    for _ in range(_ROUNDS):
        heads = _without_last(heads)
        points.append(heads.select("at", "point"))
    return pl.concat(points)


def _without_last(heads: pl.DataFrame) -> pl.DataFrame:
    """at, text (up to its last piece of furniture) and point (where that begins) of the `heads` (at, text) that end in one."""
    sizes = (pl.col("text").str.tail(reach).str.extract(pattern).str.len_chars() for pattern, reach in _patterns())
    point = pl.col("text").str.len_chars().cast(pl.Int64) - pl.min_horizontal(*sizes).cast(pl.Int64)
    found = heads.select("at", "text", point=point).filter(pl.col("point") >= _MIN_PROSE)
    return found.with_columns(text=pl.col("text").str.head(pl.col("point")).str.strip_chars_end())


@cache
def _patterns() -> tuple[tuple[str, int], ...]:
    """Each with the furniture as its group, which runs to the end behind the end of a sentence; and how far back it may begin."""
    sources, archive = as_written("sources"), f"(?:{as_written('archive')}|{as_written('bracket_notes')})"
    trailer = "|".join(_either_spelling(cue) for cue in listed("trailer") if not cue.isascii())
    people = r"(?:Additional reporting|Reporting|Report|Writing|Written|Editing|Edited|Compiled|Translated)"
    one, two = r"[\u0621-\u064a]", r"[\u0621-\u064a]{1,2}"
    rights = r"All Content by|This work is licensed|\u00a9|Copyright \u00a9|\u062c\u0645\u064a\u0639 (?:\u0627\u0644)?\u062d\u0642\u0648\u0642"
    labels = rf"\(?{as_written('photo_heads')}\s?:\s?[\p{{Lu}}\u201c\"].+"
    source = r"[Ss]ource|SOURCE|\u0627\u0644\u0645\u0635\u062f\u0631|\u0645\u0646\u0628\u0639"
    behind_stop = (
        (rf"(?:{rights}).+", 200),
        (rf"/?\(?\s?(?:{trailer})\s?\)?[\s/.*]*[^.!?\u061f]*", 60),
        # The codes of desks: AB/CD, 7129/ in Persian dispatches, letters with strokes or blanks in Arabic ones.
        (r"[A-Z]{1,4}(?:/[A-Z]{1,4}){1,3}/?|[A-Z]{2,4}/?|/?\p{Nd}{2,6}\s*(?:/|\*\*)[\s/]*(?:\p{Nd}{2,6})?[\s/*]*", 40),
        (rf"(?:{one}[ .]){{1,3}}{one}\.?|{two}(?:[ .]{two})?\.?\s?/\s?{two}(?:[ .]{two})?\.?/?", 40),
        (r"[(\[]\s?(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\s?[)\]]\.?", 70),
        (labels, 800),
        (rf"[(\[]\s?{archive}[^()\[\]]*[)\]]\s*\.?", 70),
        (rf"(?:[-\u2013]\s?|[(\[]\s?)?{sources}(?:\s?[-\u2013]|\s?[)\]])?\.?", 50),
        (rf"\(?{people} by \p{{Lu}}.+", 240),
        (rf"[(\[]?\s?[^.!?\u061f()]*{as_written('link_words')}[^.!?\u061f()]*[)\]]?\s*[.:]?", 140),
    )
    behind_prose = (
        (r"\s+All Content by .+License\.?", 200),
        (rf"\s+(?:{trailer})\s?/.*", 60),
        (r"\s+[A-Z]{2,4}(?:/[A-Z]{2,4}){2,3}", 40),
        (rf"\s+[(\[](?:{source})\s?:[^()\[\]]+[)\]]\s*\.?", 90),
    )
    return (
        *((rf"{_STOP}\s*({pattern})$", reach) for pattern, reach in behind_stop),
        *((rf"\S({pattern})$", reach) for pattern, reach in behind_prose),
        (r"(?:[Pp]hoto|PHOTO|[Cc]aption|CAPTION)s?:.*\S(\s+[A-Z]{2,4}(?:/ ?[A-Z]{2,4}){1,3})$", 800),
        (rf"(?:/[A-Z]{{1,4}}|\s[A-Z]{{2,4}})(\s+{labels})$", 800),
    )


def _either_spelling(cue: str) -> str:
    """A Persian cue with Persian or Arabic yeh and kaf."""
    return cue.replace("\u06cc", "[\u06cc\u064a]").replace("\u06a9", "[\u06a9\u0643]").replace(" ", r"\s?")
