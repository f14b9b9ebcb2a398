"""Reprocessing: published documents are cleaned again by the present rules; those that come out otherwise go on, and those from which older rules have extracted."""

from tasks.reprocess.published import Published
from tasks.reprocess.reread import (
    cleaned_otherwise,
    keep_first_seen,
    plan,
    plan_keys,
    planned_units,
    reread_unit,
    settle_reread,
)

__all__ = [
    "Published",
    "cleaned_otherwise",
    "keep_first_seen",
    "plan",
    "plan_keys",
    "planned_units",
    "reread_unit",
    "settle_reread",
]
