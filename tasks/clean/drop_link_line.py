"""Remove lines that are an address and nothing else: an embedded post, a source in a list of links."""

import polars as pl

from tasks.clean.wordings import only_where

_LINK = r"^(?:\[\p{Nd}{1,3}\]:?\s*)?(?:(?:https?://|www\.|t\.me/|pic\.twitter\.com/|youtu\.be/)\S+\s*)+(?:[\"'(][^\"']{0,80}[\"')])?$"
_SITE = r"^[(\[]\s?(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){1,3}\s?[)\]]\.?$"


def drop_link_line() -> pl.Expr:
    """True for passages of addresses alone, numbered or not, and for a site's name in brackets; inside a sentence both stay."""
    address = only_where(pl.col("n_words") <= 40)
    site = only_where(pl.col("n_letters") <= 60)
    return address.str.contains(_LINK) | site.str.contains(_SITE)
