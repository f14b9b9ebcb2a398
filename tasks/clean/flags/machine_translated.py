"""Texts that show several signs of machine translation at once. No sign is enough alone."""

import polars as pl

from tasks.clean.machine_signs import machine_signs

THRESHOLD = 0.5


def machine_translated(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Documents whose score reaches the threshold: the score, and the signs that make it."""
    if "signs_told" in documents.columns:
        signs = documents.select("doc", score="machine_translated", told="signs_told")
    else:
        signs = machine_signs(documents, passages)
    return signs.filter(pl.col("score") >= THRESHOLD).select("doc", value="score", before="told")
