"""Remove copyright and licence lines."""

import polars as pl

from tasks.clean.wordings import only_where


def drop_copyright() -> pl.Expr:
    """True for a short passage near the end that begins with a copyright cue or sign, or speaks of a licence or of rights kept."""
    short = (pl.col("n_words") <= 25) & (pl.col("n_from_end") <= 4) & (pl.col("n_in_doc") > 1)
    speaks = (
        only_where(short)
        .str.head(200)
        .str.contains(
            r"licensed under a Creative Commons|(?i:all rights reserved)|\u062d\u0642\u0648\u0642 .{0,40}\u0645\u062d\u0641\u0648\u0638\u0629"
            r"|(?:\u0628\u0627|\u0645\u0639) (?:\u0630\u06a9\u0631|\u0630\u0643\u0631) (?:\u0646\u0627\u0645 )?(?:\u0645\u0646\u0628\u0639|\u0627\u0644\u0645\u0635\u062f\u0631) .{0,20}(?:\u0628\u0644\u0627\u0645\u0627\u0646\u0639|\u0645\u062c\u0627\u0632|\u0622\u0632\u0627\u062f)"
        )
    )
    begins = pl.col("begins_copyright") | pl.col("text").str.starts_with("\u00a9")
    return (begins | speaks) & short
