"""Expectation: no text holds its body, a good part of it, or its lead twice. The measure is in `repeated_passages`."""

from typing import Any, ClassVar

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)

from expectations.repeated_passages import repeated_shares
from expectations.text_column import TextColumnExpectation, passes, texts_of

KEYS = ("repeated_share", "lead_share", "prose_letters", "run_letters")


class ColumnValuesHoldNoDuplicatedBody(ColumnMapMetricProvider):
    """The metric: one truth value a text."""

    condition_metric_name = "column_values.hold_no_duplicated_body"
    condition_value_keys = KEYS

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(
        cls,
        column: "pd.Series[str]",
        repeated_share: float,
        lead_share: float,
        prose_letters: int,
        run_letters: int,
        **_: Any,
    ) -> "pd.Series[bool]":
        shares = repeated_shares(texts_of(column), prose_letters=prose_letters, run_letters=run_letters)
        good = (shares["repeated_share"] < repeated_share) & (shares["lead_share"] < lead_share)
        return passes(good, column)


class ExpectColumnValuesNotToHoldADuplicatedBody(TextColumnExpectation):
    """Expect texts not to repeat themselves.

    repeated_share: a text fails where so much of its prose stands again (0.25: a quarter of what is not a repeat).
    lead_share: or where another line begins with so much of the lead. prose_letters: the letters that make a line
    long prose, so that refrains and lists are let be. run_letters: the letters that a repeat has at least.
    """

    repeated_share: float = 0.25
    lead_share: float = 0.9
    prose_letters: int = 55
    run_letters: int = 80

    map_metric: ClassVar[str] = "column_values.hold_no_duplicated_body"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", *KEYS)
    promise: ClassVar[str] = (
        "less than $repeated_share of the prose (as a share of what is no repeat) stands in a text again, and no line "
        "begins with $lead_share or more of the lead"
    )
