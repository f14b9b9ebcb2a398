"""What the expectations of this package have in common: a look at a text column, and words for Data Docs.

The looking itself is done in polars, in the module that each expectation names.
"""

from typing import Any, ClassVar

import pandas as pd
import polars as pl
from great_expectations.core import ExpectationValidationResult
from great_expectations.expectations.expectation import ColumnMapExpectation, render_suite_parameter_string
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.render.components import LegacyRendererType, RenderedStringTemplateContent
from great_expectations.render.renderer.renderer import renderer


def texts_of(column: "pd.Series[str]") -> pl.Series:
    """The column as polars strings, null as empty. Free of copies where pandas keeps Arrow strings, as it does."""
    return pl.from_pandas(column).cast(pl.String).fill_null("")


def passes(good: pl.Series, column: "pd.Series[str]") -> "pd.Series[bool]":
    """Truth values in the form in which Great Expectations wants them back: numpy's, on the column's own index."""
    return pd.Series(good.to_numpy(), index=column.index)


class TextColumnExpectation(ColumnMapExpectation):
    """A promise about every text of a column. Abstract: an expectation gives `map_metric` and `promise`.

    `promise` is the sentence that Data Docs show after the column's name; it may name success keys as `$key`.
    """

    promise: ClassVar[str] = ""

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    @render_suite_parameter_string
    def _prescriptive_renderer(
        cls,
        configuration: ExpectationConfiguration | None = None,
        result: ExpectationValidationResult | None = None,
        runtime_configuration: dict[str, Any] | None = None,
        **_: Any,
    ) -> list[RenderedStringTemplateContent]:
        runtime = runtime_configuration or {}
        kwargs = configuration.kwargs if configuration else {}
        parameters = {key: kwargs.get(key, cls.__fields__[key].default) for key in ("column", *cls.success_keys)}
        parameters["tolerated_percent"] = f"{100 * (1 - float(parameters['mostly'])):.3g}"
        sentence = f"{cls.promise}; $tolerated_percent % may fail."
        if runtime.get("include_column_name") is not False:
            sentence = f"$column: {sentence}"
        template = {"template": sentence, "params": parameters, "styling": runtime.get("styling")}
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=template)]
