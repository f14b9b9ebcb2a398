"""Set aside photo captions that stand in the text as a paragraph."""

import polars as pl

from tasks.clean.wordings import only_where


def set_aside_caption() -> pl.Expr:
    """True for position markers of persons, a caption cue with a credit, a label, or a credit that closes a line without a stop.

    An agency's name in brackets alone is not enough: it closes paragraphs of journalism too, behind their last stop.
    """
    several = pl.col("n_in_doc") > 1
    positions = pl.col("n_position_markers")  # different ones: (R) behind two senators is their party
    marked = (positions >= 2) & (pl.col("n_words") <= 160)
    cued = pl.col("begins_caption") & (
        pl.col("credit_tail") | (positions > 0) | ((pl.col("n_words") <= 12) & ~pl.col("ends_full"))
    )
    credited = pl.col("credit_word_tail") & pl.col("credit_tail") & (pl.col("n_words") <= 60) & several
    cut_off = (positions > 0) & pl.col("opens_bracket")
    return marked | cued | credited | cut_off | (_labelled() & several) | _closed()


def _labelled() -> pl.Expr:
    """ "Image caption, …", "Photo: …". A Persian or Arabic label before a sentence may be the subject of a review."""
    glued = pl.col("split_by") == "split_glued_furniture"
    latin = pl.col("photo_label") & only_where(pl.col("photo_label")).str.contains(r"^\W{0,3}[A-Z]")
    label = pl.col("photo_label") & (latin | glued | ~pl.col("ends_full")) & (pl.col("n_words") > 2)
    named = pl.col("begins_photo_label") & pl.col("label_marked") & (pl.col("n_words") <= 60)
    return label.fill_null(False) | named | (pl.col("photo_tail") & (pl.col("n_words") <= 60))


def _closed() -> pl.Expr:
    """An agency or "archive" in brackets behind words that are no sentence, in a text whose paragraphs are sentences."""
    sentences = (pl.col("prose_after") + pl.col("prose_before")) >= 2
    inside = (pl.col("n_from_end") > 0) | (pl.col("n_words") <= 12)
    tail = pl.col("source_tail") | pl.col("archive_tail")
    return tail & sentences & inside & pl.col("n_words").is_between(3, 40) & ~pl.col("is_listed")
