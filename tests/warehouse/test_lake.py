"""Reading the lake: texts are found by their keys, whatever file holds them."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import small_home
from publishing import SETTINGS, publish_again

from warehouse.home import Home
from warehouse.lake import texts_of
from warehouse.manifest import Manifest, read_manifest

FIRST = (small_home.BRIDGE, "r1", small_home.BATCH)
SECOND = (f"{small_home.PLAIN}-2", "r1", "b00002")


def _texts(home: Home, manifest: Manifest, *keys: tuple[str, str, str]) -> dict[str, str]:
    wanted = pl.DataFrame(keys, schema=dict.fromkeys(("doc_id", "revision", "batch_id"), pl.String), orient="row")
    return dict(texts_of(home, manifest, wanted).iter_rows())


def test_texts_come_from_the_files_of_their_batches(home: Home) -> None:
    """Documents of two batches are found; another revision, another batch and an unknown document are not."""
    manifest = publish_again(home, 2)
    strange = ((FIRST[0], "r2", FIRST[2]), (FIRST[0], "r1", "b00002"), ("nobody", "r1", FIRST[2]))
    found = _texts(home, manifest, FIRST, SECOND, *strange)
    assert ({name: text[:9] for name, text in found.items()}, _texts(home, manifest)) == (
        {FIRST[0]: "افتتحت ال", SECOND[0]: "High wate"},
        {},
    )


def test_other_batches_files_are_not_opened(home: Home) -> None:
    """A batch's texts are read where the files of all others are gone."""
    manifest = publish_again(home, 2)
    for file in manifest.of("documents"):
        if file.batch_id != small_home.BATCH:
            (home.lake / file.path).unlink()
    assert list(_texts(home, manifest, FIRST)) == [FIRST[0]]


def test_texts_of_merged_files(home: Home) -> None:
    """After compaction the documents of all its batches are found."""
    publish_again(home, 2)
    publish_again(home, 3, now=small_home.NOW + timedelta(hours=3), settings=replace(SETTINGS, max_live_files=1))
    manifest = read_manifest(home)
    assert ([file.merged for file in manifest.of("documents")], len(_texts(home, manifest, FIRST, SECOND))) == (
        [True],
        2,
    )
