"""Export: one file that answers alone."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
import small_home

from warehouse.console import query
from warehouse.export import ExportError, export
from warehouse.home import Home
from warehouse.manifest import ManifestError
from warehouse.publish import PublishSettings, publish, rebuild
from warehouse.relations import relations


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH '{path}' AS exported (READ_ONLY)")
        con.execute("USE exported")
        return [tuple(row) for row in con.execute(sql).fetchall()]


@pytest.mark.parametrize("lake_views_above", [4 * 1024**3, -1], ids=["tables", "lake"])
def test_the_file_needs_no_lake(home: Home, tmp_path: Path, lake_views_above: int) -> None:
    """Payloads, documents, marts and macros answer after the home is gone, in either layout."""
    rebuild(home, settings=PublishSettings(lake_views_above=lake_views_above))
    expected = {found.name: found.n_rows for found in relations(home)}
    export(home, tmp_path / "all.duckdb")
    home.root.rename(tmp_path / "gone")
    counts = {name: ask(tmp_path / "all.duckdb", f"SELECT count(*) FROM {name}")[0][0] for name in expected}
    payload = ask(
        tmp_path / "all.duckdb", f"SELECT count(payload) FROM raw_documents WHERE fold(body) LIKE '%{'جسر'}%'"
    )
    assert (counts, payload) == (expected, [(2,)])


def test_the_file_says_what_it_is(home: Home, tmp_path: Path) -> None:
    """`about` says export, and tables that were views have their descriptions."""
    export(home, tmp_path / "all.duckdb")
    facts = dict(ask(tmp_path / "all.duckdb", "FROM about"))
    comments = ask(
        tmp_path / "all.duckdb",
        "SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('raw_documents', 'signatures') AND comment IS NOT NULL",
    )
    assert (facts["layout"], facts["lake"], comments) == ("export", "", [(2,)])


def test_nothing_is_replaced_unasked(home: Home, tmp_path: Path) -> None:
    """A file that is there stays as it is without `force`."""
    target = tmp_path / "all.duckdb"
    target.write_text("mine")
    with pytest.raises(ExportError, match="--force"):
        export(home, target)
    assert target.read_text() == "mine"


def test_the_warehouse_cannot_be_the_target(home: Home) -> None:
    """Neither the catalogue nor a place in the lake is written to, whatever is forced."""
    for target in (home.catalogue, home.lake / "x.duckdb", home.lake):
        with pytest.raises(ExportError):
            export(home, target, force=True)
    assert query(home, "select count(*) as n from documents")["n"].to_list() == [5]


def test_a_broken_lake_leaves_no_file(home: Home, tmp_path: Path) -> None:
    """An export that fails leaves nothing behind, and names the doctor."""
    next(home.lake.glob("raw_documents/*.parquet")).unlink()
    with pytest.raises(ExportError, match="doctor"):
        export(home, tmp_path / "all.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_a_lost_manifest_stops_everything(home: Home) -> None:
    """Where the manifest is lost, no publish takes the lake for empty and sweeps it away."""
    home.manifest.unlink()
    before = sorted(home.lake.rglob("*.parquet"))
    with pytest.raises(ManifestError, match="missing"):
        publish(
            home, "b2", {}, advances_head=False, now=small_home.NOW + timedelta(days=30), settings=PublishSettings()
        )
    assert sorted(home.lake.rglob("*.parquet")) == before
