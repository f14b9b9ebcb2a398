"""What is published, as finding copies sees it: keys may be scanned, whole signatures are read for few documents alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tasks.dedupe.keys import KEY_COLUMNS
from tasks.dedupe.lookup import ROW, matching, rows_of
from tasks.dedupe.parameters import DedupeParameters
from tasks.text.codepoints import HashArray
from warehouse.lake import TableFiles
from warehouse.tables import SIGNATURES


@dataclass(frozen=True, slots=True)
class History:
    """The published rows of signatures, current_revisions and memberships, superseded ones too."""

    signatures: TableFiles
    current: pl.LazyFrame
    memberships: pl.LazyFrame

    def standing(self, documents: pl.Series) -> pl.DataFrame:
        """The newest current_revisions row of those `documents` that have any; withdrawn ones too."""
        rows = self.current.join(_ids(documents), on="doc_id", how="semi").collect(engine="streaming")
        return _newest_each(rows)

    def all_standing(self) -> pl.DataFrame:
        """ROW of every published document as it stands now: what a rebuild holds of each."""
        rows = self.current.select(*ROW, "batch_seq", "withdrawn").collect(engine="streaming")
        return _newest_each(rows).filter(~pl.col("withdrawn")).select(ROW)

    def alive(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of `rows` (doc_id, revision, batch_id) that are what their documents are now."""
        now = self.standing(rows["doc_id"].unique()).filter(~pl.col("withdrawn"))
        return rows.join(now.select(ROW), on=ROW, how="semi")

    def matching(self, wanted: HashArray, parameters: DedupeParameters) -> pl.DataFrame:
        """(key, doc_id, revision, batch_id, fingerprint, n_own) of current signatures that have one of the sorted `wanted` keys."""
        of_now = (pl.col("parameters") == parameters.version) & (pl.col("n_words") > 0)
        rows = self.signatures.rows.filter(of_now).with_columns(n_own=pl.col("anchors").list.len())
        return self.alive(matching(rows, KEY_COLUMNS, wanted, [*ROW, "fingerprint", "n_own"]))

    def signatures_of(self, rows: pl.DataFrame, columns: Sequence[str] = SIGNATURES.names) -> pl.DataFrame:
        """The signatures of some `rows` (doc_id, revision, batch_id), or some columns of them."""
        found = rows_of(self.signatures, rows, columns).unique(ROW, keep="last", maintain_order=True)
        return found.select(columns)

    def groups(self, documents: pl.Series) -> pl.DataFrame:
        """(doc_id, cluster_id, canonical_id) of the groups that any of `documents` is in, all their members."""
        own = self._newest(_ids(documents))
        clusters = own.drop_nulls("cluster_id").select("cluster_id").unique()
        ever = self.memberships.join(clusters.lazy(), on="cluster_id", how="semi").select("doc_id").unique()
        members = self._newest(ever).join(clusters, on="cluster_id", how="semi")
        return members.select("doc_id", "cluster_id", "canonical_id").sort("doc_id")

    def _newest(self, documents: pl.LazyFrame) -> pl.DataFrame:
        rows = self.memberships.join(documents, on="doc_id", how="semi").collect(engine="streaming")
        return _newest_each(rows)

    def born(self, clusters: pl.Series) -> pl.DataFrame:
        """(cluster_id, born): the order of the batch of a group's first row. Ids that no group ever had are left out."""
        known = pl.LazyFrame({"cluster_id": clusters.cast(pl.String)})
        rows = self.memberships.join(known, on="cluster_id", how="semi")
        return rows.group_by("cluster_id").agg(born=pl.col("batch_seq").min()).collect(engine="streaming")


def _ids(documents: pl.Series) -> pl.LazyFrame:
    return pl.LazyFrame({"doc_id": documents.cast(pl.String)})


def _newest_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Of each document the row of the latest batch."""
    return rows.sort("batch_seq").unique("doc_id", keep="last", maintain_order=True)
