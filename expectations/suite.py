"""Holds the expectations of `registry` against the texts of a shard, through Great Expectations.

A context is opened once in a run and joined wherever shards are checked; each shard is one validation, kept for Data Docs (see `data_docs`). Calls on one
context must not overlap: Great Expectations keeps the state of a validation in the context.
"""

import logging
from pathlib import Path
from typing import Any

import great_expectations as gx
import polars as pl
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.data_context.file_data_context import FileDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations.projection import texts_by_label
from expectations.registry import EXPECTATIONS, Declaration
from expectations.results import CheckResult, Moment, shortened, state_of

GX_VERSION: str = gx.__version__
"""Another version may keep a context otherwise."""

_log = logging.getLogger(__name__)

_SUITE = "texts"
_BATCH = "shard"
_SUBJECTS: dict[Moment, str] = {"in": "raw_documents.body", "out": "documents.text"}
_SHOWN_IDS = 5

RESULT_FORMAT = {
    "result_format": "COMPLETE",
    # Texts stay out of results and of Data Docs: they are long, and they are hostile.
    "exclude_unexpected_values": True,
    "return_unexpected_index_query": False,
}

FAILING = {"doc_id": pl.String, "revision": pl.String, "expectation": pl.String, "action": pl.String}


def open_context(directory: Path) -> FileDataContext:
    """The file context in `directory` (made where there is none), with the suite as declared now.

    It draws no progress bars and sends nothing anywhere.
    """
    context = gx.get_context(mode="file", context_root_dir=directory)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.enable_analytics(False)
    suite = gx.ExpectationSuite(
        name=_SUITE,
        expectations=[
            declared.expectation(
                column=declared.column, mostly=declared.mostly, severity=FailureSeverity(declared.severity)
            )
            for declared in EXPECTATIONS
        ],
    )
    context.suites.add_or_update(suite)
    source = context.data_sources.add_or_update_pandas(_SUITE)
    for moment in ("in", "out"):
        batch = source.add_dataframe_asset(moment).add_batch_definition_whole_dataframe(_BATCH)
        definition = gx.ValidationDefinition(name=f"{_SUITE}_{moment}", data=batch, suite=context.suites.get(_SUITE))
        context.validation_definitions.add_or_update(definition)
    return context


def join_context(directory: Path) -> FileDataContext:
    """The context that another process has opened in `directory`, as it is: nothing is declared anew or written."""
    return gx.get_context(mode="file", context_root_dir=directory)


def check_texts(
    frame: pl.DataFrame, moment: Moment, context: FileDataContext
) -> tuple[list[CheckResult], pl.DataFrame]:
    """Hold every expectation against the texts of `frame` (doc_id, revision, text at least), keys unique.

    The second frame has a row (doc_id, revision, expectation, action) per failing row and expectation, also where so
    few fail that the expectation passes. A check that could not be done is `broken` and names no rows.
    """
    # One label a row: the index list of Great Expectations then costs nothing, by columns it costs 40 us a row.
    labelled = frame.select("doc_id", "revision", "text", label=pl.format("{} {}", "doc_id", "revision"))
    if labelled.is_empty():
        return [_result(declared, moment, 0, 0) for declared in EXPECTATIONS], pl.DataFrame(schema=FAILING)
    definition = context.validation_definitions.get(f"{_SUITE}_{moment}")
    validation = definition.run(
        batch_parameters={"dataframe": texts_by_label(labelled["label"], labelled["text"])},
        result_format=RESULT_FORMAT,
        run_id=RunIdentifier(run_name=moment),
    )
    results, failing = [], [pl.DataFrame(schema=FAILING)]
    by_type = {found.expectation_config.type: found for found in validation.results if found.expectation_config}
    for declared in EXPECTATIONS:
        result, labels = _judge(declared, moment, by_type.get(declared.expectation.expectation_type), labelled.height)
        results.append(result)
        rows = labelled.filter(pl.col("label").is_in(labels))
        failing.append(
            rows.select(
                "doc_id", "revision", expectation=pl.lit(declared.name), action=pl.lit(declared.action, dtype=pl.String)
            )
        )
    return results, pl.concat(failing)


def _judge(
    declared: Declaration, moment: Moment, found: ExpectationValidationResult | None, n_rows: int
) -> tuple[CheckResult, list[str]]:
    """The result of one expectation and the labels of the rows that fail it."""
    trouble = "it was not run" if found is None else _exception_of(found.exception_info)
    if found is None or trouble or "unexpected_count" not in found.result:
        _log.error("the check %s could not be done: %s", declared.name, trouble)
        return _result(declared, moment, n_rows, 0, broken=trouble or "it gave no counts"), []
    n_checked = found.result["element_count"] - found.result.get("missing_count", 0)
    labels = [str(label) for label in found.result.get("unexpected_index_list") or []]
    return _result(declared, moment, n_checked, found.result["unexpected_count"], labels=labels), labels


def _exception_of(info: dict[str, Any] | None) -> str | None:
    """The message of the exception that Great Expectations caught and put away, of whichever of its two shapes."""
    reports = [info, *info.values()] if info else []
    raised = [report for report in reports if isinstance(report, dict) and report.get("raised_exception")]
    return str(raised[0].get("exception_message") or "an exception without a message") if raised else None


def _result(
    declared: Declaration,
    moment: Moment,
    n_checked: int,
    n_unexpected: int,
    *,
    labels: list[str] | None = None,
    broken: str | None = None,
) -> CheckResult:
    tolerated = round(1 - declared.mostly, 6)
    detail = f"the check could not be done: {broken}" if broken else ", ".join((labels or [])[:_SHOWN_IDS])
    return CheckResult(
        expectation=declared.name,
        subject=_SUBJECTS[moment],
        moment=moment,
        severity=declared.severity,
        state="broken" if broken else state_of(n_checked, n_unexpected, tolerated),
        n_checked=n_checked,
        n_unexpected=n_unexpected,
        tolerated_share=tolerated,
        detail=shortened(detail) or None,
    )
