"""Which passage a removed repeat repeats: the one that stays, for the ledger; and that it does stay in the body."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from tasks.clean.rule import Removal

TITLE_RULE = "drop_repeated_title"
_LONGEST = 64
_LAST = {"row": pl.Int64, "of_row": pl.Int64, "stays": pl.Boolean}


def with_copied_rows(chosen: pl.DataFrame, removals: Sequence[Removal]) -> pl.DataFrame:
    """Add of_row: row of the passage that a passage removed as a repeat repeats, else null.

    `chosen`: the facts, and which removal decides. A copy of a copy names the first that is no repeat itself.
    """
    repeats = [i for i, r in enumerate(removals) if r.name.startswith("drop_repeated_") and r.name != TITLE_RULE]
    back = pl.when(pl.col("copy_of") > 0).then(pl.col("row") - pl.col("copy_of"))
    of_row = pl.coalesce(pl.when(pl.col("opens_next")).then(pl.col("row") + 1), "near_of", back)
    found = chosen.select("row", of_row=pl.when(pl.col("which").is_in(repeats)).then(of_row))
    rows = found.drop_nulls()
    leads = np.arange(chosen.height)
    leads[rows["row"].to_numpy()] = rows["of_row"].to_numpy()
    ends = leads[rows["row"].to_numpy()]
    for _ in range(_LONGEST):
        if (leads[ends] == ends).all():
            break
        ends = leads[ends]
    stays = (leads[ends] == ends) & (ends != rows["row"].to_numpy())
    last = pl.DataFrame({"row": rows["row"], "of_row": ends, "stays": stays}, schema=_LAST)
    joined = chosen.join(last, on="row", how="left", maintain_order="left")
    # Copies in a circle, each held to be less than the next, would leave none.
    circle = ~pl.col("stays").fill_null(True)
    return joined.with_columns(pl.when(~circle).then(pl.col("which", "of_row"))).drop("stays")


def spare_copies_of_captions(chosen: pl.DataFrame, removals: Sequence[Removal]) -> pl.DataFrame:
    """A paragraph stays where the one it repeats was set aside as a caption or a credit: the body would lose it."""
    aside = [i for i, r in enumerate(removals) if r.placement in ("caption", "credit")]
    captions = [i for i, r in enumerate(removals) if r.name == "drop_repeated_caption"]
    set_aside = chosen.filter(pl.col("which").is_in(aside)).select(of_row="row", is_aside=pl.lit(True))
    if set_aside.is_empty() or chosen["of_row"].null_count() == chosen.height:
        return chosen
    joined = chosen.join(set_aside, on="of_row", how="left", maintain_order="left")
    lost = pl.col("is_aside").fill_null(False) & ~pl.col("which").is_in(captions)
    return joined.with_columns(
        which=pl.when(lost).then(None).otherwise(pl.col("which")), of_row=pl.when(lost).then(None).otherwise("of_row")
    ).drop("is_aside")
