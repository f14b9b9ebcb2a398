"""How fast documents are signed: `python -m tests.benchmarks.signing` prints one line of JSON."""

import hashlib
import json
import time
from typing import Any

import polars as pl

from flows.memory import keep_freed_memory
from tasks.dedupe import DedupeParameters, sign
from tests.benchmarks.made_news import made_news
from tests.benchmarks.processes import forget_peak, in_child, peak_mb

SHARDS, SHARD = 4, 5_000


def measure_signing() -> dict[str, Any]:
    """In a process of its own: n, mean_bytes, per_cpu_second (of the best shard), references (× of hashing), peak_mb."""
    return in_child("tests.benchmarks.signing")


def main() -> None:
    """Sign a few shards, each once more than it is counted, and print what was measured."""
    keep_freed_memory()
    texts = [made_news(SHARD, seed)["text"] for seed in range(SHARDS)]
    sign(_documents(texts[0]), DedupeParameters())  # the first use of a library is not the work
    forget_peak()
    signing, hashing = [], []
    for shard in texts:
        documents = _documents(shard)
        began = time.process_time()
        sign(documents, DedupeParameters())
        signing.append(time.process_time() - began)
        began = time.process_time()
        for text in shard:
            hashlib.blake2b(text.encode()).digest()
        hashing.append(time.process_time() - began)
    mean_bytes = pl.concat(texts).str.len_bytes().mean()
    figures = {"n": SHARDS * SHARD, "mean_bytes": mean_bytes, "per_cpu_second": SHARD / min(signing)}
    print(json.dumps(figures | {"references": min(signing) / min(hashing), "peak_mb": peak_mb()}))


def _documents(texts: pl.Series) -> pl.DataFrame:
    at = pl.lit(None, dtype=pl.Datetime("us", "UTC"))
    rows = pl.DataFrame({"text": texts}).with_row_index("doc_id").with_columns(pl.col("doc_id").cast(pl.String))
    named = rows.with_columns(
        revision=pl.lit("r1"), batch_id=pl.lit("b1"), published_at=at, first_seen_at=at, n_findings=0
    )
    return named.with_columns(pl.lit([], dtype=pl.List(pl.String)).alias(name) for name in ("flags", "edits"))


if __name__ == "__main__":
    main()
