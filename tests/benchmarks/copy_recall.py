"""How many planted copies are found, and how many documents that are none are taken for copies."""

from pathlib import Path

import polars as pl

from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import DOCUMENTS, MEMBERSHIPS


def copy_recall(root: Path, truth: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Per kind of copy: kind, n, found, recall; and the families of which one was merged with another.

    `truth`: id, base, kind. A copy is found when it is in one group with its base.
    """
    home = Home(root)
    manifest = read_manifest(home)
    newest = scan(home, manifest, MEMBERSHIPS).sort("batch_seq").unique("doc_id", keep="last")
    groups = newest.select("doc_id", "cluster_id")
    documents = (
        scan(home, manifest, DOCUMENTS).select("doc_id", id="source_record_id").join(groups, on="doc_id", how="left")
    )
    placed = documents.with_columns(group=pl.coalesce("cluster_id", "doc_id")).select("id", "group").collect()
    rows = truth.join(placed, on="id", how="left").join(
        placed.rename({"id": "base", "group": "base_group"}), on="base", how="left"
    )
    copies = rows.filter(pl.col("id") != pl.col("base"))
    found = (pl.col("group") == pl.col("base_group")).fill_null(False)
    kinds = (
        copies.group_by("kind")
        .agg(n=pl.len(), found=found.sum())
        .with_columns(recall=pl.col("found") / pl.col("n"))
        .sort("kind")
    )
    merged = rows.group_by("group").agg(families=pl.col("base").n_unique()).filter(pl.col("families") > 1)
    return kinds, int((merged["families"] - 1).sum())
