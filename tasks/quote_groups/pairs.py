"""Which statements are one: candidates that share a key, and what is verified of them."""

import polars as pl

from tasks.dedupe.candidates import candidate_pairs
from tasks.dedupe.verify import n_shared
from tasks.quote_groups.parameters import GroupParameters


def equal_pairs(new: pl.DataFrame, known: pl.DataFrame, parameters: GroupParameters) -> pl.DataFrame:
    """(a, b): pairs of statements that are one, of which one at least is new. Both frames: COMPARED, each statement once."""
    statements = pl.concat([new.with_columns(new=True), known.with_columns(new=False)])
    meeting = statements.select("fingerprint", "new", doc_id="statement", key="keys", n_own=pl.lit(0, pl.Int64))
    met = meeting.explode("key", empty_as_null=False).drop_nulls("key")
    pairs = candidate_pairs(met, parameters.keys).pairs.select("a", "b")
    told = statements.select("statement", "fingerprint", "day", "n_negations", n="stems", n_facts="facts")
    told = told.with_columns(pl.col("n", "n_facts").list.len().cast(pl.Int64)).with_row_index("at")
    both = pairs.join(told, left_on="a", right_on="statement").join(
        told, left_on="b", right_on="statement", suffix="_b"
    )
    both = both.with_columns(
        shared=pl.Series(n_shared(statements["stems"], both), dtype=pl.Int64),
        shared_facts=pl.Series(n_shared(statements["facts"], both), dtype=pl.Int64),
    )
    one_text = pl.col("fingerprint") == pl.col("fingerprint_b")
    return both.filter(one_text | _one_gist(parameters)).select("a", "b").sort("a", "b")


def _one_gist(parameters: GroupParameters) -> pl.Expr:
    """Whether two texts in other words tell one thing."""
    shared, least, most = pl.col("shared"), pl.min_horizontal("n", "n_b"), pl.max_horizontal("n", "n_b")
    part = (shared == least) & (shared >= parameters.min_covered_by_part * most)
    reworded = (shared >= parameters.min_covered * least) & (shared >= parameters.min_covered_of_other * most)
    agree = pl.col("shared_facts") == pl.min_horizontal("n_facts", "n_facts_b")
    far = ((pl.col("day") - pl.col("day_b")).abs() > parameters.most_days).fill_null(False)
    denies = pl.col("n_negations") != pl.col("n_negations_b")
    return (shared >= parameters.least_shared) & (part | reworded) & agree & ~far & ~denies
