"""Split off the title of another article that stands in or behind a paragraph: "read also: …"."""

import polars as pl

from tasks.clean.wordings import as_written, listed

_MAX_WORDS = 22
# What parts the cue from the title: a tenth of the cost of looking for the cues, and half of the text has none.
_PARTING = r"[:|-]|\u00bb|\u2013"


def split_inline_related(passages: pl.DataFrame) -> pl.DataFrame:
    """Where such a link begins in a line, and where it ends if more follows: at, point.

    It stands in brackets; or behind the end of a sentence, with a colon or stroke, and runs to the line's end or to a stop.
    """
    held = passages.select("text").with_row_index("at").filter(pl.col("text").str.contains(_PARTING))
    held = held.filter(pl.col("text").str.contains_any(listed("related_inline"))).with_columns(
        pl.col("at").cast(pl.Int64)
    )
    if held.is_empty():
        return pl.DataFrame(schema={"at": pl.Int64, "point": pl.Int64})
    cue = as_written("related_inline")
    patterns = (
        rf"(?s)^(.+?)\s*([(\[]\s?{cue}\s?[:|\u00bb\u2013-]\s?[^()\[\]]{{4,160}}[)\]]\.?)",
        rf"(?s)^(.+?[.!?\u061f\u2026\u00bb\u201d\"')\]*])\s*([*|\u2022]?\s?{cue}\s?\*{{0,2}}[:|\u00bb\u2013-]\s?[^.!?\u061f]{{8,160}}(?:[.!?\u061f]|$))",
    )
    points = [pl.DataFrame(schema={"at": pl.Int64, "point": pl.Int64})]
    for pattern in patterns:
        found = held.with_columns(
            before=pl.col("text").str.extract(pattern, 1), link=pl.col("text").str.extract(pattern, 2)
        ).filter(pl.col("link").str.count_matches(r"\S+") <= _MAX_WORDS)
        start = (
            pl.col("text").str.len_chars()
            - pl.col("text").str.slice(pl.col("before").str.len_chars()).str.strip_chars_start().str.len_chars()
        )
        ends = start + pl.col("link").str.len_chars()
        points.append(found.select("at", point=start.cast(pl.Int64)))
        more = found.filter(ends < pl.col("text").str.len_chars())
        points.append(more.select("at", point=ends.cast(pl.Int64)))
    return pl.concat(points).unique(maintain_order=True)
