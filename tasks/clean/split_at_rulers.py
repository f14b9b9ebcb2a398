"""Split a line at the rulers in it: pages part their sections by rows of one sign, and crawls lose the line breaks."""

import polars as pl

_RULER = r"={5,}|_{5,}|-{8,}|\*{8,}|~{5,}"


def split_at_rulers(passages: pl.DataFrame) -> pl.DataFrame:
    """Where rulers begin and end in the lines that hold more than one: at, point."""
    text = pl.col("text")
    held = passages.with_row_index("at").filter(text.str.contains(_RULER) & text.str.contains(r"\p{L}"))
    if held.is_empty():
        return pl.DataFrame(schema={"at": pl.Int64, "point": pl.Int64})
    # What stands before the n-th ruler, and the rulers: their lengths add up to the points. A line in thousands.
    parts = held.select("at", text=text.str.replace_all(f"({_RULER})", "\n${1}\n").str.split("\n")).explode("text")
    ends = parts.with_columns(point=pl.col("text").str.len_chars().cast(pl.Int64).cum_sum().over("at"))
    return ends.filter(pl.col("point") < pl.col("point").max().over("at")).select(pl.col("at").cast(pl.Int64), "point")
