"""One column's values, whatever their type, as the text, lists and JSON that rows are made of. Which column is which is said in `fields`."""

import json
import re
from functools import lru_cache
from typing import Any

import polars as pl

from tasks.ingest.decoding import decode_as

STRINGS = pl.List(pl.String)
_SPLIT_TAGS = r"\s*[,\x{060c}\x{061b};|]\s*"
_SPLIT_NAMES = r"\s*[\x{060c}\x{061b};|]\s*"  # no Latin comma: "Doe, John" is one author
_NAME_KEYS = ("name", "title", "@value")


def as_text(values: pl.Series) -> pl.Series:
    """The values as strings: times in ISO 8601, lists and objects in JSON, bytes as UTF-8; blank is null."""
    kind = values.dtype
    if isinstance(kind, pl.Datetime):
        zone = "+00:00" if kind.time_zone else ""
        in_utc = values.dt.convert_time_zone("UTC") if kind.time_zone else values
        text = in_utc.dt.strftime("%Y-%m-%dT%H:%M:%S%.f" + zone)
    elif _is_odd(kind):
        # No vectorised way: polars cannot write bytes as JSON. 2 us a value, and only where a column is of such a type.
        text = pl.Series(values.name, [_as_text(value) for value in values.to_list()], dtype=pl.String)
    elif kind.is_float():
        whole = values.is_finite() & (values == values.floor()) & (values.abs() < 1e15)
        text = (
            values.to_frame()
            .select(
                pl.when(whole)
                .then(pl.col(values.name).cast(pl.Int64, strict=False).cast(pl.String))
                .otherwise(pl.col(values.name).cast(pl.String))
            )
            .to_series()
        )
    else:
        text = values.cast(pl.String)
    return nulled(text)


def _is_odd(kind: pl.DataType) -> bool:
    """True for types that polars cannot write as text or JSON."""
    return kind.is_nested() or kind in (pl.Object, pl.Binary, pl.Duration)


def nulled(text: pl.Series) -> pl.Series:
    """Blank strings as null."""
    return text.set(~text.str.contains(r"\S"), None) if text.dtype == pl.String else text


def as_list(values: pl.Series, *, of_names: bool) -> pl.Series:
    """The values as lists of strings: a list, a JSON list, or one string split at , ; | (names: not at the Latin comma)."""
    if values.dtype != STRINGS:
        text = as_text(values)
        inner = (
            text.str.strip_chars().str.replace_all(_SPLIT_NAMES if of_names else _SPLIT_TAGS, "\x1f").str.split("\x1f")
        )
        is_json = text.str.contains(r"^\s*[\[{]").fill_null(False)
        if is_json.any():
            found = pl.Series(
                [_names(t) if t and t.lstrip()[:1] in "[{" else None for t in text.to_list()], dtype=STRINGS
            )
            inner = pl.select(pl.coalesce(found, inner)).to_series()
        values = inner.alias(values.name)
    kept = values.list.eval(pl.element().str.strip_chars()).list.eval(
        pl.element().filter(pl.element().is_not_null() & (pl.element() != ""))
    )
    return pl.select(pl.when(kept.list.len() > 0).then(kept)).to_series().alias(values.name)


def as_name(text: pl.Series) -> pl.Series:
    """A name that may come as an object, `{"id": "x", "name": "X"}`, as the name alone."""
    is_json = text.str.contains(r"^\s*[\[{]").fill_null(False)
    if not is_json.any():
        return text
    return text.scatter(
        is_json.arg_true(), pl.Series([(_names(t) or [t])[0] for t in text.filter(is_json).to_list()], dtype=pl.String)
    )


def fragments(values: pl.Series) -> pl.Series:
    """Each value as a piece of a JSON object, `"name":value`; null where there is none."""
    key, kind = json.dumps(values.name, ensure_ascii=False), values.dtype
    if _is_odd(kind):
        plain = pl.Series([None if v is None else to_json(v) for v in values.to_list()], dtype=pl.String)
        return (key + ":" + plain).alias(values.name)
    simple = values if kind == pl.String or kind.is_numeric() or kind == pl.Boolean else as_text(values)
    encoded = (
        simple.alias("v")
        .to_frame()
        .select(pl.when(pl.col("v").is_not_null()).then(pl.struct("v").struct.json_encode().str.slice(5).str.head(-1)))
        .to_series()
    )
    return (key + ":" + encoded).alias(values.name)


def to_json(value: Any) -> str:
    """The value as JSON; what JSON has no form for as a string, and numbers that are none as null."""
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:
        return json.dumps(
            json.loads(json.dumps(value, ensure_ascii=False, default=_plain), parse_constant=lambda _: None),
            ensure_ascii=False,
        )


def _plain(value: Any) -> str:
    """What JSON has no form for (times, decimals, bytes) as a string."""
    return decode_as(value, "utf-8")[0] if isinstance(value, bytes) else str(value)


def _as_text(value: Any) -> str | None:
    if value is None:
        return None
    return to_json(value) if isinstance(value, dict | list) else _plain(value)


@lru_cache(maxsize=4096)
def _names(text: str) -> list[str]:
    """Names in a JSON list or object; the text itself where it is no JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return [text.strip()]
    names = [_name(item) for item in (found if isinstance(found, list) else [found])]
    return [name for name in names if name]


def _name(item: Any) -> str | None:
    if isinstance(item, dict):
        item = next((item[key] for key in _NAME_KEYS if key in item), None)
    return re.sub(r"\s+", " ", str(item)).strip() if isinstance(item, str | int | float) else None
