"""Learning which lines recur over an outlet's documents: counted over what is published, file by file."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl

from tasks.clean.cues import begins_with_cue
from tasks.clean.facts import SENTENCE_END
from tasks.clean.recurring import LEARNED, MIN_DOCUMENTS, outlet_of
from tasks.text.codepoints import fold_texts
from warehouse.contract import conform
from warehouse.folding import fold
from warehouse.tables import RECURRING_LINES

ROW = ["doc_id", "revision", "batch_id"]
RULE = "drop_recurring_line"
MIN_SHARE, MIN_SHARE_OF_PROSE = 0.02, 0.05
"""Share of the outlet's documents. What reads like a sentence of the article wants more: market and weather reports close
alike, and speeches open alike, in a hundredth of an agency's documents, an imprint stands under a tenth or more."""
MIN_AT_EDGE = 0.9
"""Share of its documents in which it stands at the one edge: headings and formulas stand anywhere."""

_FIRST, _LAST = 3, 5
_LONGEST_BYTES = 800
_PROSE_WORDS, _SENTENCE_WORDS = 10, 5
_KINDS = ("promotion", "related", "share", "tags", "byline")


def outlet_sizes(documents: pl.LazyFrame, standing: pl.LazyFrame) -> pl.DataFrame:
    """(outlet, n_of): documents that count, by outlet."""
    rows = documents.join(standing, on=ROW, how="semi").group_by(outlet=outlet_of()).agg(n_of=pl.len().cast(pl.Int64))
    return rows.collect(engine="streaming")


def edge_lines(passages: pl.LazyFrame, owners: pl.DataFrame) -> pl.DataFrame:
    """(outlet, line, n_documents, n_head, n_tail) of the lines near the edges of documents, by their exact text.

    `passages`: of one file, in which documents stand whole. `owners`: doc_id, revision, batch_id, outlet of the documents
    that count. What the rule itself removed before is counted as if it stood there still.
    """
    shown = (pl.col("placement") == "body") | (pl.col("rule") == RULE)
    rows = passages.filter(shown).select(*ROW, "passage_no", line="clean_text").collect()
    rows = rows.join(owners, on=ROW, maintain_order="left")
    place = pl.int_range(pl.len()).over("doc_id")
    rows = rows.with_columns(head=place < _FIRST, tail=pl.int_range(pl.len(), 0, -1).over("doc_id") <= _LAST)
    near = rows.filter((pl.col("head") | pl.col("tail")) & (pl.col("line").str.len_bytes() <= _LONGEST_BYTES))
    once = near.group_by("outlet", "doc_id", "line").agg(pl.col("head", "tail").any())
    return once.group_by("outlet", "line").agg(
        n_documents=pl.len().cast(pl.Int64),
        n_head=pl.col("head").sum().cast(pl.Int64),
        n_tail=pl.col("tail").sum().cast(pl.Int64),
    )


def recurring_lines(counted: Iterable[pl.DataFrame], sizes: pl.DataFrame) -> pl.DataFrame:
    """The lines that recur, as rows of recurring_lines but for batch_id, learned_at and in_force.

    `counted`: frames of `edge_lines`; `sizes`: of `outlet_sizes`.
    """
    rows = pl.concat([pl.DataFrame(schema=_COUNTED), *counted]).group_by("outlet", "line").agg(pl.exclude("line").sum())
    rows = rows.filter(pl.col("n_documents") > 1)
    folded = fold_texts(rows["line"])
    rows = rows.with_columns(hash=pl.Series(folded.text_hashes()), n_words=pl.Series(folded.n_words()))
    by_spelling = rows.sort("n_documents", "line", descending=[True, False]).group_by(
        "outlet", "hash", maintain_order=True
    )
    lines = by_spelling.agg(pl.col("line", "n_words").first(), pl.col("n_documents", "n_head", "n_tail").sum())
    lines = lines.join(sizes, on="outlet").with_columns(
        share=(pl.col("n_documents") / pl.col("n_of")).clip(0, 1),
        edge=pl.when(pl.col("n_tail") >= pl.col("n_head")).then(pl.lit("tail")).otherwise(pl.lit("head")),
        n_at_edge=pl.max_horizontal("n_head", "n_tail"),
    )
    chosen = lines.filter(_recurs()).sort("outlet", "n_documents", "line", descending=[False, True, False])
    folded_lines = [fold(line) for line in chosen["line"]]  # a few hundred at most
    named = chosen.with_columns(kind=_kinds(chosen), folded=pl.Series(folded_lines, dtype=pl.String))
    named = named.filter(~pl.Series(begins_with_cue(fold_texts(named["line"]), "formula")))
    return named.select("outlet", "line", "folded", "edge", "kind", "n_documents", "n_at_edge", "n_of", "share")


_COUNTED = {"outlet": pl.String, "line": pl.String, "n_documents": pl.Int64, "n_head": pl.Int64, "n_tail": pl.Int64}


def _recurs() -> pl.Expr:
    ended = (pl.col("n_words") >= _SENTENCE_WORDS) & pl.col("line").str.contains(SENTENCE_END)
    prose = (pl.col("n_words") >= _PROSE_WORDS) | ended
    lettered = pl.col("line").str.contains(r"\p{L}")
    return (
        lettered
        & (pl.col("n_documents") >= MIN_DOCUMENTS)
        & (pl.col("n_at_edge") >= MIN_AT_EDGE * pl.col("n_documents"))
        & (pl.col("share") >= pl.when(prose).then(MIN_SHARE_OF_PROSE).otherwise(MIN_SHARE))
    )


def _kinds(lines: pl.DataFrame) -> pl.Series:
    """What each line looks like: by its cue, else by its edge."""
    folded = fold_texts(lines["line"])
    cues = lines.select("edge", *(pl.Series(kind, begins_with_cue(folded, kind)) for kind in _KINDS))
    by_edge = pl.when(pl.col("edge") == "tail").then(pl.lit("trailer")).otherwise(pl.lit("navigation"))
    return cues.select(kind=pl.coalesce(*(pl.when(kind).then(pl.lit(kind)) for kind in _KINDS), by_edge)).to_series()


def learned_rows(found: pl.DataFrame, before: pl.DataFrame, *, batch_id: str, now: datetime) -> pl.DataFrame:
    """Rows to publish: what was found, and what was in force `before` and recurs no more. Empty where nothing changed."""
    key = ["outlet", "folded", "edge", "kind"]
    lost = before.join(found, on=key[:2], how="anti").with_columns(in_force=pl.lit(False))
    if lost.is_empty() and found.join(before, on=key, how="anti").is_empty():
        return RECURRING_LINES.empty()
    rows = pl.concat([found.with_columns(in_force=pl.lit(True)), lost.select(*found.columns, "in_force")])
    return conform(rows.with_columns(batch_id=pl.lit(batch_id), learned_at=pl.lit(now)), RECURRING_LINES)


def in_force(rows: pl.LazyFrame) -> pl.DataFrame:
    """The rows of recurring_lines that count: of each line the newest, where it is in force."""
    newest = rows.collect().sort("learned_at").unique(["outlet", "folded"], keep="last", maintain_order=True)
    return newest.filter("in_force").sort("outlet", "folded")


def for_cleaning(rows: pl.DataFrame) -> pl.DataFrame:
    """Lines in force as `clean` takes them."""
    return rows.select(*LEARNED)
