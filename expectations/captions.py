"""Finds photo captions and credits that stand in a text as if they were prose. What `broken_caption` rests on.

Found by position markers behind names, by credits in brackets, in a line of their own or behind a sentence, by a
bracket that opens a credit and never closes, and by a captioning line that stands twice. A text that talks of photos
is none: each pattern wants the form of a credit, not the word.
"""

from functools import cache

import polars as pl

from expectations.cues import cues, either
from warehouse.folding import DROPPED, LETTERS


def caption_marks(texts: pl.Series) -> pl.Series:
    """How many different signs of a caption or a photo credit each of `texts` (strings, no nulls) shows; in order."""
    suspect = (texts.str.contains_any(_bracketed()) | texts.str.contains(_worded())).arg_true()
    found = texts[suspect].alias("text").to_frame().select(_signs(pl.col("text"))).to_series()
    return pl.zeros(len(texts), dtype=pl.UInt32, eager=True).scatter(suspect, found)


@cache
def _bracketed() -> list[str]:
    """Literals of which every text with a sign in brackets has one. All begin with a bracket: few places to look at."""
    agencies, markers = cues("credits", "agencies"), ("L/", "L-", "R/", "R-", "C/", "C-")
    in_round = {f"({word}" for word in (*agencies, *markers, *cues("position_markers", "ordinals"))}
    alone = {f"({word})" for name in ("letters", "spoken") for word in cues("position_markers", name)}
    credited = {
        f"{bracket}{word}"
        for name in ("bracket_heads", "bracket_whole")
        for word in cues("credits", name)
        for bracket in "(["
    }
    return sorted(in_round | alone | credited)


@cache
def _worded() -> str:
    """A pattern that every text with a sign outside brackets matches. As one pattern it is three times as fast as literals."""
    heads, inline = either("credits", "line_heads"), either("credits", "inline_heads")
    return rf"{heads}\** ?[:|/]|{inline}|(?:Photo|PHOTO)s? by |{either('captions', 'openings')}"


@cache
def _patterns() -> dict[str, str]:
    agencies, heads = either("credits", "agencies"), either("credits", "bracket_heads")
    whole, inline = either("credits", "bracket_whole"), either("credits", "inline_heads")
    letters, ordinals = either("position_markers", "letters"), either("position_markers", "ordinals")
    arabic, openings = either("position_markers", "arabic_letters"), either("captions", "openings")
    inside = r"[^()\[\]\n]"
    named = rf"[A-Z]{inside}+[)\]]|{inside}+(?:/|{agencies}){inside}*[)\]]"
    return {
        "numbered": rf"\({ordinals} ?(?:{letters}|{arabic})\)|\([LRC][/-][LRC]\)",
        "lettered": rf"\((?:{letters}|{either('position_markers', 'spoken')})\)",
        "credit": rf"[(\[](?:{whole}\.?[)\]]|{heads} ?(?:[:/]|{named}))",
        "behind_a_sentence": rf"(?m)(?:^|[.!?)\]”\"»…] *|/[A-Z]{{2,3}} +)\(?(?:{inline}|(?:Photo|PHOTO)s? by \p{{Lu}})",
        "line": rf"(?m)^[\s*(\[_-]*{either('credits', 'line_heads')}\** ?[:|/][^\n]{{2,60}}$",
        "unclosed": rf"(?m)\((?:{heads}|{whole}|{agencies})[^()\n]{{0,80}}$",
        "photo_word": rf"{inline}|{openings}|{whole}",
        "opening_line": rf"(?m)^[\s*(\[_-]*{openings}[^\n]*$",
    }


def _signs(text: pl.Expr) -> pl.Expr:
    patterns = _patterns()
    lettered = text.str.extract_all(patterns["lettered"]).list.n_unique()
    crew = text.str.contains_any(list(cues("credits", "film_crew")))
    return pl.sum_horizontal(
        text.str.contains(patterns["numbered"]),
        (lettered >= 2) | ((lettered == 1) & text.str.contains(patterns["photo_word"])),
        text.str.contains(patterns["credit"]),
        text.str.contains(patterns["behind_a_sentence"]),
        text.str.contains(patterns["line"]) & ~crew,
        text.str.contains(patterns["unclosed"]),
        _opening_line_twice(text),
    ).cast(pl.UInt32)


def _opening_line_twice(text: pl.Expr) -> pl.Expr:
    """The same line with the opening of a caption stands twice, told by its folded letters."""
    keys = text.str.extract_all(_patterns()["opening_line"]).list.eval(_folded_key(pl.element()))
    return keys.list.n_unique() < keys.list.len()


def _folded_key(line: pl.Expr) -> pl.Expr:
    folded = LETTERS | dict.fromkeys(DROPPED, "")
    return line.str.replace_many(list(folded), list(folded.values())).str.replace_all(r"[^\p{L}\p{N}]+", "")
