"""Lines learned to recur over an outlet's documents, found again in a shard. What is learned is read when a batch begins."""

import numpy as np
import polars as pl

from tasks.text.codepoints import Folded, among, fold_texts

MIN_DOCUMENTS = 20
"""Documents of an outlet that must hold a line: below, chance and series explain it."""

LEARNED = {
    "outlet": pl.String,
    "line": pl.String,
    "edge": pl.String,
    "kind": pl.String,
    "n_documents": pl.Int64,
}
FACTS = {"recurring_edge": pl.String, "recurring_kind": pl.String, "recurring_in": pl.Int64}


def outlet_of() -> pl.Expr:
    """Whose documents a record is counted with: the outlet's, or the source's where none is known."""
    return pl.coalesce("outlet", "source")


def recurring_facts(
    passages: pl.DataFrame, folded: Folded, raw: pl.DataFrame, learned: pl.DataFrame | None
) -> pl.DataFrame:
    """recurring_edge, recurring_kind and recurring_in (documents) of each passage that is a learned line; else null.

    `passages`: doc, and `folded` their texts. `raw`: doc, outlet, source of the records. `learned`: columns of LEARNED.
    """
    if learned is None or learned.is_empty():
        return pl.DataFrame(
            {name: pl.Series([None], dtype=dtype).new_from_index(0, passages.height) for name, dtype in FACTS.items()}
        )
    lines = learned.with_columns(hash=pl.Series(fold_texts(learned["line"]).text_hashes()))
    hashes = folded.text_hashes()
    # A few passages of a shard are learned lines of any outlet; only those are looked up.
    at = np.flatnonzero(among(hashes, np.unique(lines["hash"].to_numpy())))
    hits = pl.DataFrame({"row": at, "hash": hashes[at], "doc": passages["doc"].gather(at)})
    outlets = raw.select("doc", outlet=outlet_of())
    known = hits.join(outlets, on="doc").join(lines, on=["outlet", "hash"]).unique("row", keep="first")
    return (
        pl.select(row=pl.int_range(passages.height))
        .join(known, on="row", how="left", maintain_order="left")
        .select(recurring_edge="edge", recurring_kind="kind", recurring_in="n_documents")
    )
