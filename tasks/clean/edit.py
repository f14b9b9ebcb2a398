"""Applying the edits: each rule to the passages that hold its evidence, and a ledger row for each change."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import polars as pl

from tasks.clean.clock import FIRST_LOOK, RuleClock
from tasks.clean.differences import first_differences
from tasks.clean.rule import Edit, Rewrite

Change = Edit | Rewrite

LEDGER = {"row": pl.Int64, "rule": pl.String, "value": pl.Float64, "before": pl.String, "after": pl.String}


def apply_edits(
    texts: pl.Series, languages: pl.Series, rules: Sequence[Change], clock: RuleClock | None = None
) -> tuple[pl.Series, pl.DataFrame]:
    """The texts after all `rules`, and the ledger: row (number in `texts`), rule, value (places), before, after (the first place).

    `clock` is told what each rule took.
    """
    clock = clock or RuleClock()
    ledger = [pl.DataFrame(schema=LEDGER)]
    for look, group in groupby(rules, key=lambda rule: rule.look):
        some = list(group)
        if not look:
            texts = _apply(texts, languages, some, ledger, clock)
            continue
        with clock.of(FIRST_LOOK):
            at = texts.str.contains("|".join(rule.evidence for rule in some)).arg_true().cast(pl.Int64)
        if at.is_empty():
            continue
        found: list[pl.DataFrame] = []
        old = texts.gather(at)
        new = _apply(old, languages.gather(at), some, found, clock)
        ledger += [rows.with_columns(row=at.gather(rows["row"])) for rows in found]
        changed = (new != old).arg_true()
        texts = texts.clone().scatter(at.gather(changed), new.gather(changed))
    return texts, pl.concat(ledger)


def _apply(
    texts: pl.Series, languages: pl.Series, rules: Sequence[Change], ledger: list[pl.DataFrame], clock: RuleClock
) -> pl.Series:
    """The texts after the rules, one after another; adds to `ledger`, tells `clock`."""
    for rule, names in _together(rules):
        with clock.of(rule.name):
            at = _candidates(texts, languages, rule)
            if at.is_empty():
                continue
            rows, entries = _changed(at, texts.gather(at), rule, names)
            if rows.height:
                texts = texts.clone().scatter(rows["row"], rows["new"])
                ledger.append(entries)
    return texts


def _together(rules: Sequence[Change]) -> Iterator[tuple[Change, tuple[str, ...]]]:
    """The rules, those that are applied together as their first one, each with the names of all it stands for."""
    for _, same in groupby(rules, lambda rule: getattr(rule, "together", None) or rule.name):
        group = list(same)
        yield group[0], tuple(rule.name for rule in group)


def _candidates(texts: pl.Series, languages: pl.Series, rule: Change) -> pl.Series:
    """Numbers of the texts that hold the rule's evidence."""
    if not rule.languages:
        return texts.str.contains(rule.evidence).arg_true().cast(pl.Int64)
    among = languages.is_in(rule.languages).arg_true().cast(pl.Int64)
    return among.filter(texts.gather(among).str.contains(rule.evidence))


def _changed(at: pl.Series, old: pl.Series, rule: Change, names: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts that the rule changed (row, new), and the ledger rows of all the rules `names`."""
    if isinstance(rule, Rewrite):
        rows = rule.together(old, names) if rule.together else rule.rewrite(old).with_columns(rule=pl.lit(rule.name))
        rows = rows.with_columns(row=at.gather(rows["row"]))
        changed = rows.unique("row", keep="first", maintain_order=True) if len(names) > 1 else rows
        return changed, rows.select(pl.col(name).cast(dtype) for name, dtype in LEDGER.items())
    rows = pl.DataFrame({"row": at, "old": old}).with_columns(new=rule.change(pl.col("old")))
    rows = rows.filter(pl.col("old") != pl.col("new"))
    return rows, _ledger(rows, rule) if rows.height else pl.DataFrame(schema=LEDGER)


def _ledger(rows: pl.DataFrame, rule: Edit) -> pl.DataFrame:
    value = rows["old"].str.count_matches(rule.evidence).cast(pl.Float64)
    entries = rows.select("row", rule=pl.lit(rule.name)).with_columns(value=value)
    return entries.hstack(first_differences(rows["old"], rows["new"]))
