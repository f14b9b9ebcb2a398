"""Putting passages together: the title, the pieces with their numbers, and the documents they make."""

from datetime import datetime

import polars as pl

from tasks.clean.edit import LEDGER
from tasks.clean.placement import with_offsets
from tasks.ingest.dates import parse_dates

PLACED = (
    "doc", "row", "line", "glued", "raw_start", "raw_end", "kind", "placement", "rule", "value", "threshold", "severity",
    "text", "raw_piece", "is_cut_off", "is_title", "n_lines", "of_row",
)  # fmt: skip
"""What is asked of a placed passage; the facts have told the rules what they know."""

_PIECE = (
    "doc", "row", "raw_start", "raw_end", "kind", "placement", "rule", "value", "threshold", "severity", "clean_text",
    "raw_piece", "cut_off", "n_lines", "of_row",
)  # fmt: skip


def number_passages(placed: pl.DataFrame, raw: pl.DataFrame, titles: pl.Series) -> pl.DataFrame:
    """All passages of the shard, titles given apart among them, with passage_no, offsets, raw_piece and clean_text.

    `placed`: rows of the bodies' passages. A given title has row numbers below zero: -1 for document 0 and so on.
    """
    own = placed.filter("is_title").select("doc")
    given = raw.select("doc", raw_piece="title").with_columns(clean_text=titles)
    given = given.filter(pl.col("clean_text").str.len_bytes() > 0).join(own, on="doc", how="anti")
    title = {"kind": pl.lit("title"), "placement": pl.lit("title"), "cut_off": pl.lit(False)}
    given = given.with_columns(row=-1 - pl.col("doc"), n_lines=pl.lit(1, dtype=pl.Int64), **title)
    pieces = placed.rename({"text": "clean_text", "is_cut_off": "cut_off"}).select(_PIECE)
    both = pl.concat([given, pieces], how="diagonal_relaxed")
    both = both.sort("doc", pl.col("placement") != "title", "raw_start", nulls_last=True)
    titled = (pl.col("placement") == "title").any().over("doc")
    number = pl.int_range(pl.len(), dtype=pl.Int32).over("doc") + pl.when(titled).then(0).otherwise(1)
    return with_offsets(_with_copied(both.with_columns(passage_no=number.cast(pl.Int32))))


def _with_copied(passages: pl.DataFrame) -> pl.DataFrame:
    """Add of_passage_no: number of the passage that a repeat repeats; of the title, 0."""
    numbers = passages.select(of_row="row", of_passage_no="passage_no")
    joined = passages.join(numbers, on="of_row", how="left", maintain_order="left")
    title = (pl.col("rule") == "drop_repeated_title").fill_null(False)
    number = pl.when(title).then(pl.lit(0, dtype=pl.Int32)).otherwise(pl.col("of_passage_no"))
    return joined.with_columns(of_passage_no=number)


def with_edits(passages: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
    """Add `edits`, the rules that changed each passage, in their order."""
    by_row = edits.group_by("row", maintain_order=True).agg(edits=pl.col("rule"))
    joined = passages.join(by_row, on="row", how="left", maintain_order="left")
    return joined.with_columns(pl.col("edits").fill_null(pl.lit([], dtype=pl.List(pl.String))))


def unwrapped(passages: pl.DataFrame) -> pl.DataFrame:
    """Ledger rows of the passages that were put together from wrapped lines."""
    wrapped = passages.filter(pl.col("n_lines") > 1)
    rows = wrapped.select(
        "row", rule=pl.lit("unwrap_lines"), value=(pl.col("n_lines") - 1).cast(pl.Float64), before=None, after=None
    )
    return rows.select(pl.col(name).cast(dtype) for name, dtype in LEDGER.items())


def assemble_documents(raw: pl.DataFrame, passages: pl.DataFrame, languages: pl.Series, now: datetime) -> pl.DataFrame:
    """One row a record: the columns of documents save flags, quality and machine_translated, with doc."""
    body = (
        passages.filter(pl.col("placement") == "body")
        .group_by("doc", maintain_order=True)
        .agg(text=pl.col("clean_text").str.join("\n"))
    )
    title = passages.filter(pl.col("placement") == "title").select("doc", clean_title="clean_text")
    rules = (
        passages.with_columns(removed_by=pl.when(pl.col("placement") != "title").then("rule"))
        .select("doc", rule=pl.concat_list(pl.col("edits"), pl.col("removed_by").fill_null("")))
        .explode("rule")
        .filter(pl.col("rule") != "")
        .group_by("doc", maintain_order=True)
        .agg(edits=pl.col("rule").unique(maintain_order=True))
    )
    gone = ~pl.col("placement").is_in(["body", "title"])
    sizes = passages.group_by("doc").agg(
        n_removed_chars=pl.col("clean_text").str.len_chars().filter(gone).sum().cast(pl.Int64),
        n_body_chars=pl.col("clean_text").str.len_chars().filter(pl.col("placement") != "title").sum().cast(pl.Int64),
    )
    joined = raw.with_columns(language=languages).hstack(parse_dates(raw["published_raw"], raw["url"]))
    for other in (body, title, rules, sizes):
        joined = joined.join(other, on="doc", how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("text").fill_null(""),
        pl.col("n_removed_chars", "n_body_chars").fill_null(0),
        pl.col("edits").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        title=pl.col("clean_title"),
        first_seen_at=pl.lit(now),
    ).with_columns(
        n_chars=pl.col("text").str.len_chars().cast(pl.Int64),
        n_words=_n_words(pl.col("text")),
    )


def _n_words(text: pl.Expr) -> pl.Expr:
    """Words of clean text, where one space parts two words and one newline two passages."""
    gaps = text.str.count_matches("[ \n]")
    return pl.when(text.str.len_bytes() > 0).then(gaps.cast(pl.Int64) + 1).otherwise(0)


def with_flags(documents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Add flags from the flag findings (doc, rule)."""
    flags = findings.filter(pl.col("action") == "flag").group_by("doc", maintain_order=True).agg(flags=pl.col("rule"))
    joined = documents.join(flags, on="doc", how="left", maintain_order="left")
    return joined.with_columns(pl.col("flags").fill_null(pl.lit([], dtype=pl.List(pl.String))))
