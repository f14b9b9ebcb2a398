"""Which revisions become current with a batch, and which published documents must be compared anew because of it."""

import polars as pl

from tasks.dedupe.history import History
from tasks.dedupe.lookup import ROW

ORDER = ["fetched_at", "content_hash"]


def newest_revisions(documents: pl.DataFrame, history: History, batch_id: str) -> pl.DataFrame:
    """ROW and ORDER of what becomes current: greatest by time and content, history included; of equals that of the batch."""
    own = (pl.col("batch_id") == batch_id).alias("own")
    ordered = documents.select(*ROW, *ORDER, own).sort(*ORDER, "own")
    newest = ordered.unique("doc_id", keep="last", maintain_order=True)
    past = history.standing(newest["doc_id"]).select("doc_id", "withdrawn", *ORDER)
    both = newest.join(past, on="doc_id", how="left", suffix="_past")
    # The same revision again is one that was cleaned anew: its newer rows count.
    after = (pl.col("fetched_at") > pl.col("fetched_at_past")) | (
        (pl.col("fetched_at") == pl.col("fetched_at_past")) & (pl.col("content_hash") >= pl.col("content_hash_past"))
    )
    unknown = pl.col("fetched_at_past").is_null() | pl.col("withdrawn").fill_null(False)
    return both.filter(unknown | after).select(*ROW, *ORDER).sort("doc_id")


def left_alone(changing: pl.Series, history: History) -> pl.DataFrame:
    """ROW and ORDER of the other members of groups that one of the `changing` documents was in.

    What held such a group together may have been the text that is no more.
    """
    members = history.groups(changing).filter(~pl.col("doc_id").is_in(changing.implode()))
    now = history.standing(members["doc_id"]).filter(~pl.col("withdrawn"))
    return now.select(*ROW, *ORDER).sort("doc_id")
