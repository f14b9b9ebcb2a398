"""Expectation: no text holds noise of another script or of broken encoding. It is found in `script_noise`."""

from typing import Any, ClassVar

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)

from expectations.script_noise import noise_marks
from expectations.text_column import TextColumnExpectation, passes, texts_of


class ColumnValuesHoldNoMixedScriptNoise(ColumnMapMetricProvider):
    """The metric: one truth value a text."""

    condition_metric_name = "column_values.hold_no_mixed_script_noise"
    condition_value_keys = ("tolerated_marks",)

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: "pd.Series[str]", tolerated_marks: int, **_: Any) -> "pd.Series[bool]":
        return passes(noise_marks(texts_of(column)) <= tolerated_marks, column)


class ExpectColumnValuesNotToHoldMixedScriptNoise(TextColumnExpectation):
    """Expect texts to hold no menu words of another script, mixed words, mojibake, presentation forms or markup.

    tolerated_marks: how many different kinds of noise a text may have and still pass.
    """

    tolerated_marks: int = 0

    map_metric: ClassVar[str] = "column_values.hold_no_mixed_script_noise"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "tolerated_marks")
    promise: ClassVar[str] = (
        "a text shows no kind ($tolerated_marks tolerated) of noise: menu words of another script, words of mixed "
        "scripts, mojibake, presentation forms, markup"
    )
