"""The manifest: which Parquet files of the lake count. Replacing it is what publishes a batch."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.files import write_text
from warehouse.home import Home

FORMAT = 1
MERGED = "compacted-"
"""How the names of files begin that compaction made."""


class ManifestError(ValueError):
    """The manifest cannot be read, or was written by a newer khabar."""


@dataclass(frozen=True, slots=True)
class LakeFile:
    """One Parquet file: `path` below the lake, and the manifest `version` that brought it."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    batch_id: str
    version: int

    @property
    def merged(self) -> bool:
        """True where it was made of older files by compaction, and may hold rows of batches before `batch_id`."""
        return Path(self.path).name.startswith(MERGED)


@dataclass(frozen=True, slots=True)
class RetiredFile:
    """A file that no longer counts but that an open reader may still want."""

    path: str
    retired_at: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of the lake. `version` grows by one with each publication; `head` is the last batch of data."""

    version: int = 0
    head: str | None = None
    published_at: str | None = None
    files: tuple[LakeFile, ...] = field(default=())
    retired: tuple[RetiredFile, ...] = field(default=())

    def of(self, table: str) -> list[LakeFile]:
        """The live files of a table, oldest first."""
        return [file for file in self.files if file.table == table]

    def without(self, table: str, *, now: datetime) -> "Manifest":
        """The manifest in which no file of `table` counts; the files are retired."""
        gone = self.of(table)
        retired = tuple(RetiredFile(file.path, now.isoformat()) for file in gone)
        kept = tuple(file for file in self.files if file not in gone)
        return replace(self, files=kept, retired=(*self.retired, *retired))

    def with_files(self, files: list[LakeFile], *, head: str | None, now: datetime) -> "Manifest":
        """The manifest of the next version."""
        return replace(
            self, version=self.version + 1, head=head, published_at=now.isoformat(), files=(*self.files, *files)
        )


def read_manifest(home: Home) -> Manifest:
    """The present manifest; an empty one where nothing was published. Raises ManifestError."""
    if not home.manifest.exists():
        # The manifest comes before any file of the lake, so it was there: an empty one would have the lake swept.
        if home.catalogue.exists() or next(home.lake.glob("*/*.parquet"), None):
            raise ManifestError(f"{home.manifest} is missing though the lake beside it is not; put it back from a copy")
        return Manifest()
    try:
        found: dict[str, Any] = json.loads(home.manifest.read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise ManifestError(f"{home.manifest}: unknown format; was it written by a newer khabar?")
        files = tuple(LakeFile(**file) for file in found.pop("files"))
        retired = tuple(RetiredFile(**file) for file in found.pop("retired"))
        return Manifest(**found, files=files, retired=retired)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ManifestError(f"{home.manifest}: cannot be read ({error}); restore it from a copy") from error


def write_manifest(home: Home, manifest: Manifest) -> None:
    """Put `manifest` in the place of the present one."""
    write_text(home.manifest, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))
