"""Applying the edits: each rule to the passages that hold its evidence, and a ledger row for each change."""

from collections.abc import Sequence

import polars as pl

from tasks.clean.clock import FIRST_LOOK, RuleClock
from tasks.clean.rule import Edit, Rewrite

Change = Edit | Rewrite

_CONTEXT = 24
LEDGER = {"row": pl.Int64, "rule": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}


def apply_edits(
    texts: pl.Series, languages: pl.Series, rules: Sequence[Change], clock: RuleClock | None = None
) -> tuple[pl.Series, pl.DataFrame]:
    """The texts after all `rules`, and the ledger: row (number in `texts`), rule, value (places), before, after (the first place).

    `clock` is told what each rule took.
    """
    clock = clock or RuleClock()
    ledger = [pl.DataFrame(schema=LEDGER)]
    rare = [rule.evidence for rule in rules if isinstance(rule, Edit) and rule.rare]
    with clock.of(FIRST_LOOK):
        odd = texts.str.contains("|".join(rare)).arg_true().cast(pl.Int64) if rare else None
    for rule in rules:
        with clock.of(rule.name):
            at = _candidates(texts, languages, rule, odd)
            if at.is_empty():
                continue
            rows, entries = _changed(at, texts.gather(at), rule)
            if rows.height:
                texts = _put(texts, rows["row"], rows["new"])
                ledger.append(entries)
    return texts, pl.concat(ledger)


def _candidates(texts: pl.Series, languages: pl.Series, rule: Change, odd: pl.Series | None) -> pl.Series:
    """Numbers of the texts that hold the rule's evidence. `odd`: those that hold any rare rule's."""
    if isinstance(rule, Edit) and rule.rare and odd is not None:
        among = odd
    elif rule.languages:
        among = languages.is_in(rule.languages).arg_true().cast(pl.Int64)
    else:
        return texts.str.contains(rule.evidence).arg_true().cast(pl.Int64)
    return among.filter(texts.gather(among).str.contains(rule.evidence))


def _changed(at: pl.Series, old: pl.Series, rule: Change) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts that the rule changed (row, new), and their ledger rows."""
    if isinstance(rule, Rewrite):
        rows = rule.rewrite(old)
        rows = rows.with_columns(row=at.gather(rows["row"]), rule=pl.lit(rule.name))
        return rows, rows.select(pl.col(name).cast(dtype) for name, dtype in LEDGER.items())
    rows = pl.DataFrame({"row": at, "old": old}).with_columns(new=rule.change(pl.col("old")))
    rows = rows.filter(pl.col("old") != pl.col("new"))
    return rows, _ledger(rows, rule)


def _put(texts: pl.Series, at: pl.Series, new: pl.Series) -> pl.Series:
    """`texts` with `new` in the places `at`; a gather of string views is cheaper than a scatter of strings."""
    index = pl.arange(0, len(texts), eager=True).cast(pl.Int64)
    index[at] = pl.arange(len(texts), len(texts) + len(at), eager=True).cast(pl.Int64)
    return pl.concat([texts, new]).gather(index)


def _ledger(rows: pl.DataFrame, rule: Edit) -> pl.DataFrame:
    """The ledger rows: how many places, and the first with some letters around it, as it was and as it is.

    The place is found by its byte and cut out from there: a pattern with the context in it takes ten times as long.
    """
    byte = pl.col("old").str.find(rule.evidence)
    raw = pl.col("old").cast(pl.Binary)
    ahead = raw.bin.slice(0, byte).cast(pl.String).str.tail(_CONTEXT)
    place = ahead + raw.bin.slice(byte).cast(pl.String).str.head(_CONTEXT + 12)
    found = rows.select("row", "old", before=place)
    return found.select(
        "row",
        rule=pl.lit(rule.name),
        value=pl.col("old").str.count_matches(rule.evidence).cast(pl.Float64),
        before="before",
        after=rule.change(pl.col("before")),
    )
