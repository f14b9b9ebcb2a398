"""Applying the edits: each rule to the passages that hold its evidence, and a ledger row for each change."""

from collections.abc import Sequence

import polars as pl

from tasks.clean.rule import Edit

_CONTEXT = 24
LEDGER = {"row": pl.Int64, "rule": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}


def apply_edits(texts: pl.Series, languages: pl.Series, rules: Sequence[Edit]) -> tuple[pl.Series, pl.DataFrame]:
    """The texts after all `rules`, and the ledger: row (number in `texts`), rule, value (places), before, after (the first place)."""
    ledger = [pl.DataFrame(schema=LEDGER)]
    odd = texts.str.contains("|".join(rule.evidence for rule in rules if rule.rare)).arg_true().cast(pl.Int64)
    for rule in rules:
        if rule.rare:
            at = odd.filter(texts.gather(odd).str.contains(rule.evidence))
        elif rule.languages:
            spoken = languages.is_in(rule.languages).arg_true().cast(pl.Int64)
            at = spoken.filter(texts.gather(spoken).str.contains(rule.evidence))
        else:
            at = texts.str.contains(rule.evidence).arg_true().cast(pl.Int64)
        if at.is_empty():
            continue
        rows = pl.DataFrame({"row": at, "old": texts.gather(at)}).with_columns(new=rule.change(pl.col("old")))
        rows = rows.filter(pl.col("old") != pl.col("new"))
        if rows.height:
            texts = _put(texts, rows["row"], rows["new"])
            ledger.append(_ledger(rows, rule))
    return texts, pl.concat(ledger)


def _put(texts: pl.Series, at: pl.Series, new: pl.Series) -> pl.Series:
    """`texts` with `new` in the places `at`; a gather of string views is cheaper than a scatter of strings."""
    index = pl.arange(0, len(texts), eager=True).cast(pl.Int64)
    index[at] = pl.arange(len(texts), len(texts) + len(at), eager=True).cast(pl.Int64)
    return pl.concat([texts, new]).gather(index)


def _ledger(rows: pl.DataFrame, rule: Edit) -> pl.DataFrame:
    place = pl.col("old").str.extract(rf"((?s:.){{0,{_CONTEXT}}}(?:{rule.evidence})(?s:.){{0,{_CONTEXT}}})")
    return rows.select(
        "row",
        rule=pl.lit(rule.name),
        value=pl.col("old").str.count_matches(rule.evidence).cast(pl.Float64),
        before=place,
        after=rule.change(place),
    )
