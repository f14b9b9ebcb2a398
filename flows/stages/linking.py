"""What differs between the documents of a link: their texts are fetched from the batch and from the lake, and compared."""

from pathlib import Path

import polars as pl

from tasks.dedupe.changes import changes
from warehouse.home import Home
from warehouse.lake import KEY, current_revisions, texts_in, texts_of
from warehouse.manifest import Manifest

LINKS_AT_ONCE = 20_000
"""Links whose texts are in memory together."""


def with_changes(home: Home, manifest: Manifest, cleaned: list[Path], links: pl.DataFrame) -> pl.DataFrame:
    """`links` with what differs filled in. `cleaned`: files of the batch's own documents; all others are published."""
    parts = [_told(home, manifest, cleaned, part) for part in links.iter_slices(LINKS_AT_ONCE)]
    return pl.concat([links.clear(), *parts])


def _told(home: Home, manifest: Manifest, cleaned: list[Path], links: pl.DataFrame) -> pl.DataFrame:
    compared = links.filter(pl.col("relation") != "exact")
    ends = [compared.select("doc_id", "revision"), compared.select(doc_id="other_doc_id", revision="other_revision")]
    wanted = pl.concat(ends).unique()
    here = texts_in(cleaned, wanted)
    absent = wanted.join(here, on="doc_id", how="anti")
    published = current_revisions(home, manifest).join(absent.lazy(), on=["doc_id", "revision"], how="semi")
    there = texts_of(home, manifest, published.select(KEY).collect(engine="streaming"))
    return links.with_columns(changes(links, pl.concat([here, there])))
