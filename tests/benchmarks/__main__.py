"""`make bench`: speed, memory and quality, printed as tables; nothing is judged here.

All costs are CPU seconds, and stand beside a reference taken in the same run (reading the texts and hashing them once), so
that ratios can be compared between machines.
"""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console

from tests.benchmarks.copy_recall import copy_recall
from tests.benchmarks.corpora import SHARED, Corpus, copies, news
from tests.benchmarks.measured_run import measure
from tests.benchmarks.rule_costs import rule_costs
from tests.benchmarks.scale import show_signing
from tests.benchmarks.tables import number, table
from tests.benchmarks.zwnj import GOLD, zwnj_scores

CHECKS = ("check rows", "check batch")
out = Console(width=max(110, Console().width))


def main() -> None:
    """All of it, in about two minutes."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as name:
        folder = Path(name)
        corpus = news(folder)
        reference = reference_seconds(corpus)
        out.print(
            f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; corpus {corpus.name}"
        )
        out.print(
            f"reference (read the texts, BLAKE2 of each): {reference:.2f} CPU seconds; ×: how many references a stage costs\n"
        )
        first = measure(folder / "home", [corpus.path])
        second = measure(folder / "home", [corpus.path])
        show_stages(first, second, reference)
        show_rules(corpus)
        show_signing()
        show_copies(folder)
        show_zwnj()
        show_seeds(folder)
    out.print(f"\ndone in {time.perf_counter() - began:.0f} s")


def reference_seconds(corpus: Corpus) -> float:
    """CPU seconds to read the texts of the corpus and hash each once, on one thread; the best of three."""
    found = []
    for _ in range(3):
        began = time.process_time()
        for text in pl.read_parquet(corpus.path, columns=["text"])["text"].drop_nulls():
            hashlib.blake2b(text.encode()).digest()
        found.append(time.process_time() - began)
    return min(found)


def show_stages(first: dict[str, Any], second: dict[str, Any], reference: float) -> None:
    """Speed and memory of each stage, the share of the checks, and what a second run costs."""
    stages = first["stages"]
    n_bytes = next(stage for stage in stages if stage["stage"] == "clean")["figures"]["n_bytes"]
    n_documents = first["counts"]["n_read"]
    rows = table("Stages", "stage", "CPU s", "wall s", "MB text / CPU s", "documents / CPU s", "×", "peak MB")
    total = {
        "stage": "together",
        "cpu_seconds": sum(s["cpu_seconds"] for s in stages),
        "seconds": sum(s["seconds"] for s in stages),
    }
    for stage in (*stages, total):
        cpu = max(stage["cpu_seconds"], 1e-3)
        peak = first["peaks"].get(stage["stage"], first["peak_mb"] if stage is total else None)
        figures = (cpu, stage["seconds"], n_bytes / 1e6 / cpu, n_documents / cpu, cpu / reference, peak)
        rows.add_row(stage["stage"], *(number(figure) for figure in figures))
    out.print(rows)
    by_name = {stage["stage"]: max(stage["cpu_seconds"], 1e-3) for stage in stages}
    share = by_name["extract"] / by_name["clean"]
    out.print(
        f"extract: {n_bytes / 1e6 / by_name['extract']:.1f} MB of text a CPU second, {share:.2f} of what clean takes"
    )
    checks = sum(stage["cpu_seconds"] for stage in stages if stage["stage"] in CHECKS)
    out.print(f"{first['state']}: {first['counts']}; {n_bytes / 1e6:.1f} MB of text", soft_wrap=True)
    out.print(f"checks and docs: {checks / total['cpu_seconds']:.1%} of the CPU time")
    again = sum(stage["cpu_seconds"] for stage in second["stages"])
    out.print(
        f"second run of the same input: {second['state']}, {again:.2f} CPU s in stages, {second['cpu_seconds']:.2f} in all\n"
    )


def show_rules(corpus: Corpus) -> None:
    """Cost and hits of each rule of clean, on a sample."""
    costs, whole, n_bytes = rule_costs(corpus.path)
    rows = table(
        f"Rules of clean, on {n_bytes / 1e6:.1f} MB ({whole:.2f} CPU s as one)",
        "sort",
        "rule",
        "CPU ms",
        "ms / MB",
        "share",
        "hits",
    )
    for sort, rule, cpu, hits in costs.iter_rows():
        figures = (cpu * 1e3, cpu * 1e9 / n_bytes, 100 * cpu / whole)
        rows.add_row(
            sort,
            rule,
            number(figures[0]),
            f"{figures[1]:.2f}",
            f"{figures[2]:.1f} %",
            "" if hits is None else f"{hits:,}",
        )
    out.print(rows)
    out.print()


def show_copies(folder: Path) -> None:
    """Recall by kind of copy."""
    corpus = copies(folder)
    assert corpus.truth is not None
    run = measure(folder / "copies", [corpus.path])
    kinds, n_merged = copy_recall(folder / "copies", corpus.truth)
    rows = table(f"Near-duplicates, {corpus.name}", "kind", "copies", "found", "recall")
    for kind, n, found, recall in kinds.iter_rows():
        rows.add_row(kind, f"{n:,}", f"{found:,}", f"{recall:.3f}")
    out.print(rows)
    out.print(
        f"families wrongly merged: {n_merged}; {run['counts']['n_documents']:,} documents in {run['cpu_seconds']:.1f} CPU s\n"
    )


def show_zwnj() -> None:
    """Precision and recall of the joiners that are restored."""
    if not GOLD.exists():
        out.print("no gold sentences for joiners here")
        return
    rows = table("Joiners restored (floors: test_zwnj_floors.py)", "from", "precision", "recall", "wrong / 1,000 words")
    for form, score in zwnj_scores().items():
        rows.add_row(form, f"{score.precision:.4f}", f"{score.recall:.4f}", f"{score.wrong_per_thousand_words:.2f}")
    out.print(rows)


def show_seeds(folder: Path) -> None:
    """Exact paragraphs of the seeds, by the script that lies beside them."""
    script, seeds = SHARED / "bench" / "score_seeds.py", SHARED / "seeds"
    if not script.exists():
        out.print("seeds: not measured, there is no shared folder here")
        return
    measure(folder / "seeds", [seeds])
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "seeds")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PATH": path},
    )
    out.print("[bold]Seeds[/bold]")
    out.print("\n".join(line[:160] for line in done.stdout.splitlines()), markup=False, highlight=False)


if __name__ == "__main__":
    main()
