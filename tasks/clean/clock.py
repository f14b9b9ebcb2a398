"""What each rule costs while it does its work: a clock around every call of a rule, summed over a shard.

A reading costs under a microsecond and a rule is called a few times a shard, so the clocks run always.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

FIRST_LOOK = "first look for rules that share one"
"""What edits with a common look share: one search for the evidence of any of them."""


class RuleClock:
    """CPU seconds of this process by rule; rules that run on several threads count all of them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Add the time of the block to the rule `name`."""
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began
