"""The cost model: whole runs of more and more distinct documents, and how time, memory and bytes grow with their number."""

import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl

from tests.benchmarks.made_news import made_news
from tests.benchmarks.measured_run import measure
from warehouse.home import Home
from warehouse.manifest import read_manifest

A_FILE = 5_000
ALL = "together"
FIRST_SEED = 2_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run of `n` documents cost: CPU seconds and peak MB by stage (`together`: all), and bytes of lake by table."""

    n: int
    cpu_seconds: dict[str, float]
    peak_mb: dict[str, float]
    lake_bytes: dict[str, int]


def costs(sizes: Sequence[int], folder: Path, tell: Callable[[str], None]) -> list[Cost]:
    """A run of each of `sizes` on an empty home below `folder`; what it wrote goes before the next."""
    found = []
    for n in sizes:
        inputs, home = folder / f"made-{n}", folder / f"home-{n}"
        write_inputs(inputs, n)
        tell(f"{n:,} documents made")
        run = measure(home, [inputs])
        if run["counts"]["n_documents"] != n:
            raise RuntimeError(f"of {n} made documents the run published {run['counts']}")
        cpu = {stage["stage"]: stage["cpu_seconds"] for stage in run["stages"]}
        peaks = run["peaks"] | {ALL: run["peak_mb"]}
        found.append(Cost(n, cpu | {ALL: sum(cpu.values())}, peaks, _lake_bytes(home)))
        tell(f"{n:,} documents published in {run['seconds']:.0f} s, {run['cpu_seconds']:.0f} CPU s")
        shutil.rmtree(inputs)
        shutil.rmtree(home)
    return found


def write_inputs(folder: Path, n: int) -> None:
    """`n` made articles with address and date, in Parquet files of a few thousand."""
    folder.mkdir(parents=True)
    for file, start in enumerate(range(0, n, A_FILE)):
        made = made_news(min(A_FILE, n - start), FIRST_SEED + file)
        address = pl.format("https://made.example/{}", "id")
        dated = pl.lit("2031-02-03T04:05:06Z")
        rows = made.select("id", "text", url=address, published_at=dated, fetched_at=dated)
        rows.write_parquet(folder / f"{file:04d}.parquet")


def _lake_bytes(root: Path) -> dict[str, int]:
    home, found = Home(root), dict[str, int]()
    for file in read_manifest(home).files:
        found[file.table] = found.get(file.table, 0) + file.bytes
    return found


def exponents(found: Sequence[Cost], figure: Callable[[Cost], float]) -> list[float]:
    """The slope of log(figure) over log(n) from each size to the next, and of more than two from first to last: 1 is linear."""
    steps = [*pairwise(found), *([(found[0], found[-1])] if len(found) > 2 else [])]
    return [math.log(figure(b) / figure(a)) / math.log(b.n / a.n) for a, b in steps]
