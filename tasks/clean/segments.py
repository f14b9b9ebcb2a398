"""Cutting bodies into passages: one a paragraph, a hard-wrapped paragraph being one passage. Cleans nothing."""

import polars as pl

LINE_ENDS = ["\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"]
"""Characters that end a line besides the newline; each is one code point, so that offsets stay true."""

BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What may stand around a passage without belonging to it."""

_MIN_WIDTH, _MAX_WIDTH, _MIN_WRAPS = 50, 110, 3


def cut_passages(bodies: pl.Series, *, unwrap: bool = True) -> pl.DataFrame:
    """One row a passage: doc (row number of its body), raw_start, raw_end (code points), text (wraps joined), n_lines.

    What lies between passages, and around them, is blank. Without `unwrap` each line is a passage.
    """
    lines = _lines(bodies)
    if lines.is_empty():
        return lines.select("doc", raw_start="start", raw_end="end", text="line", n_lines=pl.lit(1, dtype=pl.Int64))
    lines = _mark_wraps(lines) if unwrap else lines.with_columns(continues=pl.lit(False))
    if not lines["continues"].any():
        return lines.select("doc", raw_start="start", raw_end="end", text="line", n_lines=pl.lit(1, dtype=pl.Int64))
    lines = lines.with_columns(passage=(~pl.col("continues")).cum_sum())
    return (
        lines.group_by("passage", maintain_order=True)
        .agg(
            pl.col("doc").first(),
            raw_start=pl.col("start").first(),
            raw_end=pl.col("end").last(),
            text=pl.col("line").str.join(" "),
            n_lines=pl.len().cast(pl.Int64),
        )
        .drop("passage")
    )


def _lines(bodies: pl.Series) -> pl.DataFrame:
    """The lines that hold more than blanks: doc, line (stripped), start, end, raw_line_no and n (characters)."""
    return (
        pl.DataFrame({"body": bodies})
        .with_row_index("doc")
        .with_columns(pl.col("doc").cast(pl.Int64))
        .select("doc", line=pl.col("body").str.replace_many(LINE_ENDS, ["\n"] * len(LINE_ENDS)).str.split("\n"))
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
            start=pl.col("start") + pl.col("length") - pl.col("left").str.len_chars(),
            line=pl.col("left").str.strip_chars_end(BLANK),
        )
        .with_columns(n=pl.col("line").str.len_chars().cast(pl.Int64))
        .filter(pl.col("n") > 0)
        .select("doc", "line", "start", "line_no", "n", "hard_break", end=pl.col("start") + pl.col("n"))
    )


def _mark_wraps(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `continues`: the line goes on where the one above was broken at a set width.

    A break is a wrap where the next line's first word would not have fitted; a text is wrapped where nearly all
    breaks inside its paragraphs are. Verse, lists and one-line paragraphs are not.
    """
    follows = (pl.col("doc") == pl.col("doc").shift(1)) & (pl.col("line_no") == pl.col("line_no").shift(1) + 1)
    first_word = pl.col("line").str.extract(r"^(\S+)").str.len_chars()
    width = pl.col("n").max().over("doc")
    too_long = pl.col("n").shift(1) + 1 + first_word > width - 3
    lines = lines.with_columns(follows=follows.fill_null(False), width=width)
    wide = lines["width"].is_between(_MIN_WIDTH, _MAX_WIDTH)
    if not (wide & lines["follows"]).any():
        return lines.with_columns(continues=pl.lit(False))
    broken = pl.col("follows") & ~pl.col("hard_break").shift(1, fill_value=False)
    lines = lines.with_columns(
        wrap=(broken & too_long & (pl.col("n").shift(1) >= _MIN_WIDTH * 3 // 4)).fill_null(False)
    )
    n_wraps, n_breaks = pl.col("wrap").sum().over("doc"), (broken.fill_null(False)).sum().over("doc")
    wrapped = pl.col("width").is_between(_MIN_WIDTH, _MAX_WIDTH) & (n_wraps >= _MIN_WRAPS) & (n_wraps >= 0.8 * n_breaks)
    return lines.with_columns(continues=(pl.col("wrap") & wrapped).fill_null(False))
