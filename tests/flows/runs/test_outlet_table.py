"""The table of outlets in a warehouse: there after the first run, written again only where the list is another one."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from publishing import ask

from flows.stages import outlets as stage
from flows.stages.outlets import changed_outlets, outlet_rows
from tasks.text.outlets import Outlet, outlets
from warehouse.home import Home
from warehouse.manifest import read_manifest
from warehouse.publish import PublishSettings, publish

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class Handed:
    """Of a batch what the stage looks at."""

    def __init__(self, number: int, folder: Path) -> None:
        self.id, self.folder = f"batch{number}", folder / str(number)


def load(home: Home, number: int) -> int:
    """Publish what has changed, if anything; how many files that were."""
    files = changed_outlets(home, Handed(number, home.root / "load"))  # type: ignore[arg-type]
    if files:
        publish(home, f"batch{number}", files, advances_head=False, now=NOW, settings=PublishSettings())
    return len(files)


def test_the_list_is_written_once_and_again_when_it_changes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is written; a changed list replaces the older one whole, in the file and in the lake."""
    assert (load(home, 1), load(home, 2)) == (1, 0)
    names = ask(home.catalogue, "SELECT count(*), outlet_of('isna.ir'), outlet_of('lw.example') FROM outlets")
    assert names == [(len(outlets()), "ISNA", None)]
    added = Outlet("Lanternwick", "site", "GB", ("lw.example",), ("Lanternwick",), (), ())
    kept = tuple(outlet for outlet in outlets() if outlet.name != "ISNA")
    monkeypatch.setattr(stage, "outlets", lambda: (*kept, added))
    assert (load(home, 3), load(home, 4)) == (1, 0)
    names = ask(home.catalogue, "SELECT count(*), outlet_of('isna.ir'), outlet_of('lw.example') FROM outlets")
    assert names == [(len(outlets()), None, "Lanternwick")]
    assert [file.batch_id for file in read_manifest(home).of("outlets")] == ["batch3"]


def test_all_outlets_of_the_data_file_are_rows() -> None:
    """Each with a spelling, and its hosts."""
    rows = outlet_rows("b")
    listed = {o.name: list(o.domains) for o in outlets()}
    assert dict(rows.select("name", "domains").iter_rows()) == listed
    assert rows.filter(pl.col("spellings").list.len() == 0).height == 0
