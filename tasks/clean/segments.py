"""Cutting bodies into passages: one a paragraph, a hard-wrapped paragraph being one passage. Cleans nothing."""

import numpy as np
import polars as pl

from tasks.clean.wraps import find_wraps

LINE_ENDS = ["\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"]
"""Characters that end a line besides the newline; each is one code point, so that offsets stay true."""

# The byte of NEXT LINE ends an Arabic letter, too, where a crawl read UTF-8 as Latin-1.
_BREAKS = {"\u00d9\x85": "\u00d9\x85"} | dict.fromkeys(LINE_ENDS, "\n")
BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What may stand around a passage without belonging to it."""


def cut_passages(bodies: pl.Series, *, unwrap: bool = True) -> pl.DataFrame:
    """One row a passage: doc (row number of its body), raw_start, raw_end (code points), text (wraps joined), n_lines.

    What lies between passages, and around them, is blank. Without `unwrap` each line is a passage.
    """
    lines = _lines(bodies)
    if lines.is_empty():
        return lines.select("doc", raw_start="start", raw_end="end", text="line", n_lines=pl.lit(1, dtype=pl.Int64))
    continues = find_wraps(lines) if unwrap else np.zeros(lines.height, dtype=bool)
    if not continues.any():
        return lines.select("doc", raw_start="start", raw_end="end", text="line", n_lines=pl.lit(1, dtype=pl.Int64))
    lines = lines.with_columns(continues=continues).with_columns(passage=(~pl.col("continues")).cum_sum())
    wrapped = pl.col("continues") | pl.col("continues").shift(-1, fill_value=False)
    single = lines.filter(~wrapped).select(
        "passage", "doc", raw_start="start", raw_end="end", text="line", n_lines=pl.lit(1, dtype=pl.Int64)
    )
    return pl.concat([single, _joined(lines.filter(wrapped), bodies)]).sort("passage").drop("passage")


def _joined(lines: pl.DataFrame, bodies: pl.Series) -> pl.DataFrame:
    """The passages that wrapped lines make: what a mail quotes loses its marks, and a word broken at a hyphen grows together."""
    lines = lines.with_columns(
        line=pl.when("continues").then(pl.col("line").str.replace(r"^> ?", "")).otherwise("line"),
    )
    hyphen = (
        pl.col("line").shift(1).str.contains(r"[A-Za-z]-$")
        & pl.col("line").str.contains(r"^[a-z]")
        & pl.col("continues")
    ).fill_null(False)
    lines = _mended(lines.with_columns(hyphen=hyphen), bodies)
    gap = pl.when(pl.col("hyphen") | ~pl.col("continues")).then(pl.lit("")).otherwise(pl.lit(" "))
    return lines.group_by("passage", maintain_order=True).agg(
        pl.col("doc").first(),
        raw_start=pl.col("start").first(),
        raw_end=pl.col("end").last(),
        text=(gap + pl.col("line")).str.join(""),
        n_lines=pl.len().cast(pl.Int64),
    )


def _mended(lines: pl.DataFrame, bodies: pl.Series) -> pl.DataFrame:
    """`lines` without the hyphens that a break put there: the text writes the word elsewhere without one."""
    pairs = lines.select(
        "doc",
        head=pl.col("line").str.extract(r"([A-Za-z]+)-$"),
        tail=pl.col("line").shift(-1).str.extract(r"^([a-z]+)"),
        broken=pl.col("hyphen").shift(-1, fill_value=False),
    )
    at = pairs["broken"].arg_true()
    if at.is_empty():
        return lines
    words = pairs[at].with_columns(body=bodies.gather(pairs["doc"].gather(at)))
    written = words.select(
        pl.col("body").str.contains(pl.col("head") + pl.col("tail"), literal=True)
        & ~pl.col("body").str.contains(pl.col("head") + "-" + pl.col("tail"), literal=True)
    ).to_series()
    drop = pl.zeros(lines.height, dtype=pl.Boolean, eager=True).scatter(at.filter(written), True)
    return lines.with_columns(line=pl.when(drop).then(pl.col("line").str.head(-1)).otherwise("line"))


def _lines(bodies: pl.Series) -> pl.DataFrame:
    """The lines that hold more than blanks: doc, line (stripped), start, end, line_no, n (characters), indent, hard_break.

    line_no counts by twos: "\\r\\n" ends two lines, of which the second is empty.
    """
    return (
        pl.DataFrame({"body": bodies})
        .with_row_index("doc")
        .with_columns(pl.col("doc").cast(pl.Int64))
        .with_columns(step=2 - pl.col("body").str.contains("\r\n", literal=True).cast(pl.Int64))
        .select("doc", "step", line=pl.col("body").str.replace_many(_BREAKS, leftmost=True).str.split("\n"))
        .explode("line")
        .with_columns(length=pl.col("line").str.len_chars().cast(pl.Int64))
        .with_columns(before=(pl.col("length") + 1).cum_sum() - pl.col("length") - 1)
        .with_columns(
            start=pl.col("before") - pl.col("before").first().over("doc"),
            left=pl.col("line").str.strip_chars_start(BLANK),
            hard_break=pl.col("line").str.ends_with("  "),
        )
        .with_row_index("line_no")
        .with_columns(
            indent=pl.col("length") - pl.col("left").str.len_chars().cast(pl.Int64),
            line=pl.col("left").str.strip_chars_end(BLANK),
        )
        .with_columns(start=pl.col("start") + pl.col("indent"), n=pl.col("line").str.len_chars().cast(pl.Int64))
        .filter(pl.col("n") > 0)
        .select(
            "doc",
            "line",
            "start",
            "n",
            "indent",
            "hard_break",
            end=pl.col("start") + pl.col("n"),
            line_no=pl.col("line_no") * pl.col("step"),
        )
    )
