"""Splitting lines that hold two things glued together, and joining again what was split in vain."""

from collections.abc import Sequence

import polars as pl

from tasks.clean.clock import RuleClock
from tasks.clean.rule import Split
from tasks.clean.segments import BLANK

_POINTS = {"at": pl.Int64, "point": pl.Int64, "split_by": pl.String}


def split_passages(cut: pl.DataFrame, splits: Sequence[Split], clock: RuleClock | None = None) -> pl.DataFrame:
    """The passages of `cut` (doc, raw_start, raw_end, text, n_lines), those that hold a split point in pieces.

    Adds line (number of the passage in `cut`), split_by (the rule whose point begins the piece, or null) and glued (no
    blank parts the piece from the one before). Passages put together from wrapped lines stay whole: their text is not
    a slice of the body. `clock` is told what each rule took.
    """
    cut = cut.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    whole = {"split_by": pl.lit(None, dtype=pl.String), "glued": pl.lit(False)}
    plain = cut.filter(pl.col("n_lines") == 1)
    clock, found = clock or RuleClock(), []
    for split in splits:
        with clock.of(split.name):
            points = split.points(plain.drop("line"))
        found.append(points.select(pl.col("at", "point").cast(pl.Int64), split_by=pl.lit(split.name)))
    points = pl.concat([pl.DataFrame(schema=_POINTS), *found]).unique(
        ["at", "point"], keep="first", maintain_order=True
    )
    if points.is_empty():
        return cut.with_columns(**whole)
    points = points.with_columns(line=plain["line"].gather(points["at"])).drop("at")
    parted = cut.filter(pl.col("line").is_in(points["line"].implode()))
    pieces = _pieces(parted, points).select(*cut.columns, "split_by", "glued")
    rest = cut.filter(~pl.col("line").is_in(points["line"].implode())).with_columns(**whole)
    return pl.concat([rest, pieces]).sort("line", "raw_start")


def _pieces(parted: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The pieces of `parted`, blanks at their edges left out, empty ones dropped."""
    first = parted.select("line", point=pl.lit(0, dtype=pl.Int64), split_by=pl.lit(None, dtype=pl.String))
    begins = pl.concat([first, points.select("line", "point", "split_by")]).sort("line", "point", maintain_order=True)
    begins = begins.unique(["line", "point"], keep="first", maintain_order=True)
    return (
        begins.with_columns(end=pl.col("point").shift(-1).over("line"))
        .join(parted, on="line", maintain_order="left")
        .with_columns(piece=pl.col("text").str.slice(pl.col("point"), pl.col("end") - pl.col("point")))
        .with_columns(bare=pl.col("piece").str.strip_chars_start(BLANK))
        .with_columns(
            raw_start=pl.col("raw_start")
            + pl.col("point")
            + (pl.col("piece").str.len_chars() - pl.col("bare").str.len_chars()).cast(pl.Int64),
            text=pl.col("bare").str.strip_chars_end(BLANK),
        )
        .filter(pl.col("text").str.len_bytes() > 0)
        .with_columns(raw_end=pl.col("raw_start") + pl.col("text").str.len_chars().cast(pl.Int64))
        .with_columns(
            glued=(pl.col("raw_start") == pl.col("raw_end").shift(1)).over("line").fill_null(False),
        )
    )


def join_pieces(placed: pl.DataFrame, ledger: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`placed` with neighbouring pieces of one line that both stay in the body in one again, and their ledger rows.

    `placed`: rows in order, with row, line, glued, placement, text, raw_start, raw_end and raw_piece. `ledger`: row, rule, … .
    """
    joins = (
        (pl.col("line") == pl.col("line").shift(1))
        & (pl.col("placement") == "body")
        & (pl.col("placement").shift(1) == "body")
    ).fill_null(False)
    joined_on = placed.select(joins=joins).to_series()
    if not joined_on.any():
        return placed, ledger
    pieces = joined_on | joined_on.shift(-1, fill_value=False)
    many = placed.with_columns(joined_on, group=(~joined_on).cum_sum()).filter(pieces)
    gap = pl.when(pl.col("joins") & ~pl.col("glued")).then(pl.lit(" ")).otherwise(pl.lit(""))
    joined = many.group_by("group", maintain_order=True).agg(
        pl.exclude("text", "raw_piece", "raw_end", "joins").first(),
        (gap + pl.col("text")).str.join("").alias("text"),
        (gap + pl.col("raw_piece")).str.join("").alias("raw_piece"),
        pl.col("raw_end").last(),
    )
    to = many.select("row", to=pl.col("row").first().over("group"))
    ledger = ledger.with_columns(pl.col("row").replace(to["row"], to["to"]))
    # A rule that changed both pieces changed their passage once, in more places.
    ledger = ledger.group_by("row", "rule", maintain_order=True).agg(
        pl.col("value").sum(), pl.exclude("row", "rule", "value").first()
    )
    together = pl.concat([placed.filter(~pieces), joined.select(placed.columns)]).sort("row")
    if "of_row" in placed.columns:  # a repeat may repeat a piece that is no passage of its own any more
        together = together.with_columns(pl.col("of_row").replace(to["row"], to["to"]))
    return together, ledger
