"""One whole run without Prefect in a process of its own, measured: `python -m tests.benchmarks.measured_run HOME INPUT…`."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from flows.sequence import Stages
from tests.driving import PLAIN, drive

HIGH_WATER = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


def measure(home: Path, inputs: Sequence[Path]) -> dict[str, Any]:
    """Run `inputs` in a child process; its state, counts, stages (with peak_mb), CPU seconds in all and peak memory."""
    command = [sys.executable, "-m", "tests.benchmarks.measured_run", str(home), *map(str, inputs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the run of {inputs} failed:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


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
            known = _forget_peak()
            report = stage(*arguments)
            if known:
                peaks[name] = _peak_mb()
            return report

        return run

    return replace(PLAIN, **{f.name: watched(f.name.replace("_", " "), getattr(PLAIN, f.name)) for f in fields(PLAIN)})


def _forget_peak() -> bool:
    try:
        RESET.write_text("5")
    except OSError:
        return False
    return HIGH_WATER.exists()


def _peak_mb() -> float:
    line = next(line for line in HIGH_WATER.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
