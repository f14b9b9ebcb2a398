"""A batch: what one run took in. Its id is the hash of its parent and of its inputs, so an interrupted batch is found again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from tasks.clean.options import AS_BUILT, CleanOptions
from tasks.ingest.inputs import InputFile, Problem
from tasks.ingest.options import IngestOptions
from tasks.selection import Selection
from warehouse.files import write_frame, write_text
from warehouse.home import Home
from warehouse.manifest import Manifest

RECORD = "batch.json"
LEARNED = "learned.parquet"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch in progress: `folder` holds the outputs of its stages, `now` is the time that all its rows carry."""

    id: str
    parent: str | None
    seq: int
    now: datetime
    folder: Path
    files: tuple[InputFile, ...]
    problems: tuple[Problem, ...]
    options: IngestOptions
    clean: CleanOptions = AS_BUILT
    selection: Selection | None = None
    learned: str = ""

    @property
    def recurring_lines(self) -> pl.DataFrame | None:
        """The lines that were learned to recur when the batch began; None where none were."""
        return pl.read_parquet(self.folder / LEARNED) if self.learned else None

    @property
    def n_bytes(self) -> int:
        """Bytes of the input files."""
        return sum(file.n_bytes for file in self.files)


def open_batch(
    home: Home,
    manifest: Manifest,
    files: Sequence[InputFile],
    problems: Sequence[Problem],
    options: IngestOptions,
    clean: CleanOptions = AS_BUILT,
    selection: Selection | None = None,
    learned: pl.DataFrame | None = None,
    *,
    now: datetime,
) -> Batch:
    """The batch of these inputs on top of what is published: a new one, or the one that was interrupted, with its time.

    `selection`: published documents to be cleaned again, in the place of inputs. `learned`: recurring lines in force.
    """
    ordered = tuple(sorted(files, key=lambda file: (file.source, file.name, file.sha256)))
    listed = [[file.source, file.name, file.format, file.sha256] for file in ordered]
    found = sorted([problem.source, problem.name, problem.reason] for problem in problems)
    # The lake as it stands: its files may be merged between two attempts, and the plan names them.
    chosen = [selection.as_dict(), manifest.version] if selection else None
    lines = _hash(learned.write_json()) if learned is not None and learned.height else ""
    settings = [asdict(options), clean.as_dict(), chosen, lines]
    batch_id = _hash(json.dumps([manifest.head, listed, found, *settings], sort_keys=True))
    folder = home.work / batch_id
    seq = manifest.version + 1
    batch = Batch(batch_id, manifest.head, seq, now, folder, ordered, tuple(problems), options, clean, selection, lines)
    if (folder / RECORD).exists():
        begun = load_batch(folder)
        batch = replace(batch, now=begun.now, seq=begun.seq)
    if learned is not None and lines:
        write_frame(folder / LEARNED, learned)
    _save(batch)
    return batch


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _save(batch: Batch) -> None:
    record: dict[str, Any] = {
        "id": batch.id,
        "parent": batch.parent,
        "seq": batch.seq,
        "now": batch.now.isoformat(),
        "files": [asdict(file) | {"path": str(file.path.absolute())} for file in batch.files],
        "problems": [asdict(problem) for problem in batch.problems],
        "options": asdict(batch.options),
        "clean": batch.clean.as_dict(),
        "selection": batch.selection.as_dict() if batch.selection else None,
        "learned": batch.learned,
    }
    write_text(batch.folder / RECORD, json.dumps(record))


def load_batch(folder: Path) -> Batch:
    """The batch whose work lies in `folder`. Raises FileNotFoundError or ValueError where there is none."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    options = record["options"]
    options["mapping"] = [tuple(pair) for pair in options["mapping"]]
    return Batch(
        id=record["id"],
        parent=record["parent"],
        seq=record["seq"],
        now=datetime.fromisoformat(record["now"]),
        folder=folder,
        files=tuple(InputFile(**file | {"path": Path(file["path"])}) for file in record["files"]),
        problems=tuple(Problem(**problem) for problem in record["problems"]),
        options=IngestOptions(**options),
        clean=CleanOptions.from_dict(record["clean"]),
        selection=Selection.from_dict(record["selection"]) if record["selection"] else None,
        learned=record["learned"],
    )
