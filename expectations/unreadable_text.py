"""Expectation: every text can be read. What is mostly signs, or lost its letters to a wrong encoding, is no news text."""

from typing import Any, ClassVar

import pandas as pd
import polars as pl
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)

from expectations.text_column import TextColumnExpectation, passes, texts_of

_SAMPLE, _JUDGED_FROM = 300, 40
_REPLACED_WEIGHT = 10
"""A lost letter takes its word with it: it counts for ten."""


def readable_shares(texts: pl.Series) -> pl.Series:
    """Share of letters and digits in the first 300 characters of each text, spaces apart; 1 for the very short.

    Characters that decoding had to replace lower it. Tables of numbers and lists of names are readable.
    """
    sample = texts.str.head(_SAMPLE)
    # What is no letter is counted, and letters are the rest: a match costs more than the letter that it passes over.
    n_other = sample.str.count_matches(r"[^\p{L}\p{M}\p{N}]").cast(pl.Int64)
    n_blank = sample.str.count_matches(r"\s").cast(pl.Int64)
    length = sample.str.len_chars().cast(pl.Int64)
    size, good = length - n_blank, length - n_other
    lost = sample.str.count_matches("\N{REPLACEMENT CHARACTER}", literal=True).cast(pl.Int64) * _REPLACED_WEIGHT
    shares = pl.DataFrame({"good": good - lost, "size": size})
    judged = pl.when(pl.col("size") >= _JUDGED_FROM).then(pl.col("good") / pl.col("size")).otherwise(1.0)
    return shares.select(judged.alias("share")).to_series()


class ColumnValuesAreReadable(ColumnMapMetricProvider):
    """The metric: one truth value a text."""

    condition_metric_name = "column_values.are_readable"
    condition_value_keys = ("least_share",)

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: "pd.Series[str]", least_share: float, **_: Any) -> "pd.Series[bool]":
        return passes(readable_shares(texts_of(column)) >= least_share, column)


class ExpectColumnValuesToBeReadable(TextColumnExpectation):
    """Expect texts to consist of letters and digits for the most part.

    least_share: the least share of letters and digits that a readable text has.
    """

    least_share: float = 0.5

    map_metric: ClassVar[str] = "column_values.are_readable"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "least_share")
    promise: ClassVar[str] = "a text holds at least a share of $least_share of letters and digits"
