"""Which published documents are to be cleaned again."""

import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents by source, by outlet, by when they were first taken in (from `since` on), by a rule in their findings.

    What is None does not choose; the empty form takes all.
    """

    source: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    rule: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Fit for JSON."""
        return asdict(self) | {"since": self.since.isoformat() if self.since else None}

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> "Selection":
        """The selection of `as_dict`."""
        since = found["since"]
        return cls(**dict(found) | {"since": datetime.fromisoformat(since) if since else None})

    @property
    def command(self) -> str:
        """The selection as it is typed."""
        return shlex.join(self.words)

    @property
    def words(self) -> list[str]:
        """The words of `command`."""
        given = [(f"--{name}", str(value)) for name, value in self.as_dict().items() if value]
        return ["khabar", "reprocess", *(word for pair in given for word in pair)]

    def of(self, documents: pl.LazyFrame, findings: pl.LazyFrame) -> pl.LazyFrame:
        """The rows of `documents` that are chosen. `findings`: theirs, in the same batches."""
        for name in ("source", "outlet"):
            if getattr(self, name) is not None:
                documents = documents.filter(pl.col(name) == getattr(self, name))
        if self.since is not None:
            documents = documents.filter(pl.col("first_seen_at") >= self.since)
        if self.rule is not None:
            told = findings.filter(pl.col("rule") == self.rule)
            documents = documents.join(told, on=["doc_id", "revision", "batch_id"], how="semi")
        return documents


EVERYTHING = Selection()
"""All that is published."""
