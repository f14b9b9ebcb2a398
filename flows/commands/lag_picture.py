"""A small picture of each copy's lag: a point after the first publication, on one scale for all, longer times drawn closer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log1p

from warehouse.explain import Row

WIDTH, HEIGHT, MARGIN = 180, 20, 8
_UNIT = 15.0
"""Minutes up to which the scale is even; beyond it, it is that of their logarithm."""
_TICKS = (
    (0, "0"), (15, "15 min"), (60, "1 h"), (360, "6 h"), (1440, "1 day"), (10_080, "1 week"), (43_200, "30 days"), (525_600, "1 year"),
)  # fmt: skip
_NEAR = 34
"""Pixels that two ticks are apart at least."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One copy's line; `end`: minutes from the first publication to the end of the scale."""

    svg: str
    end: float


def lanes(copies: Sequence[Row]) -> list[Lane | None]:
    """A line for each copy of which a time is known; nothing where there is no first one to start from."""
    spans = [_span(row) for row in copies]
    known = [span for span in spans if span is not None]
    end = max((span[1] for span in known), default=0.0)
    if len(known) < 2 or end <= 0:
        return [None] * len(copies)
    return [
        None if span is None else Lane(_line(span, end, bool(row["is_canonical"])), end)
        for row, span in zip(copies, spans, strict=True)
    ]


def scale(drawn: Sequence[Lane | None]) -> str:
    """What the points' places mean, in words."""
    ends = [lane.end for lane in drawn if lane]
    if not ends:
        return ""
    ticks = [label for _, label in _ticks(ends[0])][1:]
    return f'<p class="scale">after the first: lines at {", ".join(ticks)}</p>' if ticks else ""


def _span(row: Row) -> tuple[float, float] | None:
    """Minutes after the first publication between which it was published; one moment where the time is known."""
    first, at = row["first_at"], row["published_at"]
    if first is None or at is None or row["published_precision"] == "none":
        return None
    start = _minutes(at - first)
    return (start, start) if row["published_precision"] == "second" else (max(start, 0.0), max(start + 24 * 60, 0.0))


def _minutes(lag: timedelta) -> float:
    return lag.total_seconds() / 60


def _x(minutes: float, end: float) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * log1p(max(minutes, 0) / _UNIT) / log1p(end / _UNIT)


def _ticks(end: float) -> list[tuple[float, str]]:
    kept: list[tuple[float, str]] = []
    for minutes, label in _TICKS:
        x = _x(minutes, end)
        if minutes <= end and (not kept or x - kept[-1][0] >= _NEAR):
            kept.append((x, label))
    return kept


def _line(span: tuple[float, float], end: float, canonical: bool) -> str:
    grid = "".join(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{HEIGHT}"/>' for x, _ in _ticks(end))
    begin, finish = (_x(minutes, end) for minutes in span)
    middle = HEIGHT / 2
    trail = f'<line class="trail" x1="{MARGIN}" x2="{begin:.1f}" y1="{middle}" y2="{middle}"/>'
    css = "point canonical" if canonical else "point"
    if finish > begin:
        shape = f'<rect class="day" x="{begin:.1f}" y="{middle - 4}" width="{finish - begin:.1f}" height="8" rx="4"/>'
    else:
        shape = f'<circle class="{css}" cx="{begin:.1f}" cy="{middle}" r="5"/>'
    return f'<svg class="lane" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{grid}{trail}{shape}</svg>'
