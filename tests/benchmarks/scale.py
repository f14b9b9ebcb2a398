"""`make bench-scale`: signing, a few documents against a long history, and the cost model; nothing is judged here.

`python -m tests.benchmarks.scale [--history N] [--new N] [--sizes N,N,…] [--home DIR]`; a size of 0 leaves a part out.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.benchmarks.against_history import measure_against
from tests.benchmarks.growth import ALL, Cost, costs, exponents
from tests.benchmarks.published_home import build_home
from tests.benchmarks.signing import measure_signing
from tests.benchmarks.tables import number, table

out = Console(width=max(110, Console().width))


def main() -> None:
    """All of it; the largest sizes take a quarter of an hour."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--history", type=int, default=300_000, help="published documents to compare with; 0: none")
    parser.add_argument("--new", type=int, default=1_000, help="new documents that are compared with them")
    parser.add_argument("--sizes", default="20000,80000,320000", help="documents of each whole run; empty: none")
    parser.add_argument("--home", type=Path, help="where the history is kept for the next time, or taken from")
    asked = parser.parse_args()
    began = time.perf_counter()

    def tell(line: str) -> None:
        out.print(f"[dim]{time.perf_counter() - began:6.0f} s  {line}[/dim]")

    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as name:
        show_signing()
        if asked.history:
            home = build_home((asked.home or Path(name) / "history").absolute(), asked.history, tell)
            show_history([measure_against(home, asked.new)])
        sizes = sorted(int(size) for size in asked.sizes.split(",") if size.strip("0 "))
        show_growth(costs(sizes, Path(name), tell))


def show_signing() -> None:
    """Documents signed a second."""
    found = measure_signing()
    out.print(
        f"[bold]Signing[/bold]: {found['per_cpu_second']:,.0f} documents of {found['mean_bytes']:,.0f} bytes a CPU second; "
        f"{found['references']:.1f} × hashing the texts; peak {found['peak_mb']:,.0f} MB\n"
    )


def show_history(runs: Sequence[dict[str, float]]) -> None:
    """The dedupe stage of few new documents against many published ones."""
    rows = table("Against history", "new", "published", "CPU s", "wall s", "peak MB", "copies", "found", "wrong")
    for run in runs:
        figures = ("n_new", "n_history", "cpu_seconds", "seconds", "peak_mb", "n_copies", "n_found", "n_wrong")
        rows.add_row(*(number(run[figure]) for figure in figures))
    out.print(rows)


def show_growth(found: Sequence[Cost]) -> None:
    """CPU seconds, time a document and peak by stage and size; bytes of the lake by table; how each grows."""
    if not found:
        return
    sizes = [f"{cost.n:,}" for cost in found]
    grown = [f"growth to {size}" for size in sizes[1:]] + (["growth in all"] if len(sizes) > 2 else [])
    cpu = table(
        "CPU seconds by stage, and µs a document; growth 1 is linear", "stage", *_pairs(sizes, "s", "µs"), *grown
    )
    for stage in found[0].cpu_seconds:
        figures = [f for cost in found for f in (cost.cpu_seconds[stage], 1e6 * cost.cpu_seconds[stage] / cost.n)]
        slopes = exponents(found, lambda cost, stage=stage: max(cost.cpu_seconds[stage], 1e-3))  # type: ignore[misc]
        cpu.add_row(stage, *(number(figure) for figure in (*figures, *slopes)))
    out.print(cpu)
    peaks = table("Peak memory in MB by stage", "stage", *sizes, *grown)
    for stage in (name for name in found[0].peak_mb if all(name in cost.peak_mb for cost in found)):
        slopes = exponents(found, lambda cost, stage=stage: cost.peak_mb[stage])  # type: ignore[misc]
        peaks.add_row(stage, *(number(figure) for figure in (*(cost.peak_mb[stage] for cost in found), *slopes)))
    out.print(peaks)
    lake = table("Bytes of lake a document, by table", "table", *sizes)
    for name in sorted(found[-1].lake_bytes, key=lambda name: -found[-1].lake_bytes[name]):
        lake.add_row(name, *(number(cost.lake_bytes.get(name, 0) / cost.n) for cost in found))
    lake.add_row(ALL, *(number(sum(cost.lake_bytes.values()) / cost.n) for cost in found))
    out.print(lake)


def _pairs(sizes: Sequence[str], *units: str) -> list[str]:
    return [f"{size} {unit}" for size in sizes for unit in units]


if __name__ == "__main__":
    main()
