"""Holds tables against their declaration: not null, unique key, allowed values, ranges. In polars, in one pass."""

from dataclasses import dataclass

import polars as pl

from expectations.results import CheckResult, Moment, shortened
from warehouse.contract import Column, Table

_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule on one column; `breaks` is true on the rows that break it."""

    expectation: str
    column: str
    breaks: pl.Expr


def check_contract(frame: pl.DataFrame | pl.LazyFrame, table: Table, moment: Moment) -> list[CheckResult]:
    """One critical result for each rule and column that rows of `frame` break; one named `contract` where none do.

    Rules: `not_null`, `allowed_values`, `in_range` on a column, `unique_key` on the table (a row that has the key of
    an earlier one breaks it). A frame without the columns or types of `table` gives one broken result, `contract`.
    """
    lazy = frame.lazy()
    misfits = _misfits(lazy.collect_schema(), table)
    if misfits:
        return [_result("contract", table.name, moment, 0, 0, f"not the columns of the table: {misfits}", broken=True)]
    rules = _rules(table)
    # Different hashes prove different keys, and are found three times as fast as the keys themselves.
    hashed = pl.struct(table.key).hash().n_unique().alias("unique_key")
    counts = lazy.select(
        pl.len().alias("rows"), hashed, *(rule.breaks.sum().alias(str(n)) for n, rule in enumerate(rules))
    ).collect()
    n_rows = int(counts["rows"][0])
    found = []
    if counts["unique_key"][0] < n_rows:
        found += _repeated_keys(lazy, table, moment, n_rows)
    for n, rule in enumerate(rules):
        if n_broken := int(counts[str(n)][0]):
            subject = f"{table.name}.{rule.column}"
            found.append(_result(rule.expectation, subject, moment, n_rows, n_broken, _examples(lazy, rule)))
    return found or [_result("contract", table.name, moment, n_rows, 0, None)]


def _misfits(schema: pl.Schema, table: Table) -> str:
    wanted = table.polars_schema()
    missing = [f"{name} is missing" for name in wanted if name not in schema]
    wrong = [
        f"{name} is {schema[name]}, not {dtype}" for name, dtype in wanted.items() if schema.get(name, dtype) != dtype
    ]
    return ", ".join(missing + wrong)


def _rules(table: Table) -> list[_Rule]:
    rules = [_Rule("not_null", c.name, pl.col(c.name).is_null()) for c in table.columns if not c.nullable]
    rules += [_Rule("allowed_values", c.name, _not_allowed(c)) for c in table.columns if c.allowed]
    rules += [_Rule("in_range", c.name, _out_of_range(c)) for c in table.columns if (c.low, c.high) != (None, None)]
    return rules


def _not_allowed(column: Column) -> pl.Expr:
    """A null is the business of `not_null`."""
    if isinstance(column.dtype, pl.List):
        strange = ~pl.element().is_in(column.allowed)
        return pl.col(column.name).list.eval(strange).list.any().fill_null(False)
    return ~pl.col(column.name).is_in(column.allowed).fill_null(True)


def _out_of_range(column: Column) -> pl.Expr:
    value = pl.col(column.name)
    breaks = [value < column.low] if column.low is not None else []
    breaks += [value > column.high] if column.high is not None else []
    if column.dtype in (pl.Float32, pl.Float64):
        breaks.append(value.is_nan())
    return pl.any_horizontal(breaks).fill_null(False)


def _repeated_keys(lazy: pl.LazyFrame, table: Table, moment: Moment, n_rows: int) -> list[CheckResult]:
    repeated = lazy.group_by(table.key).len().filter(pl.col("len") > 1).collect()
    if repeated.is_empty():  # Only two hashes met, which is one chance in thirty million for a million rows.
        return []
    examples = "; ".join(" / ".join(map(_short, row[:-1])) for row in repeated.sort(table.key).head(_EXAMPLES).rows())
    n_broken = int(repeated["len"].sum()) - repeated.height
    detail = f"({', '.join(table.key)}) stands again, as in: {examples}"
    return [_result("unique_key", table.name, moment, n_rows, n_broken, detail)]


def _examples(lazy: pl.LazyFrame, rule: _Rule) -> str:
    if rule.expectation == "not_null":
        return f"{rule.column} is null"
    values = lazy.filter(rule.breaks).select(rule.column).head(_EXAMPLES).collect().to_series()
    return f"{rule.column} is " + ", ".join(dict.fromkeys(map(_short, values)))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _EXAMPLE_CHARACTERS else text[: _EXAMPLE_CHARACTERS - 1] + "…"


def _result(
    expectation: str, subject: str, moment: Moment, n: int, n_broken: int, detail: str | None, broken: bool = False
) -> CheckResult:
    return CheckResult(
        expectation=expectation,
        subject=subject,
        moment=moment,
        severity="critical",
        state="broken" if broken else "failed" if n_broken else "passed",
        n_checked=n,
        n_unexpected=n_broken,
        tolerated_share=0.0,
        detail=shortened(detail) if detail else None,
    )
