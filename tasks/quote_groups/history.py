"""What is published of quotes, as grouping sees it: signatures are scanned by speaker and key, groups looked up by statement."""

from dataclasses import dataclass

import polars as pl

from tasks.dedupe.lookup import matching
from tasks.quote_groups.parameters import GroupParameters
from tasks.quote_groups.sign import QUOTE
from tasks.text.codepoints import HashArray

COMPARED = ("statement", "fingerprint", "day", "keys", "stems", "facts", "n_negations")
"""Columns of signatures that tell whether two statements are one."""


@dataclass(frozen=True, slots=True)
class StatementHistory:
    """The published rows of quote_signatures and quote_groups, superseded ones too. A statement stays, whatever replaced its document."""

    signatures: pl.LazyFrame
    groups: pl.LazyFrame

    def versions(self) -> list[str]:
        """The parameters that the published signatures were made by."""
        return sorted(self.signatures.select("parameters").unique().collect(engine="streaming")["parameters"])

    def sharing(self, wanted: HashArray, speakers: pl.Series, parameters: GroupParameters) -> pl.DataFrame:
        """COMPARED of published statements of these `speakers` that have one of the sorted `wanted` keys."""
        speakers = speakers.unique().drop_nulls().implode()
        made = (pl.col("parameters") == parameters.version) & pl.col("speaker").is_in(speakers)
        carried = [name for name in COMPARED if name != "keys"]
        rows = self.signatures.filter(made).with_columns(keys_too="keys")
        found = matching(rows, ["keys"], wanted, [*carried, "keys_too"])
        return found.rename({"keys_too": "keys"}).select(COMPARED).unique("statement", maintain_order=True)

    def groups_of(self, statements: pl.Series) -> pl.DataFrame:
        """The newest rows of all quotes in the groups that any of `statements` is in, with born, the order of the group's first row."""
        known = pl.LazyFrame({"statement": statements.unique()})
        own = _newest(self.groups.join(known, on="statement", how="semi").collect(engine="streaming"))
        ids = own.select("quote_group_id").unique().lazy()
        ever = self.groups.join(ids, on="quote_group_id", how="semi").select("statement").unique()
        rows = self.groups.join(ever, on="statement", how="semi").collect(engine="streaming")
        born = rows.group_by("quote_group_id").agg(born=pl.col("batch_seq").min())
        standing = _newest(rows).join(ids.collect(), on="quote_group_id", how="semi")
        return standing.join(born, on="quote_group_id").sort(QUOTE)


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    """Of each quote the row of the latest batch."""
    return rows.sort("batch_seq").unique(QUOTE, keep="last", maintain_order=True)
