"""A batch: what one run took in. Its id is the hash of its parent and of its inputs, so an interrupted batch is found again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks.ingest.inputs import InputFile, Problem
from tasks.ingest.options import IngestOptions
from warehouse.files import write_text
from warehouse.home import Home
from warehouse.manifest import Manifest


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

    def stage(self, name: str) -> Path:
        """The folder of a stage's shards."""
        return self.folder / name

    @property
    def n_bytes(self) -> int:
        """Bytes of the input files."""
        return sum(file.n_bytes for file in self.files)


def open_batch(
    home: Home, manifest: Manifest, files: Sequence[InputFile], problems: Sequence[Problem], options: IngestOptions, *, now: datetime
) -> Batch:
    """The batch of these inputs on top of what is published: a new one, or the one that was interrupted, with its time."""
    ordered = sorted(files, key=lambda file: (file.source, file.name, file.sha256))
    listed = [[file.source, file.name, file.format, file.sha256] for file in ordered]
    found = sorted([problem.source, problem.name, problem.reason] for problem in problems)
    identity = json.dumps([manifest.head, listed, found, repr(options)], ensure_ascii=False)
    batch_id = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    folder = home.work / batch_id
    record = folder / "batch.json"
    if record.exists():
        kept = json.loads(record.read_text(encoding="utf-8"))
        now, seq = datetime.fromisoformat(kept["now"]), int(kept["seq"])
    else:
        seq = manifest.version + 1
        write_text(record, json.dumps({"now": now.isoformat(), "seq": seq, "parent": manifest.head}))
    return Batch(batch_id, manifest.head, seq, now, folder, tuple(ordered), tuple(problems), options)
