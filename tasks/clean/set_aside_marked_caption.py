"""Set aside what the page's markup names as a caption."""

import polars as pl


def set_aside_marked_caption() -> pl.Expr:
    """True for passages that lie in a figure's caption or an image's text."""
    return pl.col("mark") == "caption"
