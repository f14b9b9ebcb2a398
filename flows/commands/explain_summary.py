"""What cleaning did to a document, in one sentence and in shares: the same for the terminal and the page."""

import re
from collections import Counter

from warehouse.explain import Explanation, Passage


def fate(passage: Passage) -> str:
    """What became of a passage, in the word that names its filter, its colour and its place in the legend."""
    if not passage.kept:
        return re.sub("[^a-z_]", "", passage.kind) or "other"
    return "changed" if passage.raw != passage.clean else "unchanged"


def sizes(explanation: Explanation) -> list[tuple[str, int]]:
    """Characters of the raw body by what became of them: `kept` first, then the kinds that left it, largest first."""
    found: Counter[str] = Counter()
    for passage in _body(explanation):
        found["kept" if passage.kept else fate(passage)] += len(passage.raw)
    return sorted(found.items(), key=lambda item: (item[0] != "kept", -item[1], item[0]))


def summary(explanation: Explanation) -> str:
    """How much of the body stayed, what left it, and how much was changed; empty for a document without a body."""
    body, measured = _body(explanation), dict(sizes(explanation))
    total = sum(measured.values())
    if not total:
        return ""
    gone = sum(not passage.kept for passage in body)
    changed = sum(fate(passage) == "changed" for passage in explanation.passages)
    places = sum(max(row["value"] or 1, 1) for row in explanation.findings if row["action"] == "edit")
    left = f"{gone:,} of {_count(len(body), 'passage')} left it" if gone else "no passage left it"
    edits = (
        f"{_count(round(places), 'place')} changed in {_count(changed, 'passage')}" if changed else "no letter changed"
    )
    return f"{share(measured.get('kept', 0) / total)} of the body stayed, {left}; {edits}."


def share(part: float) -> str:
    """A share in words that never say all or nothing where it is not.

    >>> share(0.999), share(0.001), share(0.25), share(1)
    ('over 99 %', 'under 1 %', '25 %', '100 %')
    """
    if 0 < part < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= part < 1 else f"{100 * part:.0f} %"


def _body(explanation: Explanation) -> list[Passage]:
    return [passage for passage in explanation.passages if passage.placement != "title"]


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
