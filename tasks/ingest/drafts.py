"""From columns under any name to our columns: what all readers of records share. Where the columns come from is the readers' business."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from tasks.ingest.fields import TEXT_FIELDS, recognise
from tasks.ingest.inputs import InputFile
from tasks.ingest.markup_residue import may_hold_markup, read_residue
from tasks.ingest.options import IngestOptions
from tasks.ingest.pages import Page, read_page
from tasks.ingest.rejects import RAW_LIMIT, REJECTS, complete
from tasks.ingest.values import STRINGS, as_list, as_name, as_text, fragments, nulled
from warehouse.contract import DType
from warehouse.tables.raw_documents import MARKS

_COLUMNS: dict[str, DType] = {
    "input_name": pl.String, "input_source": pl.String, "format": pl.String, "record_no": pl.Int64, "encoding": pl.String,
    "id": pl.String, "url": pl.String, "title": pl.String, "body": pl.String, "payload": pl.String, "marks": MARKS,
    "authors": STRINGS, "section": pl.String, "tags": STRINGS, "extra": pl.String, "published": pl.String,
    "source": pl.String, "outlet": pl.String, "fetched": pl.String,
}  # fmt: skip
ROWS = pl.Schema(_COLUMNS)
"""A usable record on its way; `finishing` gives it its identity."""
NO_ROWS = ROWS.to_frame()

_PLAIN_FIELDS = ("id", "url", "title", "published", "source", "outlet", "section", "fetched", "text", "html")


@dataclass(frozen=True)
class Draft:
    """What a reader found: usable records (ROWS) and others (REJECTS)."""

    rows: pl.DataFrame
    rejects: pl.DataFrame


@dataclass(frozen=True)
class Columns:
    """Records as columns under the names they have.

    record_no, encoding: of each record. raw: each record as read; null: it is written as JSON where it is needed.
    odd: columns of text to the kind of value that stands there instead ("a number"), null where it is a string.
    extra: columns that have no place here, as pieces of JSON (`values.fragments`).
    """

    frame: pl.DataFrame
    record_no: pl.Series
    encoding: pl.Series
    raw: pl.Series | None = None
    odd: Mapping[str, pl.Series] = field(default_factory=dict)
    extra: Mapping[str, pl.Series] = field(default_factory=dict)


def row_of(file: InputFile, values: Mapping[str, Any]) -> pl.DataFrame:
    """A frame of ROWS with the one record of a file. Quicker than `rows_of`, of which a folder of small files would need thousands."""
    known = {"input_name": file.name, "input_source": file.source, "format": file.format, **values}
    return pl.DataFrame({name: [known.get(name)] for name in ROWS}, schema=ROWS)


def rows_of(file: InputFile, frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the file's columns, in the shape of ROWS; absent columns are null."""
    known = frame.with_columns(
        input_name=pl.lit(file.name), input_source=pl.lit(file.source), format=pl.lit(file.format)
    )
    return known.select((pl.col(n) if n in known.columns else pl.lit(None)).cast(t).alias(n) for n, t in ROWS.items())


def draft(file: InputFile, columns: Columns, options: IngestOptions) -> Draft:
    """Usable records and rejects among `columns`. Every record is in exactly one of the two."""
    columns = replace(columns, frame=columns.frame.with_columns(nulled(series) for series in columns.frame))
    names = recognise(columns.frame.columns, options.pairs)
    rows = _recognised(columns, names).with_columns(_extra(columns, names))
    rows = _with_markup_read(rows)
    judged = rows.with_columns(_verdict(options.max_record_bytes)).with_columns(
        pl.concat_str(pl.lit(file.name + ", record "), pl.col("record_no"), pl.lit(": "), pl.col("detail")).alias(
            "detail"
        )
    )
    bad = judged["reason"].is_not_null()
    refused = judged.filter(bad).with_columns(_raw(columns, bad))
    return Draft(
        rows_of(file, rows.filter(~bad)),
        complete(file, refused.select(n for n in REJECTS.names() if n in refused.columns)),
    )


def _recognised(columns: Columns, names: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """One column a field: the first of its columns that has a value; `odd` says what stands there instead of a text."""
    found: list[pl.Series] = [columns.record_no.alias("record_no"), columns.encoding.alias("encoding")]
    n_rows = len(columns.record_no)
    for name in _PLAIN_FIELDS:
        texts = [as_text(columns.frame[column]) for column in names.get(name, ())]
        found.append(_first(texts, n_rows).alias(name))
    for name in ("authors", "tags"):
        lists = [as_list(columns.frame[column], of_names=name == "authors") for column in names.get(name, ())]
        found.append(_first(lists, n_rows, STRINGS).alias(name))
    odd = [columns.odd[column] for name in TEXT_FIELDS for column in names.get(name, ()) if column in columns.odd]
    frame = pl.DataFrame([*found, _first(odd, n_rows).alias("odd")])
    return frame.with_columns(
        pl.col("url", "id", "published", "fetched", "section").str.strip_chars(),
        *(as_name(frame[name]).str.strip_chars() for name in ("source", "outlet")),
    )


def _first(series: list[pl.Series], n_rows: int, kind: pl.DataType | type[pl.DataType] = pl.String) -> pl.Series:
    """The first value of each row that is not null."""
    if not series:
        return pl.Series([None], dtype=kind).new_from_index(0, n_rows)
    return pl.select(pl.coalesce(series)).to_series() if len(series) > 1 else series[0]


def _extra(columns: Columns, names: Mapping[str, tuple[str, ...]]) -> pl.Series:
    """The values of each record that went nowhere else, as one JSON object, its keys in order."""
    pieces = dict(columns.extra)
    recognised = {column for found in names.values() for column in found}
    for column in columns.frame.columns:
        if column not in recognised:
            pieces[column] = fragments(columns.frame[column])
    for found in names.values():
        taken = columns.frame[found[0]].is_not_null()
        for column in found[1:]:  # a second column for one field: where the first has a value, this one is kept here
            pieces[column] = _where(fragments(columns.frame[column]), taken)
            taken = taken | columns.frame[column].is_not_null()
    if not pieces:
        return pl.Series("extra", [None], dtype=pl.String).new_from_index(0, len(columns.record_no))
    joined = pl.concat_str([pieces[name] for name in sorted(pieces)], separator=",", ignore_nulls=True)
    return pl.select(pl.when(joined != "").then("{" + joined + "}").alias("extra")).to_series()


def _where(values: pl.Series, kept: pl.Series) -> pl.Series:
    return pl.select(pl.when(kept).then(values)).to_series()


def _with_markup_read(rows: pl.DataFrame) -> pl.DataFrame:
    """Text out of HTML: of the html column where there is no text, and of a text that is HTML itself. Else body is the text.

    One text in some thousands holds a sign of markup. A few milliseconds a page, in Python: a tree of markup is no column.
    """
    suspect = rows.select(may_hold_markup(pl.col("text")).fill_null(value=False)).to_series()
    read = {
        at: page
        for at, text in zip(suspect.arg_true(), rows["text"].filter(suspect), strict=True)
        if (page := read_residue(text)) is not None
    }
    is_markup = pl.int_range(pl.len()).is_in(list(read))
    rows = rows.with_columns(
        body=pl.when(~is_markup).then(pl.col("text")),
        payload=pl.coalesce(pl.when(is_markup).then(pl.col("text")), pl.col("html")),
        marks=pl.lit(None, MARKS),
    )
    todo = rows.select(pl.col("body").is_null() & pl.col("payload").is_not_null() & pl.col("odd").is_null()).to_series()
    if not todo.any():
        return rows
    pages = page_frame(
        [
            read[at] if at in read else read_page(markup)
            for at, markup in zip(todo.arg_true(), rows["payload"].filter(todo), strict=True)
        ]
    )
    places = todo.arg_true()
    return rows.with_columns(
        # What the record itself says comes first; body and marks are null in these rows.
        pl.coalesce(pl.col(name), _at(places, pages[name], len(rows))).alias(name)
        for name in pages.columns
    )


def page_frame(pages: list[Page]) -> pl.DataFrame:
    """Pages as columns of ROWS."""
    names = ("body", "marks", "title", "url", "published", "authors", "section", "tags")
    return pl.DataFrame(
        {name: [getattr(page, name) for page in pages] for name in names}, schema={name: ROWS[name] for name in names}
    )


def _at(places: pl.Series, values: pl.Series, n_rows: int) -> pl.Series:
    """A column of `n_rows` with `values` at `places`, null elsewhere; for lists too, which `scatter` does not take."""
    whole = pl.DataFrame({"place": pl.int_range(n_rows, eager=True)})
    return whole.join(
        pl.DataFrame({"place": places.cast(pl.Int64), "value": values}), on="place", how="left", maintain_order="left"
    )["value"]


def _verdict(max_bytes: int) -> tuple[pl.Expr, pl.Expr]:
    """Columns reason and detail: null for a usable record."""
    too_large = pl.col("body").str.len_bytes() > max_bytes
    missing = pl.col("body").is_null()
    reason = (
        pl.when(pl.col("odd").is_not_null())
        .then(pl.lit("not_text"))
        .when(missing)
        .then(pl.lit("empty"))
        .when(too_large)
        .then(pl.lit("too_large"))
    )
    detail = (
        pl.when(pl.col("odd").is_not_null()).then(pl.lit("its text is ") + pl.col("odd") + ", not a string: mend the export, or name another column: --map text=COLUMN")
        .when(missing & pl.col("payload").is_not_null()).then(pl.lit("its HTML holds no text"))
        .when(missing).then(pl.lit("its text is empty: if another column holds it, say so: --map text=COLUMN"))
        .when(too_large).then(pl.lit(f"its text is larger than {max_bytes} bytes: if it is one article, raise max_record_mb in khabar.toml"))
    )  # fmt: skip
    return reason.alias("reason"), detail.alias("detail")


def _raw(columns: Columns, bad: pl.Series) -> pl.Series:
    """The refused records as read, else as JSON, cut."""
    if columns.raw is not None:
        return columns.raw.filter(bad).str.head(RAW_LIMIT).alias("raw")
    frame = columns.frame.filter(bad).select(pl.all().name.prefix("c"))
    pieces = [fragments(series.alias(series.name[1:])).alias(series.name) for series in frame]
    joined = pl.concat_str(pieces, separator=",", ignore_nulls=True) if pieces else pl.lit("")
    return pl.DataFrame(pieces).select(raw="{" + joined + "}").to_series().str.head(RAW_LIMIT)
