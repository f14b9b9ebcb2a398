"""Remove bylines: who wrote, edited or translated."""

import polars as pl


def drop_byline() -> pl.Expr:
    """True for a short line at the head or the end that begins with a byline cue and is no sentence, or is the given author."""
    near_edge = (pl.col("no") <= 3) | (pl.col("n_from_end") <= 4)
    latin = pl.col("text").str.contains(r"^(?:By|Reporting by|Edited by|Editing by|Written by) \p{Lu}") & ~pl.col(
        "ends_sentence"
    )
    short = (pl.col("labelled") | latin) & (pl.col("n_words") <= 8)
    # An agency's list of who did what, in brackets of its own.
    staff = pl.col("text").str.contains(
        r"^\((?:Reporting|Report|Writing|Written|Editing|Edited) by \p{Lu}[^()]*\)$"
    ) & (pl.col("n_words") <= 40)
    cued = pl.col("begins_byline") & (short | staff) & ~pl.col("text").str.strip_chars(" *_").str.ends_with(":")
    return (cued | _given_author()) & near_edge & (pl.col("n_in_doc") > 1)


def _given_author() -> pl.Expr:
    """The author that the source gives, with no word beside: perhaps a date."""
    author = pl.col("author").str.strip_chars()
    rest = pl.col("raw_piece").str.slice(author.str.len_chars())
    return (
        (author.str.len_chars() >= 3)
        & pl.col("raw_piece").str.starts_with(author)
        & rest.str.contains(r"^[\p{Nd}\s:/.,\u060c|T+\u2013-]*$")
    )
