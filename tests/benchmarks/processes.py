"""Measuring in a process of its own: what it printed last, and the highest memory of a stretch of work."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

HIGH_WATER = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


def in_child(module: str, *arguments: object) -> dict[str, Any]:
    """`python -m module arguments`; the last line that it printed, which is JSON. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def forget_peak() -> bool:
    """Measure the highest memory anew from here; False where the system cannot."""
    try:
        RESET.write_text("5")
    except OSError:
        return False
    return HIGH_WATER.exists()


def peak_mb() -> float:
    """The highest memory in MB since `forget_peak`, or since the start where the system cannot tell."""
    if not HIGH_WATER.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in HIGH_WATER.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
