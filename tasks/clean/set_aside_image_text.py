"""Set aside the text of an image that stands in the body as a mark: ![text](address), or [caption]text[/caption]."""

import polars as pl

from tasks.clean.wordings import only_where

_MAX_WORDS = 30
_IMAGE = r"^!\[[^\[\]]*\]\([^()]*\)"

_SHORTCODE = r"^\[caption\s+[a-z]+="


def set_aside_image_text() -> pl.Expr:
    """True for passages that are an image's mark, or begin with one and go on with what is no sentence."""
    raw = pl.col("raw_piece")
    marked = only_where(raw.str.starts_with("![") | raw.str.starts_with("[caption"), "raw_piece")
    alone = marked.str.contains(_IMAGE + r"\W*$")
    captioned = raw.str.starts_with("![") & (pl.col("n_words") <= _MAX_WORDS) & ~pl.col("ends_sentence")
    return alone | captioned | marked.str.contains(_SHORTCODE)
