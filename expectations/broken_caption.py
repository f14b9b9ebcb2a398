"""Expectation: no photo caption and no photo credit stands in a text. They are found in `captions`."""

from typing import Any, ClassVar

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)

from expectations.captions import caption_marks
from expectations.text_column import TextColumnExpectation, passes, texts_of


class ColumnValuesHoldNoBrokenCaption(ColumnMapMetricProvider):
    """The metric: one truth value a text."""

    condition_metric_name = "column_values.hold_no_broken_caption"
    condition_value_keys = ("tolerated_marks",)

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: "pd.Series[str]", tolerated_marks: int, **_: Any) -> "pd.Series[bool]":
        return passes(caption_marks(texts_of(column)) <= tolerated_marks, column)


class ExpectColumnValuesNotToHoldABrokenCaption(TextColumnExpectation):
    """Expect texts to hold no photo caption and no photo credit.

    tolerated_marks: how many different signs of a caption a text may have and still pass.
    """

    tolerated_marks: int = 0

    map_metric: ClassVar[str] = "column_values.hold_no_broken_caption"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "tolerated_marks")
    promise: ClassVar[str] = "a text shows no sign ($tolerated_marks tolerated) of a photo caption or a photo credit"
