"""Which copy stands for a group, and why."""

from datetime import datetime
from typing import TypedDict

COMPLETE = 0.95
"""A copy this much as long as the longest is complete; among complete ones other merits decide."""


class Copy(TypedDict):
    """What is known of a copy: folded words, flags that cleaning left, findings in all, and when it was published."""

    doc_id: str
    n_words: int
    n_flags: int
    n_findings: int
    published_at: datetime | None


def survivor(copies: list[Copy]) -> tuple[str, str]:
    """The copy that stands for the others, and why: complete, then fewest flags, fewest findings, earliest, smallest id."""
    longest = max(copy["n_words"] for copy in copies)
    left = [copy for copy in copies if copy["n_words"] >= COMPLETE * longest]
    if len(left) == 1 < len(copies):
        return left[0]["doc_id"], "the only complete copy"
    fewest = min(copy["n_flags"] for copy in left)
    left, before = [copy for copy in left if copy["n_flags"] == fewest], left
    if len(left) == 1 < len(before):
        return left[0]["doc_id"], f"complete, with the fewest flags ({fewest})"
    fewest = min(copy["n_findings"] for copy in left)
    left, before = [copy for copy in left if copy["n_findings"] == fewest], left
    if len(left) == 1 < len(before):
        return left[0]["doc_id"], f"complete, with the fewest findings ({fewest})"
    return _earliest(left)


def _earliest(copies: list[Copy]) -> tuple[str, str]:
    known = [(copy["published_at"], copy["doc_id"]) for copy in copies if copy["published_at"] is not None]
    if not known:
        return min(copy["doc_id"] for copy in copies), "complete and as clean as any; no time known, smallest id"
    time, best = min(known)
    if sum(at == time for at, _ in known) > 1:
        return best, "complete, as clean and as early as any; smallest id"
    return best, "complete and as clean as any, published first"
