"""What a stage has to say for itself, and who listens while it works."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tasks.shards import ShardReport, this_process

Progress = Callable[[str, int, int], None]
"""Told of the stage's name, how many shards are done, and how many there are."""

Done = Callable[[int], None]
"""Told how many units of a step are done by now, those that were done before among them."""

Spread = Callable[[str, Sequence[str], Done], Iterable[ShardReport]]
"""Does units of work: the step's name in `flows.stages.units.STEPS` and the units' keys in, their reports out in that order.

Where and in which order the units are done is its own affair: one after the other here, on threads, on other machines.
"""


@dataclass(frozen=True, slots=True)
class StageReport:
    """Rows in and out, shards, time and processor time of one stage; `figures` are the stage's own, `notes` what a person should know."""

    stage: str
    n_in: int
    n_out: int
    n_shards: int = 0
    n_shards_reused: int = 0
    seconds: float = 0
    cpu_seconds: float = 0
    figures: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """What a log says of it."""
        again = f", {self.n_shards_reused} of them done before" if self.n_shards_reused else ""
        return (
            f"{self.stage}: {self.n_in:,} in, {self.n_out:,} out, {self.n_shards} shards{again}, {self.seconds:.1f} s"
            + "".join(f"; {note}" for note in self.notes)
        )

    def as_dict(self) -> dict[str, Any]:
        """Fit for JSON."""
        return asdict(self)


class StageClock:
    """Counts the time of a stage and its shards. What other processes did for it counts, too."""

    def __init__(self, stage: str, progress: Progress, total: int) -> None:
        self.stage, self.progress, self.total = stage, progress, total
        self.shards: list[ShardReport] = []
        self.started, self.cpu = time.perf_counter(), time.process_time()
        progress(stage, 0, total)

    def add(self, shard: ShardReport) -> ShardReport:
        """Count a finished shard."""
        self.shards.append(shard)
        self.progress(self.stage, len(self.shards), self.total)
        return shard

    def spread(self, spread: Spread, step: str, keys: Sequence[str]) -> list[ShardReport]:
        """The reports of the units `keys` of a step, in that order, done as `spread` does it; progress is told by unit."""
        before = len(self.shards)
        found = list(spread(step, keys, lambda done: self.progress(self.stage, before + done, self.total)))
        self.shards += found
        return found

    def report(
        self, n_in: int, n_out: int, figures: dict[str, Any] | None = None, notes: tuple[str, ...] = ()
    ) -> StageReport:
        """The stage's report."""
        elsewhere = sum(s.cpu_seconds for s in self.shards if not s.reused and s.process != this_process())
        return StageReport(
            self.stage,
            n_in,
            n_out,
            len(self.shards),
            sum(shard.reused for shard in self.shards),
            round(time.perf_counter() - self.started, 3),
            round(time.process_time() - self.cpu + elsewhere, 3),
            figures or {},
            notes,
        )


def summed(shards: Iterable[ShardReport], name: str) -> dict[str, int]:
    """The sum of a figure that is a count by name, over shards."""
    total: dict[str, int] = {}
    for shard in shards:
        for key, count in shard.figures.get(name, {}).items():
            total[key] = total.get(key, 0) + count
    return dict(sorted(total.items(), key=lambda item: -item[1]))
