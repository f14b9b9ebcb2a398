"""One whole run without Prefect in a process of its own, measured: `python -m tests.benchmarks.measured_run HOME INPUT…`."""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from flows.sequence import Stages
from tests.benchmarks.processes import forget_peak, in_child, peak_mb
from tests.driving import PLAIN, drive


def measure(home: Path, inputs: Sequence[Path]) -> dict[str, Any]:
    """Run `inputs` in a child process; its state, counts, stages (with peak_mb), CPU seconds in all and peak memory."""
    return in_child("tests.benchmarks.measured_run", home, *inputs)


def main(home: Path, inputs: list[str]) -> None:
    """Run, and print what was measured as one line of JSON."""
    import expectations.suite  # noqa: F401  the start is not the work

    peaks: dict[str, float] = {}
    started, cpu = time.perf_counter(), time.process_time()
    outcome = drive(home, *inputs, stages=_watched(peaks))
    figures = {
        "state": outcome.state,
        "counts": outcome.counts,
        "stages": [asdict(stage) for stage in outcome.stages],
        "peaks": peaks,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": max([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, *peaks.values()]),
    }
    print(json.dumps(figures, default=str))


def _watched(peaks: dict[str, float]) -> Stages:
    """The plain stages, each noting the highest memory in MB while it worked, where the system can tell."""

    def watched(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            known = forget_peak()
            report = stage(*arguments)
            if known:
                peaks[name] = peak_mb()
            return report

        return run

    return replace(PLAIN, **{f.name: watched(f.name.replace("_", " "), getattr(PLAIN, f.name)) for f in fields(PLAIN)})


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
