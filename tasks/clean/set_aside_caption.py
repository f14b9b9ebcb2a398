"""Set aside photo captions that stand in the text as a paragraph."""

import polars as pl


def set_aside_caption() -> pl.Expr:
    """True for position markers of persons, a caption cue with a credit, or a photographer's credit that closes a line.

    A credit in brackets alone is not enough in a long text: an agency's name closes paragraphs of journalism too.
    """
    marked = (pl.col("n_position_markers") >= 2) & (pl.col("n_words") <= 160)
    cued = pl.col("begins_caption") & (
        pl.col("credit_tail") | (pl.col("n_position_markers") > 0) | (pl.col("n_words") <= 12)
    )
    credited = pl.col("credit_word_tail") & pl.col("credit_tail") & (pl.col("n_words") <= 60) & (pl.col("n_in_doc") > 1)
    return marked | cued | credited | ((pl.col("n_position_markers") > 0) & pl.col("opens_bracket"))
