"""A few new documents against many published ones: `python -m tests.benchmarks.against_history HOME NEW`.

The dedupe stage runs as in a run, on a home of `published_home`; one new document in ten is a changed copy of an old one.
"""

import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from flows.memory import keep_freed_memory
from flows.stages.comparing import dedupe_stage
from flows.stages.index import links_of
from flows.stages.units import one_by_one
from tests.benchmarks.made_news import changed_copies, made_news
from tests.benchmarks.processes import forget_peak, in_child, peak_mb
from tests.benchmarks.published_home import SHARD, batch_of, doc_id, history_shard
from tests.driving import quiet
from warehouse.home import Home
from warehouse.lake import scan
from warehouse.manifest import read_manifest
from warehouse.tables import SIGNATURES

NEW_SEED, COPIES = 1_000_000, 0.1


def measure_against(home: Home, n_new: int) -> dict[str, Any]:
    """In a process of its own: n_history, n_new, cpu_seconds, seconds, peak_mb, n_copies, n_found, n_wrong."""
    return in_child("tests.benchmarks.against_history", home.root, n_new)


def newcomers(n: int, n_published: int) -> pl.DataFrame:
    """`n` rows of id, text, base, kind: new texts, and changed copies of texts of a few published shards."""
    shards = np.unique(np.linspace(0, max(n_published // SHARD - 1, 0), 5).astype(int)).tolist()
    each = int(n * COPIES) // len(shards)
    originals = [history_shard(shard).filter(kind="base").gather_every(7).head(each) for shard in shards]
    copies = changed_copies(pl.concat(originals))
    return pl.concat([made_news(n - copies.height, NEW_SEED), copies])


def main(root: Path, n_new: int) -> None:
    """Compare, and print what was measured as one line of JSON; nothing is published."""
    import pandas as pd  # noqa: F401  pyarrow imports it where it is there: the start is not the work

    keep_freed_memory()
    home = Home(root)
    n_history = scan(home, read_manifest(home), SIGNATURES).select(pl.len()).collect().item()
    rows = newcomers(n_new, n_history)
    batch = batch_of(home, [rows])
    forget_peak()
    started, cpu = time.perf_counter(), time.process_time()
    dedupe_stage(home, batch, quiet, one_by_one(home, batch))
    figures = {"n_history": n_history, "n_new": rows.height, "cpu_seconds": time.process_time() - cpu}
    figures |= {"seconds": time.perf_counter() - started, "peak_mb": peak_mb()}
    links = pl.concat([pl.read_parquet(path) for path in links_of(batch)])
    links = links.filter(pl.col("relation").is_in(["exact", "near"]))
    print(json.dumps(figures | found(rows, links)))
    shutil.rmtree(batch.folder)


def found(rows: pl.DataFrame, links: pl.DataFrame) -> dict[str, int]:
    """How many planted copies are linked to their base, and how many links join what is not of one base."""
    planted = rows.filter(pl.col("kind") != "base").select(a=doc_id("id"), b=doc_id("base"))
    pairs = links.select(a=pl.min_horizontal("doc_id", "other_doc_id"), b=pl.max_horizontal("doc_id", "other_doc_id"))
    wanted = planted.select(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
    # An original may have an old copy beside it: a link to that one is right as well, so strangers are new texts alone.
    strangers = rows.filter(kind="base").select(a=doc_id("id"))["a"].implode()
    wrong = pairs.filter(pl.col("a").is_in(strangers) | pl.col("b").is_in(strangers))
    n_found = wanted.join(pairs, on=["a", "b"], how="semi").height
    return {"n_copies": wanted.height, "n_found": n_found, "n_wrong": wrong.height}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
