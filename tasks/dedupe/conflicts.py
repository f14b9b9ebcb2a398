"""Facts in conflict: where two texts say the same with other numbers, weekdays or months. Symmetrical, and blind to order."""

import polars as pl

from tasks.dedupe.calendar_words import weekdays

_PAIR = "pair"


def conflicts(facts: pl.DataFrame) -> pl.Series:
    """How many facts of each pair are in conflict. `facts`: facts, places and facts_b, places_b, a row a pair.

    The greater of two counts. Facts that stand in one text alone, on both sides: a copy that lost a paragraph has none.
    And neighbours that both texts have once each around different facts: a score of 2 to 1 that became 1 to 2.
    A number that was corrected in two places is one conflict. A weekday counts twice, since it stands for a date: the
    notice of another day is another notice, though by chance its prices be the same.
    """
    pairs = facts.with_row_index(_PAIR)
    one, other = _listed(pairs, "facts", "places"), _listed(pairs, "facts_b", "places_b")
    counted = pairs.select(_PAIR).join(_alone(one, other), on=_PAIR, how="left")
    counted = counted.join(_alone(other, one), on=_PAIR, how="left", suffix="_b")
    counted = counted.join(_replaced(one, other), on=_PAIR, how="left").sort(_PAIR).fill_null(0)
    alone = pl.min_horizontal("n_alone", "n_alone_b") + pl.min_horizontal("n_weekdays", "n_weekdays_b")
    return counted.select(n_conflicts=pl.max_horizontal(alone, "n_replaced").cast(pl.Int32))["n_conflicts"]


def _listed(pairs: pl.DataFrame, facts: str, places: str) -> pl.DataFrame:
    """One row a fact: pair, fact, place."""
    rows = pairs.select(_PAIR, fact=facts, place=places).filter(pl.col("fact").list.len() > 0)
    return rows.explode("fact", "place")


def _alone(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """(pair, n_alone, n_weekdays): different facts of `one` that do not stand in `other`, and how many are weekdays."""
    alone = one.join(other, on=[_PAIR, "fact"], how="anti").unique([_PAIR, "fact"])
    return alone.group_by(_PAIR).agg(n_alone=pl.len(), n_weekdays=_is_weekday("fact").sum())


def _replaced(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """(pair, n_replaced): different changes of a fact between neighbours that each text has once."""
    key = [_PAIR, "place"]
    met = _once(one, key).join(_once(other, key), on=key, suffix="_b")
    changed = met.filter(pl.col("fact") != pl.col("fact_b")).unique([_PAIR, "fact", "fact_b"])
    days = _is_weekday("fact") & _is_weekday("fact_b")
    return changed.group_by(_PAIR).agg(n_replaced=pl.len() + days.sum())


def _is_weekday(column: str) -> pl.Expr:
    return pl.col(column).is_in(weekdays().implode())


def _once(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return rows.unique(key, keep="none")
