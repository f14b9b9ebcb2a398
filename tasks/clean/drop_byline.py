"""Remove bylines: who wrote, edited or translated."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_byline() -> pl.Expr:
    """True for a short line at the head or the end that begins with a byline cue and is no sentence, or is the given author."""
    near_edge = (pl.col("no") <= 3) | (pl.col("n_from_end") <= 4)
    text = only_where(pl.col("begins_byline"))
    latin = text.str.contains(
        r"^\W{0,2}(?:By|Reporting by|Edited by|Editing by|Writing by|Written by|Additional reporting by) \p{Lu}"
    ) & ~pl.col("ends_sentence")
    stroke = pl.col("cue_marked") & ~pl.col("ends_full") & pl.col("n_words").is_between(3, 6) & (pl.col("no") <= 3)
    short = ((pl.col("labelled") & ~pl.col("asks")) | stroke | latin) & (pl.col("n_words") <= 8)
    # An agency's list of who did what, in brackets of its own or glued behind the last sentence.
    staff = text.str.contains(
        r"^\(?(?:Additional reporting|Reporting|Report|Writing|Written|Editing|Edited) by \p{Lu}[^()]*\)?\.?$"
    ) & (text.str.starts_with("(") | pl.col("split_by").is_not_null())
    cued = pl.col("begins_byline") & (short | (staff & (pl.col("n_words") <= 40)))
    cued &= ~text.str.strip_chars(" *_").str.ends_with(":")
    glued = pl.col("split_by").is_not_null() & pl.col("begins_byline") & pl.col("labelled") & (pl.col("n_words") <= 12)
    tail = (
        pl.col("begins_byline_tail")
        & (pl.col("labelled") | pl.col("credit_by"))
        & (pl.col("n_from_end") <= 2)
        & (pl.col("n_words").is_between(2, 6))
        & ~pl.col("ends_sentence")
    )
    tail |= pl.col("author_note") & pl.col("raw_piece").str.starts_with("*") & (pl.col("n_from_end") <= 1)
    once = (pl.col("begins_byline") & pl.col("labelled")).sum().over("doc") <= 3  # else who speaks in an interview
    return (((cued | glued | tail) & once) | _given_author()) & near_edge & (pl.col("n_in_doc") > 1)


def _given_author() -> pl.Expr:
    """The author that the source gives, with no word beside: perhaps a date."""
    author = pl.col("author").str.strip_chars()
    rest = pl.when(_begins_with_author()).then(pl.col("raw_piece")).str.slice(author.str.len_chars())
    return (
        (author.str.len_chars() >= 3) & _begins_with_author() & rest.str.contains(r"^[\p{Nd}\s:/.,\u060c|T+\u2013-]*$")
    )


def _begins_with_author() -> pl.Expr:
    return pl.col("raw_piece").str.starts_with(pl.col("author").str.strip_chars())


def gate() -> pl.Expr:
    """A passage that may be a byline."""
    return pl.col("begins_byline") | pl.col("begins_byline_tail") | pl.col("author_note") | _begins_with_author()
