"""Reading one file of invented content, for every test of this folder."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import Chunk, read_file

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

Read = Callable[..., Chunk]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file into the folder `news` and read it; all its chunks as one."""

    def write_and_read(
        name: str, content: bytes | str, options: IngestOptions | None = None, chunk_bytes: int = 1 << 20
    ) -> Chunk:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        files, problems = plan_inputs(
            [str(tmp_path / "news")] if "/" in name else [str(path)], spool=tmp_path / "spool"
        )
        assert not problems
        chunks = list(read_file(files[0], options or IngestOptions(), now=NOW, chunk_bytes=chunk_bytes))
        return Chunk(pl.concat([c.records for c in chunks]), pl.concat([c.rejects for c in chunks]))

    return write_and_read
