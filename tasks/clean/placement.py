"""Where each passage goes: the first removal that applies decides, the rest is the body; then numbers and offsets."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from tasks.clean.clock import RuleClock
from tasks.clean.copied import spare_copies_of_captions, with_copied_rows
from tasks.clean.rule import Removal
from tasks.clean.rules import REMOVALS
from tasks.text.codepoints import IntArray

_SENTENCE_WORDS = 5


def place_passages(
    facts: pl.DataFrame, title_row: IntArray, removals: Sequence[Removal] = REMOVALS, clock: RuleClock | None = None
) -> pl.DataFrame:
    """Add kind, placement, rule, value, threshold and severity to the facts of each passage.

    `title_row`: the row of the passage that is each document's title, or -1. `removals`: those that are not switched off.
    `clock` is told what each took.
    """
    applied = pl.DataFrame([facts["row"], *_applied(facts, removals, clock or RuleClock())])
    none = pl.lit(None, dtype=pl.Int32)
    which = pl.coalesce(
        *(pl.when(pl.col(r.name)).then(pl.lit(i, dtype=pl.Int32)) for i, r in enumerate(removals)), none
    )
    chosen = _spared(facts.hstack(applied.with_columns(which=which).select("which")), removals)
    values = [
        pl.when(pl.col("which") == i).then(pl.col(r.value).cast(pl.Float64)) for i, r in enumerate(removals) if r.value
    ]
    titles = pl.Series("row", title_row[title_row >= 0])
    chosen = chosen.with_columns(
        is_title=pl.col("row").is_in(titles.implode()),
        value=pl.coalesce(*values, none.cast(pl.Float64)),
    )
    chosen = spare_copies_of_captions(with_copied_rows(chosen, removals), removals)
    kinds = [pl.when(pl.col("which") == i).then(pl.col(r.kind_from)) for i, r in enumerate(removals) if r.kind_from]
    placed = chosen.join(_deciding(removals), on="which", how="left", maintain_order="left")
    title = pl.col("is_title")
    return placed.with_columns(
        rule=pl.when(title).then(pl.lit("find_title")).otherwise("rule"),
        kind=pl.when(title).then(pl.lit("title")).otherwise(pl.coalesce(*kinds, "kind", pl.lit("paragraph"))),
        placement=pl.when(title).then(pl.lit("title")).otherwise(pl.col("placement").fill_null("body")),
    )


def _applied(facts: pl.DataFrame, removals: Sequence[Removal], clock: RuleClock) -> list[pl.Series]:
    """Whether each removal applies to each passage. One at a time: what they share is reckoned in the facts."""
    found = []
    for removal in removals:
        with clock.of(removal.name):
            applies = removal.applies().fill_null(False).alias(removal.name)
            found.append(
                _within_gate(facts, applies, removal.gate())
                if removal.gate
                else facts.select("row", applies)[removal.name]
            )
    return found


def _within_gate(facts: pl.DataFrame, applies: pl.Expr, gate: pl.Expr) -> pl.Series:
    """`applies`, tested in the documents of which a passage meets `gate`; false in the others."""
    name = applies.meta.output_name()
    docs = facts["doc"].to_numpy()
    met = np.zeros(int(docs.max(initial=0)) + 1, dtype=bool)
    met[docs[facts.select(gate.fill_null(False)).to_series().to_numpy()]] = True
    at = pl.Series(np.flatnonzero(met[docs]))
    none = pl.repeat(False, facts.height, eager=True).alias(name)
    if at.is_empty():
        return none
    columns = {"row", "doc", *applies.meta.root_names()}
    few = facts.select(pl.col(*columns).gather(at))
    return none.scatter(at, few.select("row", applies)[name])


def _deciding(removals: Sequence[Removal]) -> pl.DataFrame:
    """What each removal, by its number, says of a passage that it decides."""
    return pl.DataFrame(
        {
            "which": list(range(len(removals))),
            "rule": [r.name for r in removals],
            "kind": [r.kind for r in removals],
            "placement": [r.placement for r in removals],
            "threshold": [r.threshold for r in removals],
            "severity": [r.severity for r in removals],
        },
        schema={
            "which": pl.Int32,
            "rule": pl.String,
            "kind": pl.String,
            "placement": pl.String,
            "threshold": pl.Float64,
            "severity": pl.String,
        },
    )


def _spared(chosen: pl.DataFrame, removals: Sequence[Removal]) -> pl.DataFrame:
    """No rule may leave nothing: where all passages of a document would go, those that hold sentences stay."""
    emptied = pl.col("which").is_not_null().all().over("doc")
    repeat = pl.col("which").is_in(
        [i for i, r in enumerate(removals) if r.kind == "repeat" and r.name != "drop_repeated_title"]
    )
    spared = emptied & (pl.col("n_words") >= _SENTENCE_WORDS) & ~repeat
    return chosen.with_columns(which=pl.when(spared).then(None).otherwise("which"))


def with_offsets(passages: pl.DataFrame) -> pl.DataFrame:
    """Add start_char and end_char: where the passages of the body lie in the text they make, joined by newlines."""
    body = pl.col("placement") == "body"
    length = pl.when(body).then(pl.col("clean_text").str.len_chars().cast(pl.Int64) + 1).otherwise(0)
    end = length.cum_sum().over("doc")
    return passages.with_columns(
        start_char=pl.when(body).then(end - length),
        end_char=pl.when(body).then(end - 1),
    )
