"""How good a document is, 0 to 1: the product of four parts, each 1 where nothing is amiss.

kept: 1 less the share of the body that went, at three fifths; what was repaired is worth more than what was lost.
unflagged: 1 less what each flag costs by its severity, and more for a text that breaks off. sound: 1 less the places
mended a word, a fifth at most. full: a fifth less for a text of few words.

Of copies the one of best quality survives.
"""

import polars as pl

from tasks.clean.ledger import ledger_rows

THRESHOLD = 0.5
"""Below it a document is flagged as of low quality, with the parts."""

_COSTS = {"warning": 0.1, "critical": 0.3}
_REMOVED_COST, _TRUNCATED_COST, _MOST_FLAGS_COST = 0.6, 0.1, 0.6
_MOST_MENDED, _FEW_WORDS, _SHORT_COST = 0.2, 60, 0.2
PARTS = ("kept", "unflagged", "sound", "full")


def with_quality(documents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Add quality and its parts. `documents`: doc, n_words, n_removed_chars, n_body_chars; `findings`: the ledger so far."""
    flag, edit = pl.col("action") == "flag", pl.col("action") == "edit"
    cost = pl.col("severity").replace_strict(_COSTS, default=0.0, return_dtype=pl.Float64)
    cost = cost + pl.when(pl.col("rule") == "truncated").then(_TRUNCATED_COST).otherwise(0.0)
    told = findings.group_by("doc").agg(
        cost=cost.filter(flag).sum(), mended=pl.col("value").filter(edit).fill_null(1).sum()
    )
    parts = documents.join(told, on="doc", how="left", maintain_order="left").with_columns(
        kept=1 - _REMOVED_COST * pl.col("n_removed_chars") / pl.max_horizontal(pl.col("n_body_chars"), 1),
        unflagged=1 - pl.col("cost").fill_null(0).clip(0, _MOST_FLAGS_COST),
        sound=1 - (pl.col("mended").fill_null(0) / pl.max_horizontal(pl.col("n_words"), 1)).clip(0, _MOST_MENDED),
        full=1 - _SHORT_COST * (1 - (pl.col("n_words") / _FEW_WORDS).clip(0, 1)),
    )
    product = pl.col("kept") * pl.col("unflagged") * pl.col("sound") * pl.col("full")
    return parts.with_columns(quality=product.clip(0, 1).round(4)).drop("cost", "mended")


def quality_findings(documents: pl.DataFrame) -> pl.DataFrame:
    """One row for each document of low quality, with its parts."""
    low = documents.filter(pl.col("quality") < THRESHOLD)
    told = pl.format(", ".join(f"{part} {{}}" for part in PARTS), *(pl.col(part).round(2) for part in PARTS))
    rows = low.select("doc", "quality", told=told).rename({"quality": "value", "told": "before"})
    rows = rows.with_columns(rule=pl.lit("low_quality"), severity=pl.lit("warning"), threshold=pl.lit(THRESHOLD))
    return ledger_rows(rows, action="flag")
