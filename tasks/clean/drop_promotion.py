"""Remove invitations to follow, subscribe, install, or read on elsewhere."""

import polars as pl


def drop_promotion() -> pl.Expr:
    """True for a short passage that begins with an invitation and names the channel it invites to.

    A verb that invites also tells stories, in Arabic in the same form: without "our" channel, letter or programme beside it
    it is journalism. Lines that lead to a link go where they are glued to a paragraph, or stand outside of the prose.
    """
    edge = (pl.col("n_from_end") <= 4) | (pl.col("no") <= 2)
    channel = pl.col("cued_promotion") & ~pl.col("ends_full")
    invited = (pl.col("begins_promotion") & edge) | (
        (pl.col("begins_promotion") | pl.col("begins_invitation")) & (pl.col("own_promotion") | (channel & edge))
    )
    away = pl.col("leads_away") & (pl.col("split_by").is_not_null() | pl.col("begins_invitation") | edge)
    away &= pl.col("n_words") <= 20
    consent = pl.col("begins_consent") & edge & (pl.col("n_words") <= 40)
    return ((invited & (pl.col("n_words") <= 25)) | away | consent) & (
        (pl.col("n_in_doc") > 2) | pl.col("split_by").is_not_null()
    )
