"""What is known of a copy, in words: when it was published, how long after the first one, what it changed. For every display."""

from collections.abc import Sequence

from warehouse.explain import Row

MOST_COPIES = 100
"""Copies of a group that are shown: the first ones, the one that stands for all, and the one that is explained."""


def published_words(row: Row) -> str:
    """When it was published, as exactly as is known."""
    if row["published_at"] is None or row["published_precision"] == "none":
        return "no date"
    exact = row["published_precision"] != "day"
    return f"{row['published_at']:%Y-%m-%d %H:%M} UTC" if exact else f"{row['published_at']:%Y-%m-%d}"


def lag_words(row: Row) -> str:
    """How long after the first copy it was published; what is not known is said to be so.

    >>> known = {"first_at": 1, "published_precision": "second", "lag_days": None}
    >>> [lag_words({**known, "lag_minutes": minutes}) for minutes in (0, 40, 95, 1310, 4331)]
    ['first', '40 min', '1 h 35 min', '21 h 50 min', '3 d 11 min']
    >>> lag_words({**known, "lag_minutes": None, "lag_days": 2, "published_precision": "day"})
    '2 days later'
    """
    minutes, days = row["lag_minutes"], row["lag_days"]
    if minutes is not None:
        return _duration(minutes) if minutes else "first" if row.get("doc_id") == row.get("reference_id") else "at once"
    if days is not None:
        return "a day later" if days == 1 else f"{days:,} days later"
    if row["published_precision"] == "none":
        return "time unknown"
    if row["first_at"] is None:
        return ""
    return "first" if row["doc_id"] == row["reference_id"] else "same day"


def _duration(minutes: int) -> str:
    days, rest = divmod(minutes, 24 * 60)
    hours, rest = divmod(rest, 60)
    parts = [f"{number:,} {unit}" for number, unit in ((days, "d"), (hours, "h"), (rest, "min")) if number]
    return " ".join(parts[:2])


def count_words(row: Row) -> str:
    """Words added and cut against the copy that it is compared with; empty where they were not compared."""
    if row["n_words_added"] is None:
        return ""
    added, cut = row["n_words_added"], row["n_words_cut"]
    told = [f"{sign}{n:,}" for sign, n in (("+", added), ("\N{MINUS SIGN}", cut)) if n]
    return " ".join(told) or ("same words" if row["relation"] else "")


def shown_copies(copies: Sequence[Row], here: str) -> list[Row]:
    """The copies that are shown of a group, in their order."""
    if len(copies) <= MOST_COPIES:
        return list(copies)
    rest = [row for row in copies[MOST_COPIES:] if row["is_canonical"] or row["doc_id"] == here]
    return [*copies[:MOST_COPIES], *rest]


def group_words(copies: Sequence[Row]) -> str:
    """How many copies by how many outlets, and who was first as far as that is known."""
    outlets = {row["outlet"] for row in copies}
    told = f"{len(copies):,} copies by {len(outlets):,} outlet{'' if len(outlets) == 1 else 's'}"
    first, certain = copies[0]["first_outlet"], copies[0]["first_is_certain"]
    if first is None or len(outlets) == 1:
        return told
    return f"{told}; {first} was first" + ("" if certain else ", as far as times are known")


def canonical_reason(copies: Sequence[Row]) -> str:
    """Why one copy stands for all."""
    return next((str(row["canonical_reason"]) for row in copies if row["canonical_reason"]), "")
