"""Remove lines that are an address and nothing else: an embedded post, a source in a list of links."""

import polars as pl

_LINK = r"^(?:\[\p{Nd}{1,3}\]:?\s*)?(?:(?:https?://|www\.|t\.me/|pic\.twitter\.com/|youtu\.be/)\S+\s*)+(?:[\"'(][^\"']{0,80}[\"')])?$"


def drop_link_line() -> pl.Expr:
    """True for passages of addresses alone, numbered or not; an address inside a sentence stays."""
    return pl.col("text").str.contains(_LINK)
