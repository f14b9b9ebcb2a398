"""Where things lie in a khabar home. Paths only: nothing is read or made here."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A folder that holds a warehouse: the lake, the catalogue, work in progress and the ledger of runs."""

    root: Path

    @property
    def catalogue(self) -> Path:
        """The DuckDB file that people open."""
        return self.root / "warehouse.duckdb"

    @property
    def lake(self) -> Path:
        """Parquet files, one folder a table: with the manifest, the truth."""
        return self.root / "lake"

    @property
    def manifest(self) -> Path:
        """Which files of the lake count."""
        return self.lake / "manifest.json"

    @property
    def work(self) -> Path:
        """Batches in progress, one folder each."""
        return self.root / "work"

    @property
    def runs(self) -> Path:
        """One JSON file a run, whatever came of it."""
        return self.root / "runs"

    @property
    def inbox(self) -> Path:
        """Where scheduled runs look for new files when nothing else is configured."""
        return self.root / "inbox"

    @property
    def lock(self) -> Path:
        """Held by the one process that may publish."""
        return self.root / ".publisher.lock"

    @property
    def checks(self) -> Path:
        """Great Expectations' own files, with the Data Docs."""
        return self.root / "checks"
