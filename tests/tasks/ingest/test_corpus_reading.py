"""The readers on a large corpus, where one is at hand: KHABAR_SHARED, or the folder `shared` beside the repository."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.ingest.inputs import plan_inputs
from tasks.ingest.options import IngestOptions
from tasks.ingest.reading import read_file

SHARED = Path(os.environ.get("KHABAR_SHARED", Path(__file__).parents[4] / "shared"))
CORPUS = SHARED / "corpora" / "dev_news.parquet"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
CPU_SECONDS = {"parquet": 1.2, "jsonl": 2.4, "csv": 2.4}
"""What reading, identifying and hashing 21,395 records of 47 MB may cost; measured: 0.7, 0.9 and 1.1."""


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_a_corpus_reads_the_same_in_all_formats_and_fast(tmp_path: Path) -> None:
    """Parquet, JSON Lines and CSV of one corpus give the same documents, each within its time; every record is accounted for."""
    frame = pl.read_parquet(CORPUS)
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_ndjson(tmp_path / "a.jsonl")
    frame.write_csv(tmp_path / "a.csv")
    found: dict[str, pl.DataFrame] = {}
    for form, limit in CPU_SECONDS.items():
        files, _ = plan_inputs([str(tmp_path / f"a.{form}")], spool=tmp_path)
        start = time.process_time()
        chunks = list(read_file(files[0], IngestOptions(), now=NOW, chunk_bytes=16 << 20))
        assert time.process_time() - start < limit
        found[form] = pl.concat([chunk.records for chunk in chunks]).drop("format", "input_name")
        assert found[form].height + sum(chunk.rejects.height for chunk in chunks) == frame.height
    assert found["jsonl"].equals(found["parquet"])
    assert found["csv"].equals(found["parquet"])
